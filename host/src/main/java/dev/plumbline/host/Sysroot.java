package dev.plumbline.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The host's file trees under a root: {@code /sys}, {@code /proc} and {@code /dev}. Everything that only reads files
 * reads them through a sysroot, so that a recorded tree serves as well as the running host.
 *
 * @param root the directory that stands for {@code /}
 */
public record Sysroot(Path root) {
    private static final Sysroot HOST = new Sysroot(Path.of("/"));

    /** {@return the running host} */
    public static Sysroot host() {
        return HOST;
    }

    /** {@return a path under {@code /sys}} */
    public Path sys(String relative) {
        return root.resolve("sys").resolve(relative);
    }

    /** {@return a path under {@code /proc}} */
    public Path proc(String relative) {
        return root.resolve("proc").resolve(relative);
    }

    /** {@return a path under {@code /dev}} */
    public Path dev(String relative) {
        return root.resolve("dev").resolve(relative);
    }

    /** {@return a small file's text without the white space around it, or nothing when it cannot be read} */
    public Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
