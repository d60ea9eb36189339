package dev.plumbline.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What this process has open that an operation could leave behind: taps, netlink sockets, namespaces, state files. */
final class Descriptors {
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

    private static String target(Path fd) {
        try {
            return Files.readSymbolicLink(fd).toString();
        } catch (IOException e) {
            return "gone";
        }
    }
}
