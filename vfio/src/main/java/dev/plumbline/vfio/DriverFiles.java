package dev.plumbline.vfio;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The files of sysfs through which one function's driver is looked at and changed. */
final class DriverFiles {
    /** Unbinding and probing are done when the write returns; somebody who reacts to the write needs a moment. */
    private static final Duration TO_LEAVE = Duration.ofSeconds(5);

    private static final Duration TO_TAKE = Duration.ofSeconds(8);
    private static final long LONGEST_PAUSE_MILLIS = 20;

    private final Sysroot sysroot;
    private final Bdf bdf;
    private final Path device;

    DriverFiles(Sysroot sysroot, Bdf bdf) {
        this.sysroot = sysroot;
        this.bdf = bdf;
        this.device = sysroot.sys("bus/pci/devices/" + bdf);
    }

    boolean exists() {
        return Files.isDirectory(device);
    }

    /** {@return the driver that is bound now, or null} */
    @Nullable
    String driver() {
        return SysDirectory.of(device).linkName("driver");
    }

    /** {@return the override that is set now, or null} */
    @Nullable
    String override() {
        return SysfsText.override(SysDirectory.of(device).text("driver_override"));
    }

    boolean isLoaded(String driver) {
        return Files.isDirectory(sysroot.sys("bus/pci/drivers/" + driver));
    }

    /** Sets the override, or clears it: an empty line clears, an empty write would do nothing. */
    void setOverride(@Nullable String driver) {
        write(device.resolve("driver_override"), driver == null ? "" : driver, "set driver_override");
    }

    /** Takes the function from its driver, if it has one. */
    void unbind(Deadline deadline) {
        String bound = driver();
        if (bound != null) {
            write(sysroot.sys("bus/pci/drivers/" + bound + "/unbind"), bdf.toString(), "unbind it from " + bound);
            boolean left = await(deadline.within(TO_LEAVE), () -> !bound.equals(driver()));
            if (!left && deadline.passed()) {
                deadline.check(bdf.toString(), "unbinding it from " + bound);
            }
        }
    }

    /** Has the kernel look for a driver for the function, which reports success also when it found none. */
    void probe() {
        write(sysroot.sys("bus/pci/drivers_probe"), bdf.toString(), "probe for a driver");
    }

    /** {@return whether the driver became this one in time} */
    boolean awaitDriver(String driver, Deadline deadline) {
        return await(deadline.within(TO_TAKE), () -> driver.equals(driver()));
    }

    /** {@return whether something became so in time} */
    static boolean await(Deadline deadline, BooleanSupplier condition) {
        long pause = 1;
        while (!condition.getAsBoolean()) {
            if (deadline.passed()) {
                return false;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return condition.getAsBoolean();
            }
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        }
        return true;
    }

    private void write(Path file, String text, String what) {
        // Never created: under a root of files a missing one must not come into being.
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            // One write: sysfs takes each as a whole.
            int unused = channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw failed(file, what, e);
        }
    }

    private PlumblineException failed(Path file, String what, IOException e) {
        String reason = e instanceof FileSystemException named ? named.getReason() : e.getMessage();
        String words =
                file + ": " + Objects.requireNonNullElse(reason, e.getClass().getSimpleName());
        Problem problem = Problem.refused(
                        e instanceof AccessDeniedException ? ReasonCode.NO_PERMISSION.name() : "DRIVER_WRITE_FAILED",
                        bdf.toString(),
                        "the kernel did not " + what)
                .because(words);
        return (e instanceof AccessDeniedException
                        ? problem.fix("run as root, where /sys is writable")
                        : problem.fix("see the last lines of dmesg for " + bdf))
                .exception(e);
    }
}
