package dev.plumbline.tc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.netlink.NetlinkSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A network namespace for one test, with a veth and a tap in it. Needs root and iproute2, and says so. */
final class ScratchNamespace implements AutoCloseable {
    private static final int LIMIT_SECONDS = 30;

    private final String name = "plumb-tc-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
    private final NetNamespace namespace;
    private final NetlinkSocket socket;

    ScratchNamespace() {
        run("ip", "netns", "add", name);
        try {
            ip("link add eth0 type veth peer name peer0");
            ip("tuntap add tap0 mode tap");
            ip("link set eth0 up");
            ip("link set tap0 up");
            namespace = NetNamespace.of(name);
            socket = NetlinkSocket.open(namespace);
        } catch (RuntimeException e) {
            run("ip", "netns", "del", name);
            throw e;
        }
    }

    TrafficControl trafficControl() {
        return new TrafficControl(socket);
    }

    int ifindex(String link) {
        return json("ip", "link show dev " + link).get(0).get("ifindex").asInt();
    }

    String ip(String arguments) {
        return inside("ip", arguments);
    }

    String tc(String arguments) {
        return inside("tc", arguments);
    }

    /** What {@code tc -j} says; details too. */
    JsonNode tcJson(String arguments) {
        return json("tc", "-d " + arguments);
    }

    private JsonNode json(String program, String arguments) {
        String text = inside(program, "-j " + arguments);
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(program + " " + arguments + " said: " + text, e);
        }
    }

    private String inside(String program, String arguments) {
        List<String> command = new ArrayList<>(List.of(program, "-n", name));
        command.addAll(List.of(arguments.split(" ")));
        return run(command.toArray(new String[0]));
    }

    private static String run(String... command) {
        try {
            // Into a file, so that a command which hangs in the kernel cannot hang the test, too.
            Path output = Files.createTempFile("plumb-tc-", ".out");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
                String text = Files.readString(output);
                if (!ended || process.exitValue() != 0) {
                    throw new AssertionError(String.join(" ", command) + ": "
                            + (ended ? text : "no end after " + LIMIT_SECONDS + " s")
                            + " (this test needs root, iproute2, and a kernel with veth, tun and tc)");
                }
                return text;
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new AssertionError("this test needs iproute2: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            namespace.close();
        } finally {
            run("ip", "netns", "del", name);
        }
    }
}
