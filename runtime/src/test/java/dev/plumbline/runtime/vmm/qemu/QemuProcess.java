package dev.plumbline.runtime.vmm.qemu;

import dev.plumbline.host.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A QEMU whose guest never runs, with two monitors: one for the code under test, one for the test to look through. */
final class QemuProcess implements AutoCloseable {
    private static final List<String> SOCKETS = List.of("qmp", "side");

    private final Path directory;
    private final Process process;

    private QemuProcess(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    static QemuProcess start(String... arguments) throws IOException {
        Path directory = Files.createTempDirectory("plumbline-qemu");
        List<String> command = new ArrayList<>(
                List.of("qemu-system-x86_64", "-accel", "tcg", "-m", "32", "-S", "-nodefaults", "-display", "none"));
        for (String socket : SOCKETS) {
            command.addAll(List.of("-qmp", "unix:" + directory.resolve(socket) + ",server=on,wait=off"));
        }
        command.addAll(List.of(arguments));
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        QemuProcess qemu = new QemuProcess(directory, process);
        Deadline deadline = Deadline.after(Duration.ofSeconds(20));
        while (!Files.exists(qemu.side())) {
            if (!process.isAlive() || deadline.passed()) {
                String said = Files.readString(log);
                qemu.close();
                throw new IOException("QEMU did not start (install qemu-system-x86): " + said);
            }
            pause();
        }
        return qemu;
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Path monitor() {
        return directory.resolve("qmp");
    }

    Path side() {
        return directory.resolve("side");
    }

    long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return open.count();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (String socket : SOCKETS) {
            Files.deleteIfExists(directory.resolve(socket));
        }
        Files.deleteIfExists(directory.resolve("log"));
        Files.deleteIfExists(directory);
    }
}
