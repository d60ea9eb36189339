package dev.plumbline.itest.sriov;

import dev.plumbline.host.Sysroot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A physical function in a tree of files, and somebody who does to the tree what the kernel does when {@code sriov_numvfs}
 * is written. Closing ends that.
 */
final class FakePf implements AutoCloseable {
    static final String BDF = "0000:03:00.0";
    private static final String DRIVER = "nvme";

    private final Path root;
    private final Path devices;
    private final Path pf;
    private final CopyOnWriteArrayList<String> faults = new CopyOnWriteArrayList<>();
    private final Thread kernel;
    private volatile boolean closed;
    private int count;

    FakePf(Path root, int total) {
        this.root = root;
        this.devices = root.resolve("sys/bus/pci/devices");
        this.pf = devices.resolve(BDF);
        try {
            Files.createDirectories(root.resolve("sys/bus/pci/drivers/" + DRIVER));
            Files.createDirectories(root.resolve("proc"));
            Files.createDirectories(pf);
            write(pf.resolve("class"), "0x010802");
            write(pf.resolve("vendor"), "0x1b36");
            write(pf.resolve("device"), "0x0010");
            write(pf.resolve("sriov_totalvfs"), Integer.toString(total));
            write(pf.resolve("sriov_numvfs"), "0");
            write(pf.resolve("sriov_drivers_autoprobe"), "1");
            bind(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kernel = new Thread(this::react, "fake-kernel");
        kernel.setDaemon(true);
        kernel.start();
    }

    Sysroot sysroot() {
        return new Sysroot(root);
    }

    /** {@return what the kernel would have refused} */
    CopyOnWriteArrayList<String> faults() {
        return faults;
    }

    void bind(boolean bound) {
        try {
            Path link = pf.resolve("driver");
            Files.deleteIfExists(link);
            if (bound) {
                Files.createSymbolicLink(link, Path.of("../../drivers/" + DRIVER));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void react() {
        while (!closed) {
            try {
                String text = Files.readString(pf.resolve("sriov_numvfs")).strip();
                if (!text.isEmpty() && Integer.parseInt(text) != count) {
                    change(Integer.parseInt(text));
                }
                Thread.sleep(2);
            } catch (IOException e) {
                faults.add(e.toString());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void change(int wanted) throws IOException {
        if (count != 0 && wanted != 0) {
            faults.add("EBUSY: " + count + " VFs already enabled. Disable before enabling " + wanted + " VFs");
            write(pf.resolve("sriov_numvfs"), Integer.toString(count));
            return;
        }
        boolean probe =
                Files.readString(pf.resolve("sriov_drivers_autoprobe")).strip().equals("1");
        for (int i = 0; i < Math.max(count, wanted); i++) {
            Path vf = devices.resolve("0000:03:00." + (i + 1));
            Path link = pf.resolve("virtfn" + i);
            if (wanted == 0) {
                Files.deleteIfExists(link);
                for (String file : new String[] {"class", "physfn", "driver"}) {
                    Files.deleteIfExists(vf.resolve(file));
                }
                Files.deleteIfExists(vf);
            } else {
                Files.createDirectories(vf);
                write(vf.resolve("class"), "0x010802");
                Files.createSymbolicLink(vf.resolve("physfn"), Path.of("../" + BDF));
                if (probe) {
                    Files.createSymbolicLink(vf.resolve("driver"), Path.of("../../drivers/" + DRIVER));
                }
                Files.createSymbolicLink(link, Path.of("../" + vf.getFileName()));
            }
        }
        count = wanted;
    }

    private static void write(Path file, String text) throws IOException {
        // In one go: a reader sees the old text or the new one.
        Path next = file.resolveSibling("." + file.getFileName());
        Files.writeString(next, text + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() {
        closed = true;
        try {
            kernel.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
