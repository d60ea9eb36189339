package dev.plumbline.vfio.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Has the JVM load what the program's verbs load, so that it can be kept as a class-data archive, from which later runs
 * start faster. Only looks.
 */
public final class Training {
    private Training() {}

    public static void main(String[] arguments) throws IOException {
        Path state = Files.createTempDirectory("plumbline-training");
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try {
            for (List<String> verb : List.of(
                    List.of("list"),
                    List.of("list", "--json", "--class", "net"),
                    List.of("show", "00:00.0"),
                    List.of("show", "00:00.0", "--json"),
                    List.of("groups", "--json"),
                    List.of("check", "00:00.0"),
                    List.of("bind", "00:00.0", "--dry-run"),
                    List.of("restore", "--all"),
                    List.of("doctor", "--json"),
                    List.of("gpus", "--json"))) {
                String[] words = Stream.concat(verb.stream(), Stream.of("--state", state.toString()))
                        .toArray(String[]::new);
                int unused = VfioBind.run(nowhere, nowhere, words);
            }
        } finally {
            Files.delete(state);
        }
        System.exit(0);
    }
}
