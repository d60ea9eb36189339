package dev.plumbline.sriov;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.Bdf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;

/** The files of sysfs through which a physical function makes and removes virtual ones. */
final class CountFiles {
    /** A write returns when the functions are there; somebody who reacts to the write needs a moment. */
    private static final Duration TO_APPEAR = Duration.ofSeconds(5);

    private static final long PAUSE_MILLIS = 5;

    private final Sysroot sysroot;
    private final Bdf pf;
    private final Path directory;

    CountFiles(Sysroot sysroot, Bdf pf) {
        this.sysroot = sysroot;
        this.pf = pf;
        this.directory = PhysicalFunction.directory(sysroot, pf);
    }

    boolean exists() {
        return Files.isDirectory(directory);
    }

    PhysicalFunction read() {
        return PhysicalFunction.read(sysroot, pf);
    }

    void setAutoprobe(boolean on) {
        write(PhysicalFunction.AUTOPROBE, on ? "1" : "0");
    }

    /**
     * Writes the number and waits until the functions are there, or gone. Both begin and end in the kernel's own time: the
     * write itself returns when the driver is done.
     */
    void setCount(int count, Deadline deadline) {
        write(PhysicalFunction.COUNT, Integer.toString(count));
        Deadline appears = deadline.within(TO_APPEAR);
        PhysicalFunction now = read();
        while (now.count() != count || now.vfs().size() != count) {
            if (appears.passed()) {
                throw Problem.refused(
                                "VF_COUNT_DIFFERS",
                                pf.toString(),
                                "the kernel took the number of functions, and " + count + " did not come of it")
                        .because("sriov_numvfs is " + now.count() + ", and "
                                + now.vfs().size() + " virtfn links are there")
                        .fix("see the last lines of dmesg for " + pf)
                        .exception();
            }
            pause();
            now = read();
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.refused("INTERRUPTED", pf.toString(), "interrupted while waiting for virtual functions")
                    .exception(e);
        }
    }

    private void write(String file, String text) {
        // Never created: under a root of files a missing one must not come into being.
        try (FileChannel channel = FileChannel.open(
                directory.resolve(file), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            // One write: sysfs takes each as a whole.
            int unused = channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw failed(file, text, e);
        }
    }

    private PlumblineException failed(String file, String text, IOException e) {
        String reason = e instanceof FileSystemException named ? named.getReason() : e.getMessage();
        String words = Objects.requireNonNullElse(reason, e.getClass().getSimpleName());
        Problem problem = Problem.refused(
                        e instanceof AccessDeniedException ? "NO_PERMISSION" : "VF_COUNT_REFUSED",
                        pf.toString(),
                        "the kernel did not take " + text + " for " + file)
                .because(words);
        return problem.fix(fix(e, words)).exception(e);
    }

    /** The kernel's answers, in pci/iov.c; a write tells them by the words for the error number alone. */
    private String fix(IOException e, String words) {
        if (e instanceof AccessDeniedException) {
            return "run as root, where /sys is writable";
        }
        if (e instanceof NoSuchFileException) {
            return "this kernel has no " + PhysicalFunction.AUTOPROBE + " (it came with Linux 4.13) or no SR-IOV";
        }
        return switch (words) {
            case "No such file or directory" ->
                "bind a driver that makes virtual functions: the device's own, or"
                        + " pci-pf-stub; vfio-pci does with its module's parameter enable_sriov=1";
            case "Device or resource busy" -> "somebody else has made functions in between; try again";
            case "Cannot allocate memory" ->
                "the firmware has left no room for so many functions on the bus or in the"
                        + " address space; boot with pci=realloc, or ask for fewer";
            default -> "see the last lines of dmesg for " + pf;
        };
    }
}
