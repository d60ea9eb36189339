package dev.plumbline.cdi.document;

import java.nio.file.Path;

/** What a document is written in. */
public enum DocumentFormat {
    JSON,
    YAML;

    /** {@return the format of a file, by its name: JSON when that ends with {@code .json}, YAML otherwise} */
    public static DocumentFormat of(Path file) {
        return file.toString().endsWith(".json") ? JSON : YAML;
    }
}
