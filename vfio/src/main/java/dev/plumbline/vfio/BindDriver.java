package dev.plumbline.vfio;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.vfio.Holders.Holder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Binds a function to a driver, normally VFIO's, whatever it was bound to. The scope provides the {@link Sysroot}.
 *
 * <p>The override stays as long as the function is bound, so that a rescan does not give it to another driver, and is put
 * back as it was found.
 *
 * @param bdf the function
 * @param driver the driver that it gets
 * @param originalDriver the driver that it had, or null
 * @param originalOverride the override that was set, or null
 */
public record BindDriver(
        Bdf bdf,
        String driver,
        @Nullable String originalDriver,
        @Nullable String originalOverride) implements Step {
    private static final Duration TO_LET_GO = Duration.ofSeconds(2);

    @Override
    public String object() {
        return bdf.toString();
    }

    @Override
    public void apply(Scope scope) {
        DriverFiles files = files(scope);
        if (!files.exists()) {
            throw Problem.notFound(ReasonCode.NOT_FOUND.name(), object(), "the function has gone")
                    .fix("see the last lines of dmesg for " + bdf)
                    .exception();
        }
        if (driver.equals(files.driver()) && driver.equals(files.override())) {
            return;
        }
        files.setOverride(driver);
        if (!driver.equals(files.driver())) {
            refuseIfHeld(scope);
            files.unbind(scope.deadline());
            take(files, driver, scope.deadline());
        }
    }

    private void take(DriverFiles files, String wanted, Deadline deadline) {
        files.probe();
        if (!files.awaitDriver(wanted, deadline)) {
            String found = files.driver();
            throw Problem.refused(
                            "DRIVER_NOT_BOUND",
                            object(),
                            wanted + " did not take it, which has " + (found == null ? "no driver" : found) + " now")
                    .fix("see the last lines of dmesg for " + bdf)
                    .exception();
        }
    }

    /** The kernel would wait for whoever has it open, for as long as that takes; a VM that lets go of it needs a moment. */
    private void refuseIfHeld(Scope scope) {
        Sysroot sysroot = scope.get(Sysroot.class);
        Supplier<Optional<Holder>> holder = () -> {
            HostSnapshot now = HostSnapshot.briefly(sysroot);
            return now.inventory().device(bdf).flatMap(now::holder);
        };
        if (!DriverFiles.await(
                scope.deadline().within(TO_LET_GO), () -> holder.get().isEmpty())) {
            throw Problem.refused(
                            ReasonCode.IN_USE_VFIO.name(),
                            object(),
                            "it is in use by "
                                    + holder.get().map(Holder::toString).orElse("a process"))
                    .fix("end that process first")
                    .exception();
        }
    }

    @Override
    public void undo(Scope scope) {
        DriverFiles files = files(scope);
        if (!files.exists()) {
            return;
        }
        String bound = files.driver();
        boolean ours = driver.equals(bound);
        if (Objects.equals(bound, originalDriver) || !(ours || bound == null)) {
            giveBackOverride(files); // never bound, back already, or somebody else's by now
            return;
        }
        if (originalDriver != null && !files.isLoaded(originalDriver)) {
            throw Problem.refused(
                            ReasonCode.DRIVER_MISSING.name(),
                            object(),
                            "its driver " + originalDriver + " is not loaded any more")
                    .fix("modprobe " + originalDriver + ", then vfio-bind restore " + bdf)
                    .exception();
        }
        if (ours) {
            refuseIfHeld(scope);
        }
        if (originalDriver == null) {
            files.unbind(scope.deadline()); // its override still keeps others away
        } else {
            files.setOverride(originalDriver);
            files.unbind(scope.deadline());
            take(files, originalDriver, scope.deadline());
        }
        giveBackOverride(files);
    }

    /** An override that somebody else has set in the meantime stays. */
    private void giveBackOverride(DriverFiles files) {
        String now = files.override();
        boolean ours = now == null || now.equals(driver) || now.equals(originalDriver);
        if (ours && !Objects.equals(now, originalOverride)) {
            files.setOverride(originalOverride);
        }
    }

    @Override
    public Inspection inspect(Scope scope) {
        DriverFiles files = files(scope);
        if (!files.exists()) {
            return Inspection.absent(object(), "DEVICE_MISSING", driver);
        }
        String bound = files.driver();
        if (bound == null) {
            return Inspection.absent(object(), "DRIVER_DIFFERS", driver);
        }
        if (!driver.equals(bound)) {
            return bound.equals(originalDriver)
                    ? new Inspection(
                            Inspection.State.ABSENT, List.of(new Difference(object(), "DRIVER_DIFFERS", driver, bound)))
                    : Inspection.foreign(object(), "DRIVER_DIFFERS", driver, bound);
        }
        List<Difference> differences = new ArrayList<>();
        String override = files.override();
        if (!driver.equals(override)) {
            differences.add(new Difference(object(), "OVERRIDE_DIFFERS", driver, override == null ? "none" : override));
        }
        return Inspection.applied(differences);
    }

    private DriverFiles files(Scope scope) {
        return new DriverFiles(scope.get(Sysroot.class), bdf);
    }
}
