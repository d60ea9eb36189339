package dev.plumbline.cdi.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.cdi.Definition;
import dev.plumbline.cdi.document.Document;
import dev.plumbline.cdi.document.DocumentFormat;
import dev.plumbline.cdi.document.DocumentParser;
import dev.plumbline.cdi.document.Rows;
import dev.plumbline.host.PlumblineException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of an OCI spec. */
class InjectorTest {
    private final Injector injector = new Injector(FakeNodes.usual());

    static Stream<Arguments> injections() {
        return Rows.of("injections.yaml");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("injections")
    void theSpecIsEditedAndASecondTimeChangesNothing(String name, JsonNode row) {
        ObjectNode document =
                JsonNodeFactory.instance.objectNode().put("cdiVersion", "1.1.0").put("kind", "v.com/c");
        document.putArray("devices").addObject().put("name", "d").set("containerEdits", row.get("edits"));
        if (row.has("documentEdits")) {
            document.set("containerEdits", row.get("documentEdits"));
        }
        List<Definition> devices = definitions(document.toString());
        JsonNode before = row.get("oci").deepCopy();
        ObjectNode once = injector.inject(row.get("oci"), devices);
        assertThat(once).isEqualTo(row.get("result"));
        assertThat(row.get("oci")).isEqualTo(before);
        assertThat(injector.inject(once, devices).toString()).isEqualTo(once.toString());
        assertThat(injector.inject(OciText.parse(OciText.of(once).getBytes(StandardCharsets.UTF_8), "test"), devices))
                .isEqualTo(once);
    }

    @Test
    void aDocumentIsAppliedOnceBeforeItsFirstDeviceAndDevicesAsTheyAreAskedFor() {
        List<Definition> one = definitions(env("v.com/one", "ONE"));
        List<Definition> two = definitions(env("v.com/two", "TWO"));
        ObjectNode spec = injector.inject(
                JsonNodeFactory.instance.objectNode(), List.of(one.get(1), two.get(0), one.get(0), one.get(1)));
        assertThat(spec.at("/process/env"))
                .extracting(JsonNode::asText)
                .containsExactly("ONE=all", "ONE_B=1", "TWO=all", "TWO_A=1", "ONE_A=1");
    }

    @Test
    void whatIsFoundOnTheHostIsNotKept() {
        List<Definition> devices = definitions(node("path: /dev/vendor"));
        FakeNodes nodes = new FakeNodes().with("/dev/vendor", new HostNode("c", 240, 1, 0600));
        JsonNode empty = JsonNodeFactory.instance.objectNode();
        assertThat(new Injector(nodes)
                        .inject(empty, devices)
                        .at("/linux/devices/0/major")
                        .asInt())
                .isEqualTo(240);
        nodes.with("/dev/vendor", new HostNode("c", 250, 1, 0600));
        assertThat(new Injector(nodes)
                        .inject(empty, devices)
                        .at("/linux/devices/0/major")
                        .asInt())
                .isEqualTo(250);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "path: /dev/missing | DEVICE_NODE_MISSING",
                "path: /dev/missing, type: c | DEVICE_NODE_MISSING",
                "path: /dev/missing, major: 1 | DEVICE_NODE_MISSING",
                "path: /dev/null, type: b | DEVICE_TYPE_DIFFERS",
                "path: /dev/file | NOT_A_DEVICE_NODE",
            })
    void aNodeThatTheHostDoesNotHaveIsRefused(String node, String code) {
        Injector strict = new Injector(FakeNodes.usual().with("/dev/file", null));
        ObjectNode spec = JsonNodeFactory.instance.objectNode();
        assertThatThrownBy(() -> strict.inject(spec, definitions(node(node))))
                .isInstanceOfSatisfying(
                        PlumblineException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
        assertThat(spec.isEmpty()).isTrue();
    }

    @Test
    void aNodeThatSaysAllItselfIsNotHeldUpByTheHost() {
        Injector strict = new Injector(FakeNodes.usual().with("/dev/file", null));
        ObjectNode spec = strict.inject(
                JsonNodeFactory.instance.objectNode(),
                definitions(node("path: /dev/file, type: c, major: 1, minor: 2")));
        assertThat(spec.at("/linux/devices/0/major").asInt()).isEqualTo(1);
    }

    @Test
    void twoInterfacesOfOneNameAreRefused() {
        List<Definition> both = new ArrayList<>();
        both.addAll(definitions(net("v.com/one", "eth0", "net0")));
        both.addAll(definitions(net("v.com/two", "eth1", "net0")));
        assertThatThrownBy(() -> injector.inject(JsonNodeFactory.instance.objectNode(), both))
                .hasMessageContaining("net0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | the OCI spec",
                "{\"process\": []} | /process",
                "{\"process\": {\"env\": \"A=1\"}} | /process/env",
                "{\"linux\": {\"devices\": {}}} | /linux/devices",
                "{\"linux\": {\"resources\": {\"devices\": 1}}} | /linux/resources/devices",
                "{\"linux\": 5} | /linux",
            })
    void aSpecThatIsNoneIsRefused(String spec, String object) {
        JsonNode tree = DocumentParser.tree(spec.getBytes(StandardCharsets.UTF_8), DocumentFormat.JSON, "test");
        List<Definition> devices = definitions("""
                cdiVersion: "0.3.0"
                kind: v.com/c
                devices: [{name: d, containerEdits: {env: [A=1], deviceNodes: [{path: /dev/null}]}}]
                """);
        assertThatThrownBy(() -> injector.inject(tree, devices)).isInstanceOfSatisfying(PlumblineException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("BAD_OCI_SPEC");
            assertThat(e.problem().object()).isEqualTo(object);
        });
    }

