package dev.plumbline.runtime.cli;

import dev.plumbline.cdi.document.Document;
import dev.plumbline.cdi.document.DocumentDirectory;
import dev.plumbline.cdi.vfio.VfioDocument;
import dev.plumbline.cdi.vfio.VfioFunction;
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
            devices(state);
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
            run(nowhere, Stream.concat(command.stream(), Stream.of("--state", state.toString())));
        }
    }

    private static void devices(Path state) throws IOException {
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, java.nio.charset.StandardCharsets.UTF_8);
        Document document =
                VfioDocument.of("plumbline.dev/training", List.of(new VfioFunction("0000:00:00.0", "0", "vfio0")));
        DocumentDirectory directory = new DocumentDirectory(state.resolve("cdi"));
        Path yaml = directory.write(document, "training.yaml", false);
        Path json = directory.write(document, "training.json", false);
        Path spec = Files.writeString(state.resolve("cdi/spec"), "{}");
        String dir = yaml.resolveSibling("").toString();
        for (List<String> command : List.of(
                List.of("validate", yaml.toString(), json.toString()),
                List.of("list", "--dir", dir),
                List.of("list", "--dir", dir, "--json"),
                List.of("show", "--dir", dir, "plumbline.dev/training=group-0"),
                List.of("why", "--dir", dir, "plumbline.dev/training=group-1"),
                List.of("inject", "--dir", dir, spec.toString(), "plumbline.dev/training=group-0"),
                List.of("annotations", "cdi.k8s.io/a=plumbline.dev/training=group-0"))) {
            run(nowhere, Stream.concat(Stream.of("cdi"), command.stream()));
        }
    }

    private static void run(PrintStream nowhere, Stream<String> words) {
        int unused = Plumb.run(nowhere, nowhere, words.toArray(String[]::new));
    }
}
