package dev.plumbline.netlink.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.host.NetNamespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A network namespace for one test, and iproute2 inside it. Without root or iproute2 a test that wants one fails. */
final class Scratch implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    final String name = "pn-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    final NetNamespace namespace;
    final RtNetlink netlink;

    Scratch() {
        run("ip", "netns", "add", name);
        try {
            namespace = NetNamespace.of(name);
            netlink = RtNetlink.open(namespace);
        } catch (RuntimeException e) {
            run("ip", "netns", "del", name);
            throw e;
        }
    }

    /** Runs {@code ip} with these words inside. */
    void ip(String words) {
        run(command("ip", words));
    }

    /** What {@code ip -d -j} says. */
    JsonNode json(String words) {
        try {
            String text = run(command("ip", "-d -j " + words));
            return new ObjectMapper().readTree(text.isEmpty() ? "[]" : text);
        } catch (IOException e) {
            throw new AssertionError("ip " + words + " wrote no JSON", e);
        }
    }

    private String[] command(String program, String words) {
        List<String> command = new ArrayList<>(List.of(program, "-n", name));
        command.addAll(Arrays.asList(words.split(" ")));
        return command.toArray(String[]::new);
    }

    static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + output
                        + " (this test needs root, iproute2 and the right to make network namespaces)");
            }
            return output;
        } catch (IOException e) {
            throw new AssertionError("install iproute2: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        netlink.close();
        namespace.close();
        run("ip", "netns", "del", name);
    }
}
