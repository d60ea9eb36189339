package dev.plumbline.itest.vfio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Does with a {@link FakeHost}'s files what the kernel does when they are written: unbinds, and probes with respect for the
 * override. A probe that finds no driver does nothing, and a cleared override reads "(null)". It looks every few
 * milliseconds, on a thread of its own.
 */
final class FakeKernel implements AutoCloseable {
    private static final long PAUSE_MILLIS = 2;

    private final Path pci;
    private final Map<String, String> natural = new HashMap<>();
    private final Set<String> refusing = new HashSet<>();
    private final Thread thread;
    private volatile long slowness = PAUSE_MILLIS;
    private volatile boolean closing;
    private volatile RuntimeException failure;

    FakeKernel(FakeHost host) {
        this.pci = host.root().resolve("sys/bus/pci");
        for (String device : names(pci.resolve("devices"))) {
            String driver = driverOf(device);
            if (driver != null) {
                natural.put(device, driver);
            }
        }
        this.thread = new Thread(this::run, "fake-kernel");
        thread.setDaemon(true);
    }

    /** Has a driver fail to take a function from now on. */
    FakeKernel refusing(String driver, String device) {
        refusing.add(driver + " " + device);
        return this;
    }

    /** Has everything take so long from now on. */
    FakeKernel taking(long millis) {
        slowness = millis;
        return this;
    }

    FakeKernel start() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (!closing) {
                for (String driver : names(pci.resolve("drivers"))) {
                    String device = taken(pci.resolve("drivers/" + driver + "/unbind"));
                    if (device != null && driver.equals(driverOf(device))) {
                        Files.delete(pci.resolve("devices/" + device + "/driver"));
                    }
                }
                String device = taken(pci.resolve("drivers_probe"));
                if (device != null) {
                    probe(device);
                }
                Thread.sleep(slowness);
            }
        } catch (IOException e) {
            failure = new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void probe(String device) throws IOException {
        Path files = pci.resolve("devices/" + device);
        String override = Files.readString(files.resolve("driver_override")).strip();
        boolean set = !override.isEmpty() && !override.equals("(null)");
        String driver = set ? override : natural.get(device);
        boolean loaded = driver != null && Files.isDirectory(pci.resolve("drivers/" + driver));
        if (driverOf(device) == null && loaded && !refusing.contains(driver + " " + device)) {
            Files.createSymbolicLink(files.resolve("driver"), Path.of("../../../bus/pci/drivers/" + driver));
        }
    }

    /** {@return what was written to a file as a whole line, which is then gone, or null} */
    private static String taken(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return null; // a test has put something there that fails
        }
        try {
            String text = Files.readString(file);
            if (!text.endsWith("\n")) {
                return null;
            }
            Files.writeString(file, "");
            return text.strip();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private String driverOf(String device) {
        try {
            return Files.readSymbolicLink(pci.resolve("devices/" + device + "/driver"))
                    .getFileName()
                    .toString();
        } catch (IOException e) {
            return null;
        }
    }

    private static List<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
    }
}