    @Test
    void numbersKeepAllTheirDigits() {
        String text = "{\"x\":[1.10,1e400,123456789012345678901234567890,0.1000]}";
        JsonNode spec = OciText.parse(text.getBytes(StandardCharsets.UTF_8), "test");
        assertThat(OciText.of(injector.inject(spec, List.of())))
                .contains("1.10", "1E+400", "123456789012345678901234567890", "0.1000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "[]", "{", "{\"a\":1,\"a\":2}", "{} {}", "null"})
    void whatIsNoJsonObjectIsRefused(String text) {
        assertThatThrownBy(() -> OciText.parse(text.getBytes(StandardCharsets.UTF_8), "test"))
                .hasMessageContaining("no OCI runtime spec");
    }

    @Test
    void theHostsOwnNodesAreLookedUp() {
        HostNodes host = HostNodes.host();
        HostNode nothing = host.at("/dev/null").orElseThrow();
        assertThat(nothing.type() + " " + nothing.major() + " " + nothing.minor())
                .isEqualTo("c 1 3");
        assertThat(host.at("/dev/no such node")).isEmpty();
        for (String path : List.of("/proc/self/exe", "/proc", "/etc/passwd")) {
            assertThatThrownBy(() -> host.at(path)).hasMessageContaining("no device node");
        }
    }

    @Test
    void staleAndMissingNodesAreNoticed() {
        NodeCheck check = new NodeCheck(FakeNodes.usual().with("/dev/file", null));
        assertThat(codes(check, "path: /dev/null")).isEmpty();
        assertThat(codes(check, "path: /dev/null, type: c, major: 1, minor: 3")).isEmpty();
        assertThat(codes(check, "path: /dev/null, type: c, major: 1, minor: 5")).containsExactly("STALE_NUMBERS");
        assertThat(codes(check, "path: /dev/x, hostPath: /dev/null, type: c, major: 195, minor: 3"))
                .containsExactly("STALE_NUMBERS");
        assertThat(codes(check, "path: /dev/null, type: b")).containsExactly("DEVICE_TYPE_DIFFERS");
        assertThat(codes(check, "path: /dev/missing")).containsExactly("DEVICE_NODE_MISSING");
        assertThat(codes(check, "path: /dev/file")).containsExactly("NOT_A_DEVICE_NODE");
    }

    private static List<String> codes(NodeCheck check, String node) {
        return check.of(definitions(node(node)).get(0)).stream()
                .map(reason -> reason.code())
                .toList();
    }

    private static String env(String kind, String prefix) {
        return "{cdiVersion: '0.3.0', kind: " + kind + ", containerEdits: {env: [" + prefix + "=all]}, devices: ["
                + "{name: a, containerEdits: {env: [" + prefix + "_A=1]}}, {name: b, containerEdits: {env: [" + prefix
                + "_B=1]}}]}";
    }

    private static String node(String fields) {
        return "{cdiVersion: '0.5.0', kind: v.com/c, devices: [{name: d, containerEdits: {deviceNodes: [{" + fields
                + "}]}}]}";
    }

    private static String net(String kind, String host, String name) {
        return "{cdiVersion: '1.1.0', kind: " + kind + ", devices: [{name: d, containerEdits: {netDevices: ["
                + "{hostInterfaceName: " + host + ", name: " + name + "}]}}]}";
    }

    /** The definitions of all devices of a document. */
    public static List<Definition> definitions(String text) {
        Document document =
                DocumentParser.parse(text, DocumentFormat.YAML).document().orElseThrow();
        List<Definition> all = new ArrayList<>();
        for (int i = 0; i < document.devices().size(); i++) {
            all.add(new Definition(document.nameOf(document.devices().get(i)), Path.of("test.yaml"), 0, i, document));
        }
        return all;
    }
}
