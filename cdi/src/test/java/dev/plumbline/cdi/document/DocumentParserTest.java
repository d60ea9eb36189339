package dev.plumbline.cdi.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which documents are valid, and where the others are not. */
class DocumentParserTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static Stream<Arguments> documents() {
        return Rows.of("documents.yaml");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void aDocumentHasTheseFaultsAndNoOthers(String name, JsonNode row) {
        String[] expected = StreamSupport.stream(row.path("faults").spliterator(), false)
                .map(JsonNode::asText)
                .toArray(String[]::new);
        assertThat(found(DocumentParser.parse(row.path("text").asText(), DocumentFormat.YAML)))
                .containsExactly(expected);
    }

    static Stream<Arguments> edits() {
        return Rows.of("edits.yaml");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edits")
    void editsAreValidOrHaveTheirFaultAtItsPlace(String name, JsonNode row) {
        ObjectNode device = NODES.objectNode().put("name", "dev");
        device.set("containerEdits", row.get("edits"));
        JsonNode document = document("1.1.0", device);
        String[] expected = row.has("code")
                ? new String[] {
                    "/devices/0/containerEdits" + row.path("at").asText() + " "
                            + row.path("code").asText()
                }
                : new String[0];
        for (DocumentFormat format : DocumentFormat.values()) {
            assertThat(found(DocumentParser.parse(DocumentText.of(document, format), format)))
                    .as("%s", format)
                    .containsExactly(expected);
        }
    }

    static Stream<Arguments> versions() {
        return Rows.of("versions.yaml");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("versions")
    void theLowestVersionIsKnownAndEnforced(String name, JsonNode row) {
        ObjectNode device = NODES.objectNode().put("name", row.path("name").asText("dev"));
        if (row.has("deviceAnnotations")) {
            device.set("annotations", row.get("deviceAnnotations"));
        }
        device.set(
                "containerEdits",
                row.has("deviceEdits")
                        ? row.get("deviceEdits")
                        : NODES.objectNode().set("env", NODES.arrayNode().add("A=1")));
        ObjectNode document = document("1.1.0", device);
        if (row.has("kind")) {
            document.set("kind", row.get("kind"));
        }
        if (row.has("annotations")) {
            document.set("annotations", row.get("annotations"));
        }
        if (row.has("edits")) {
            document.set("containerEdits", row.get("edits"));
        }
        SpecVersion needed = SpecVersion.of(row.path("needs").asText()).orElseThrow();
        for (SpecVersion version : SpecVersion.values()) {
            document.put("cdiVersion", version.toString());
            ParsedDocument parsed = DocumentParser.parse(document.toString(), DocumentFormat.JSON);
            assertThat(parsed.minimumVersion()).contains(needed);
            assertThat(found(parsed))
                    .as("%s", version)
                    .containsExactly(
                            version.compareTo(needed) >= 0
                                    ? new String[0]
                                    : new String[] {"/cdiVersion VERSION_TOO_LOW"});
            if (!parsed.ok()) {
                assertThat(parsed.faults().get(0).text())
                        .contains("at least " + needed)
                        .contains(" at " + row.path("at").asText());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.1.0,",
        "v1.1.0,",
        "1.0.0,",
        "0.3.0,",
        "0.1.0, VERSION_TOO_LOW",
        "v0.2.0, VERSION_TOO_LOW",
        "1.2.0, UNKNOWN_VERSION",
        "1.1, UNKNOWN_VERSION",
        "1.1.1, UNKNOWN_VERSION",
        "vv1.1.0, UNKNOWN_VERSION",
        "not-a-version, UNKNOWN_VERSION"
    })
    void aVersionIsOneOfTheSpecifications(String version, String code) {
        ObjectNode device = NODES.objectNode().put("name", "dev");
        device.putObject("containerEdits").putArray("env").add("A=1");
        assertThat(found(DocumentParser.parse(document(version, device).toString(), DocumentFormat.JSON)))
                .isEqualTo(code == null ? List.of() : List.of("/cdiVersion " + code));
    }

    @Test
    void theProjectsOwnDocumentsAreValidAsJsonAndAsYaml() {
        for (String file : List.of("../cncf/minimal.json", "../cncf/spec-example.json")) {
            for (DocumentFormat format : DocumentFormat.values()) {
                assertThat(DocumentParser.parse(Rows.bytes(file), format).faults())
                        .isEmpty();
            }
        }
        assertThat(DocumentParser.parse(new byte[0], DocumentFormat.JSON).ok()).isFalse();
        assertThat(DocumentParser.parse("{}", DocumentFormat.JSON).ok()).isFalse();
    }

    @Test
    void whatIsReadIsWhatIsWrittenAgain() {
        Document document = DocumentParser.parse(Rows.bytes("../cncf/spec-example.json"), DocumentFormat.JSON)
                .document()
                .orElseThrow();
        for (DocumentFormat format : DocumentFormat.values()) {
            String text = DocumentText.of(document, format);
            assertThat(DocumentParser.parse(text, format).document()).contains(document);
            assertThat(DocumentText.of(
                            DocumentParser.parse(text, format).document().orElseThrow(), format))
                    .isEqualTo(text);
        }
        assertThat(document.withMinimumVersion().cdiVersion()).isEqualTo("0.5.0");
    }

    @Test
    void anOctalModeIsReadAsOneInYamlOnly() {
        String yaml = """
                cdiVersion: '0.3.0'
                kind: a.b/c
                devices:
                - name: d
                  containerEdits:
                    deviceNodes: [{path: /dev/a, fileMode: 0660, major: 0x10, minor: 0o17}]
                """;
        DeviceNode node = DocumentParser.parse(yaml, DocumentFormat.YAML)
                .document()
                .orElseThrow()
                .devices()
                .get(0)
                .containerEdits()
                .deviceNodes()
                .get(0);
        assertThat(node.fileMode()).isEqualTo(0660);
        assertThat(node.major()).isEqualTo(16);
        assertThat(node.minor()).isEqualTo(15);
        assertThat(DocumentParser.parse("{\"fileMode\": 0660}", DocumentFormat.JSON)
                        .faults()
                        .get(0)
                        .code())
                .isEqualTo(FaultCode.SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y", "no", "0x1f", "1e3", "~", "a: b", "- a", "&a", "*a", "!t", "%", "@", "`", "a #b", " a ", "é",
                "0.6.0", "null", "'", "\"", "\\", "\n"
            })
    void yamlKeepsEveryText(String text) {
        ObjectNode tree = NODES.objectNode().put(text.isBlank() ? "k" : text, text);
        String yaml = DocumentText.of(tree, DocumentFormat.YAML);
        assertThat(DocumentParser.tree(yaml.getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML, "test"))
                .isEqualTo(tree);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertThat(found(DocumentParser.parse(new byte[] {'a', (byte) 0xff, 'b'}, DocumentFormat.YAML)))
                .containsExactly(" ENCODING");
    }

    @Test
    void aByteOrderMarkIsLeftOut() {
        byte[] bytes = ("\uFEFF" + new String(Rows.bytes("../cncf/minimal.json"), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        assertThat(DocumentParser.parse(bytes, DocumentFormat.JSON).faults()).isEmpty();
    }

    @Test
    void textOfFaultsHasNoControlCharacters() {
        ParsedDocument parsed = DocumentParser.parse("kind: \"a\\e[31m/b\"\n\"x\\e]0;\": 1\n", DocumentFormat.YAML);
        assertThat(parsed.faults())
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.text()).doesNotContain("\u001b"));
    }

    static List<String> found(ParsedDocument parsed) {
        return parsed.faults().stream()
                .map(fault -> fault.path() + " " + fault.code())
                .toList();
    }

    static ObjectNode document(String version, JsonNode device) {
        ObjectNode document = NODES.objectNode().put("cdiVersion", version).put("kind", "vendor.com/device");
        ArrayNode devices = document.putArray("devices");
        devices.add(device);
        return document;
    }
}
