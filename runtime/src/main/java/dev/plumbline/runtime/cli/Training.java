package dev.plumbline.runtime.cli;

import dev.plumbline.runtime.service.PlumblineServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Has the JVM load what the program's commands and its service load, so that it can be kept as a class-data archive, from
 * which later runs start faster. Changes nothing on the host: works in a directory that it makes and removes.
 */
public final class Training {
    private Training() {}

    public static void main(String[] arguments) throws IOException {
        Path state = Files.createTempDirectory("plumbline-training");
        try {
            commands(state);
            try (PlumblineServer server =
                    PlumblineServer.start(new PlumblineServer.Options(state, null, null, Duration.ZERO))) {
                commands(state);
            }
        } finally {
            try (Stream<Path> files = Files.walk(state)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        System.exit(0);
    }

    private static void commands(Path state) {
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, java.nio.charset.StandardCharsets.UTF_8);
        for (List<String> command : List.of(
                List.of("list"),
                List.of("list", "--json"),
                List.of("show", "nobody", "--json"),
                List.of("attach", "nobody", "--netns", "no-such-namespace"),
                List.of("detach", "nobody"),
                List.of("vhost-user", "probe", "no-such-socket"),
                List.of("recover"))) {
            String[] words = Stream.concat(command.stream(), Stream.of("--state", state.toString()))
                    .toArray(String[]::new);
            int unused = Plumb.run(nowhere, nowhere, words);
        }
    }
}
