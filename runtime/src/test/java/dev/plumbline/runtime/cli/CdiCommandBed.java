package dev.plumbline.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two directories of documents, and the commands that are given them. */
abstract class CdiCommandBed {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path root;

    String low = "";
    String high = "";
    String out = "";
    String err = "";

    @BeforeEach
    void documents() throws IOException {
        low = Files.createDirectory(root.resolve("low")).toString();
        high = Files.createDirectory(root.resolve("high")).toString();
        write("low/a.yaml", document("dev1", "dev2"));
        write("high/b.yaml", document("dev1"));
    }

    void write(String name, String text) throws IOException {
        Files.writeString(root.resolve(name), text);
    }

    static String document(String... names) {
        StringBuilder text = new StringBuilder("cdiVersion: \"0.3.0\"\nkind: vendor.com/class\ndevices:\n");
        for (String name : names) {
            text.append("- {name: ")
                    .append(name)
                    .append(", containerEdits: {deviceNodes: [{path: /dev/")
                    .append(name);
            text.append(", type: b, major: 10, minor: 1}]}}\n");
        }
        return text.toString();
    }

    static List<String> codes(JsonNode report) {
        List<String> codes = new ArrayList<>();
        report.at("/files/0/errors")
                .forEach(error -> codes.add(error.path("code").asText()));
        return codes;
    }

    static List<String> fields(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    JsonNode json(int code, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(1, "--json");
        assertThat(plumb(all.toArray(String[]::new))).as("%s%n%s", out, err).isEqualTo(code);
        return MAPPER.readTree(out);
    }

    int plumb(String... arguments) {
        List<String> all = new ArrayList<>(List.of("cdi"));
        all.addAll(List.of(arguments));
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        int code = Plumb.run(
                new PrintStream(stdout, true, StandardCharsets.UTF_8),
                new PrintStream(stderr, true, StandardCharsets.UTF_8),
                all.toArray(String[]::new));
        out = stdout.toString(StandardCharsets.UTF_8);
        err = stderr.toString(StandardCharsets.UTF_8);
        return code;
    }
}
