package dev.plumbline.sriov;

import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.vfio.Bdf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives a physical function another number of virtual functions. The kernel goes from one number to another only by way of
 * none (EBUSY otherwise), so that all that are there vanish, also when more are wanted. The scope provides the {@link
 * Sysroot}.
 *
 * <p>Undoing makes as many again as there were; their settings, drivers and links are those of new ones.
 *
 * @param pf the physical function
 * @param before how many it had
 * @param count how many it gets
 * @param autoprobe whether drivers took new functions by themselves before, which is left as it was found; null when the
 *     kernel does not say
 * @param probe whether drivers shall take these; null for as it is
 * @param force whether functions that are in use may vanish
 */
public record SetVfCount(
        Bdf pf,
        int before,
        int count,
        @Nullable Boolean autoprobe,
        @Nullable Boolean probe,
        boolean force) implements Step {
    /**
     * {@return the step to another number}
     *
     * @param now the physical function
     * @param force whether functions that are in use may vanish
     * @throws dev.plumbline.host.PlumblineException REFUSED when it cannot have so many, no driver could make them, or
     *     functions that are in use would vanish
     */
    public static SetVfCount from(
            Sysroot sysroot, PhysicalFunction now, int count, @Nullable Boolean probe, boolean force) {
        if (count < 0) {
            throw Problem.badInput("VF_COUNT_MALFORMED", Integer.toString(count), "no number of functions")
                    .fix("0 removes them, " + now.total() + " is the most")
                    .exception();
        }
        if (count > now.total()) {
            throw Problem.refused(
                            "VF_COUNT_TOO_LARGE", now.bdf().toString(), "it cannot have so many virtual functions")
                    .because(count + " are asked for, " + now.total() + " is the most")
                    .fix("ask for at most " + now.total() + "; the adapter's own settings may allow more")
                    .exception();
        }
        SetVfCount step = new SetVfCount(now.bdf(), now.count(), count, now.autoprobe(), probe, force);
        if (!step.isDone(now)) {
            step.check(sysroot, now);
        }
        return step;
    }

    /** {@return the same for a function that had another number before all that was done to it} */
    SetVfCount since(SetVfCount earlier) {
        return new SetVfCount(pf, earlier.before, count, earlier.autoprobe, probe, force);
    }

    /** {@return whether a physical function has this number already} */
    boolean isDone(PhysicalFunction now) {
        return now.count() == count && now.vfs().size() == count;
    }

    private void check(Sysroot sysroot, PhysicalFunction now) {
        if (now.driver() == null) {
            throw Problem.refused("PF_WITHOUT_DRIVER", object(), "no driver has the physical function")
                    .because("the kernel would answer ENOENT: a driver makes virtual functions")
                    .fix("bind its driver first: 'modprobe', or echo " + pf + " > /sys/bus/pci/drivers_probe")
                    .exception();
        }
        if (now.count() > 0 && !force) {
            VfUse.refuse(VfUse.of(sysroot, now), "they would vanish", "free them, or say --force");
        }
    }

    @Override
    public String object() {
        return pf.toString();
    }

    @Override
    public void apply(Scope scope) {
        Sysroot sysroot = scope.get(Sysroot.class);
        CountFiles files = new CountFiles(sysroot, pf);
        PhysicalFunction now = files.read();
        if (isDone(now)) {
            return;
        }
        check(sysroot, now);
        Boolean found = now.autoprobe();
        if (probe == null || found == null || probe.equals(found)) {
            change(files, now, count, scope);
            return;
        }
        files.setAutoprobe(probe);
        try {
            change(files, now, count, scope);
        } finally {
            files.setAutoprobe(found);
        }
    }

    private static void change(CountFiles files, PhysicalFunction now, int count, Scope scope) {
        if (now.count() != 0) {
            files.setCount(0, scope.deadline());
        }
        if (count != 0) {
            files.setCount(count, scope.deadline());
        }
    }

    @Override
    public void undo(Scope scope) {
        Sysroot sysroot = scope.get(Sysroot.class);
        CountFiles files = new CountFiles(sysroot, pf);
        if (!files.exists()) {
            return; // it was unplugged
        }
        PhysicalFunction now = files.read();
        if (probe != null && autoprobe != null && !autoprobe.equals(now.autoprobe())) {
            files.setAutoprobe(autoprobe);
        }
        boolean ours = now.count() == count || now.count() == 0;
        if (now.count() == before || !ours) {
            return;
        }
        // A VM that has one would make the kernel wait for it, and a pod would lose its link.
        List<VfUse> used =
                VfUse.of(sysroot, now).stream().filter(VfUse::isGivenAway).toList();
        VfUse.refuse(
                used, "they must vanish to have " + before + " again", "free them, then run 'vfio-bind restore' again");
        change(files, now, before, scope);
    }

    @Override
    public Inspection inspect(Scope scope) {
        CountFiles files = new CountFiles(scope.get(Sysroot.class), pf);
        if (!files.exists()) {
            return Inspection.absent(object(), "PF_MISSING", "a physical function");
        }
        int found = files.read().count();
        return found == count
                ? Inspection.applied()
                : Inspection.applied(List.of(new Difference(
                        object(), "VF_COUNT_DIFFERS", Integer.toString(count), Integer.toString(found))));
    }
}
