package dev.plumbline.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What this process has open that an operation could leave behind: taps, netlink sockets, namespaces, state files. */
final class Descriptors {
    private static final int LOOKS = 10;
    private static final long MILLIS_BETWEEN_LOOKS = 500;

    private Descriptors() {}

    static List<String> open() {
        try (Stream<Path> list = Files.list(Path.of("/proc/self/fd"))) {
            return list.map(Descriptors::target)
                    .filter(target -> target.equals("/dev/net/tun")
                            || target.startsWith("net:[")
                            || target.startsWith("socket:")
                            || target.endsWith(".journal")
                            || target.endsWith("/locks"))
                    .map(target -> target.replaceAll("\\[.*", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * {@return the same, once it stays so: what earlier tests left to the collector or to a server's threads closes when it
     * likes}
     */
    static List<String> settled() {
        System.gc();
        List<String> now = open();
        for (int i = 0; i < LOOKS; i++) {
            List<String> before = now;
            pause();
            now = open();
            if (now.equals(before)) {
                break;
            }
        }
        return now;
    }

    private static void pause() {
        try {
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String target(Path fd) {
        try {
            return Files.readSymbolicLink(fd).toString();
        } catch (IOException e) {
            return "gone";
        }
    }
}
