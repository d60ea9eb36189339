package dev.plumbline.itest.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.vfio.cli.VfioBind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of {@code vfio-bind} in this process, which spares the seconds that a JVM takes to start here.
 *
 * @param exitCode its exit code
 * @param out what it printed on its standard output
 * @param err what it printed on its standard error
 */
record Program(int exitCode, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Runs it with {@code --json}, a state directory and a generous limit. */
    static Program vfioBind(Path state, String verb, String... arguments) {
        List<String> words = new ArrayList<>(List.of(verb, "--json", "--state", state.toString(), "--timeout", "60"));
        words.addAll(List.of(arguments));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = VfioBind.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                words.toArray(String[]::new));
        return new Program(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** {@return the document that it printed} */
    JsonNode document() {
        try {
            return JSON.readTree(out);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(this.toString(), e);
        }
    }
}
