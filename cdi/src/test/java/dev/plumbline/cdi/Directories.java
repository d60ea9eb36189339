package dev.plumbline.cdi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Two directories of documents, the second of the higher priority. */
final class Directories {
    private final Path root;

    Directories(Path root) {
        this.root = root;
    }

    Path etc() {
        return root.resolve("etc");
    }

    Path run() {
        return root.resolve("run");
    }

    Registry registry() {
        return Registry.of(List.of(etc(), run()));
    }

    /** Writes a file as producers do: beside, then renamed. */
    Path put(Path directory, String name, String text) {
        try {
            Files.createDirectories(directory);
            Path fresh = Files.writeString(directory.resolve(name + ".tmp"), text);
            return Files.move(fresh, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A document of vendor1.com/device with devices whose nodes are named like them. */
    static String document(String... names) {
        return ofKind("vendor1.com/device", names);
    }

    static String ofKind(String kind, String... names) {
        StringBuilder text = new StringBuilder("cdiVersion: \"0.3.0\"\nkind: " + kind + "\ndevices:\n");
        for (String name : names) {
            text.append("  - name: \"").append(name).append("\"\n    containerEdits:\n      deviceNodes:\n");
            text.append("      - {path: /dev/").append(name).append(", type: b, major: 10, minor: 1}\n");
        }
        return text.toString();
    }
}
