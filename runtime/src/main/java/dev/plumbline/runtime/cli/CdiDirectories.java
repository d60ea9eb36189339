package dev.plumbline.runtime.cli;

import dev.plumbline.cdi.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where a command looks for documents. */
final class CdiDirectories {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "A directory of documents; may be repeated, the last one wins (default: /etc/cdi, /var/run/cdi).")
    private List<Path> directories = new ArrayList<>();

    Registry registry() {
        return Registry.of(directories.isEmpty() ? Registry.DEFAULT_DIRECTORIES : directories);
    }
}
