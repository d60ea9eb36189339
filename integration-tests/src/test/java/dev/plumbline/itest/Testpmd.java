package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DPDK's testpmd without huge pages: the other side of a vhost-user connection, as front-end or as back-end. */
final class Testpmd implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final Process process;
    private final Path log;
    private final Writer commands;

    private Testpmd(Path directory, String name, int core, String device, String mode) {
        log = directory.resolve(name + ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(List.of(
                            "stdbuf", // its words are awaited as they are printed, not when it ends
                            "-oL",
                            "dpdk-testpmd",
                            "--lcores",
                            "0@" + core + ",1@" + core,
                            "--no-huge",
                            "-m",
                            "128",
                            "--no-pci",
                            "--no-shconf",
                            "--no-telemetry",
                            "--file-prefix=" + name,
                            "--vdev=" + device,
                            "--",
                            "-i",
                            "--forward-mode=" + mode,
                            "--total-num-mbufs=4096"))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("RUNTIME_DIRECTORY", directory.toString());
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("bin/setup installs dpdk-testpmd", e);
        }
        commands = process.outputWriter(StandardCharsets.US_ASCII);
    }

    /** Connects to a back-end, as a guest would that has one queue pair. */
    static Testpmd frontEnd(Path directory, String name, int core, Path socket, boolean packed, String mode) {
        return new Testpmd(
                directory,
                name,
                core,
                "net_virtio_user0,path=" + socket + ",queues=1,packed_vq=" + (packed ? 1 : 0),
                mode);
    }

    /** Waits for a back-end that dials, as a VMM would that is the server. */
    static Testpmd listeningFrontEnd(Path directory, String name, int core, Path socket, String mode) {
        return new Testpmd(directory, name, core, "net_virtio_user0,path=" + socket + ",queues=1,server=1", mode);
    }

    /** Listens for a front-end, as a software switch would. */
    static Testpmd backEnd(Path directory, String name, int core, Path socket) {
        return new Testpmd(directory, name, core, "net_vhost0,iface=" + socket + ",queues=1", "rxonly");
    }

    /** Listens for a front-end, or dials one that listens; then answers whoever is looked for and pinged. */
    static Testpmd echo(Path directory, String name, Path socket, boolean dials) {
        Testpmd echo = new Testpmd(
                directory,
                name,
                0,
                "net_vhost0,iface=" + socket + ",queues=1" + (dials ? ",client=1" : ""),
                "icmpecho");
        try {
            echo.await("testpmd>");
            echo.type("start");
            return echo;
        } catch (AssertionError e) {
            echo.close();
            throw e;
        }
    }

    /** Types a line at its prompt. */
    void type(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new AssertionError("testpmd is gone: " + text(), e);
        }
    }

    /** Waits until it has printed something. */
    void await(String what) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!text().contains(what)) {
            assertThat(System.nanoTime()).as("'%s' in%n%s", what, text()).isLessThan(end);
            assertThat(process.isAlive()).as(text()).isTrue();
            pause(20);
        }
    }

    /** Stops forwarding. Returns the packets that it counted: sent ("TX") or received ("RX"). */
    long stop(String direction) {
        type("stop");
        await("Done.");
        Matcher count = Pattern.compile(
                        "Forward statistics for port 0.*?" + direction + "-packets: (\\d+)", Pattern.DOTALL)
                .matcher(text());
        assertThat(count.find()).as(text()).isTrue();
        return Long.parseLong(count.group(1));
    }

    private String text() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "";
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                type("quit");
            }
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
