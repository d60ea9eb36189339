package dev.plumbline.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.cdi.document.Document;
import dev.plumbline.cdi.document.DocumentFormat;
import dev.plumbline.cdi.document.DocumentParser;
import dev.plumbline.cdi.document.DocumentText;
import dev.plumbline.cdi.document.ParsedDocument;
import dev.plumbline.cdi.document.Rows;
import dev.plumbline.cdi.oci.FakeNodes;
import dev.plumbline.cdi.oci.Injector;
import dev.plumbline.host.PlumblineException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;

/** What holds whatever comes: nothing but faults and problems come out of documents, annotations and specs that nobody expects. */
class CdiPropertiesTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> SEEDS = seeds();
    private static final String SIGNS = "[]{}:,-&*!|>'\"%@`#\n\t ";
    private static final List<String> WORDS = List.of(
            "cdiVersion",
            "kind",
            "devices",
            "name",
            "containerEdits",
            "env",
            "deviceNodes",
            "path",
            "hostPath",
            "type",
            "major",
            "minor",
            "permissions",
            "mounts",
            "containerPath",
            "options",
            "hooks",
            "hookName",
            "intelRdt",
            "closID",
            "additionalGids",
            "netDevices",
            "hostInterfaceName",
            "annotations",
            "process",
            "linux",
            "user",
            "resources",
            "allow",
            "access",
            "destination",
            "source",
            "namespaces",
            "vendor.com/class",
            "0.3.0",
            "1.1.0",
            "A=1",
            "/dev/null",
            "prestart",
            "/..",
            "\0",
            "\u001b[2J",
            "é",
            "");

    @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
    void bytesThatWereADocumentAreReadOrRefused(@ForAll Random random, @ForAll DocumentFormat format) {
        byte[] bytes = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(8); i >= 0; i--) {
            bytes = mutated(bytes, random);
        }
        ParsedDocument parsed = DocumentParser.parse(bytes, format);
        parsed.document()
                .ifPresent(document -> assertThat(DocumentParser.parse(DocumentText.of(document, format), format)
                                .document())
                        .contains(document));
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void treesOfKnownWordsAreReadOrRefused(@ForAll Random random) {
        JsonNode tree = tree(random, 0);
        for (DocumentFormat format : DocumentFormat.values()) {
            ParsedDocument parsed = DocumentParser.parse(DocumentText.of(tree, format), format);
            assertThat(parsed.ok()).isEqualTo(parsed.document().isPresent());
        }
    }

    @Property(tries = 1000)
    void annotationsAreNamesOrFaults(@ForAll("annotations") Map<String, String> annotations) {
        AnnotationRequest request = AnnotationRequest.of(annotations);
        assertThat(request.names()).doesNotHaveDuplicates();
        if (!request.faults().isEmpty()) {
            assertThat(request.names()).isEmpty();
        }
    }

    @Property(tries = 500)
    void whatAnAnnotationSaysIsReadAgain(
            @ForAll @Size(min = 1, max = 5) List<@From("names") String> names,
            @ForAll("ids") String plugin,
            @ForAll("ids") String id) {
        Annotation annotation = Annotation.of(plugin, id, names);
        assertThat(annotation.key().length() - AnnotationRequest.PREFIX.length())
                .isLessThanOrEqualTo(63);
        assertThat(AnnotationRequest.of(Map.of(annotation.key(), annotation.value()))
                        .names())
                .containsExactlyElementsOf(names.stream().distinct().toList());
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void aSpecIsEditedOrRefusedAndNeverChanged(@ForAll Random random) {
        Injector injector = new Injector(FakeNodes.usual());
        List<Definition> devices = devices(random);
        JsonNode spec = tree(random, 0);
        JsonNode before = spec.deepCopy();
        try {
            ObjectNode once = injector.inject(spec, devices);
            assertThat(injector.inject(once, devices)).isEqualTo(once);
        } catch (PlumblineException refused) {
            assertThat(refused.problem().code()).isNotEmpty();
        }
        assertThat(spec).isEqualTo(before);
    }

    @Provide
    Arbitrary<Map<String, String>> annotations() {
        Arbitrary<String> keys = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20), ids().map(id -> AnnotationRequest.PREFIX + id));
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                names().list().ofMaxSize(3).map(list -> String.join(",", list)));
        return Arbitraries.maps(keys, values).ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> names() {
        return ids().tuple3().map(three -> "v" + three.get1() + "/c" + three.get2() + "=" + three.get3());
    }

    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.strings().withChars("abcXYZ019").ofMinLength(1).ofMaxLength(20);
    }

    private static List<Definition> devices(Random random) {
        List<Definition> devices = new ArrayList<>();
        for (String seed : SEEDS) {
            Document document =
                    DocumentParser.parse(seed, DocumentFormat.YAML).document().orElse(null);
            if (document != null && random.nextBoolean()) {
                for (int i = 0; i < document.devices().size(); i++) {
                    devices.add(
                            new Definition(document.nameOf(document.devices().get(i)), Path.of("t"), 0, i, document));
                }
            }
        }
        return devices;
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(12));
        return switch (random.nextInt(5)) {
            case 0 -> (text.substring(0, at) + text.substring(end)).getBytes(StandardCharsets.ISO_8859_1);
            case 1 -> (text.substring(0, at) + word + text.substring(end)).getBytes(StandardCharsets.UTF_8);
            case 2 ->
                (text.substring(0, at) + (char) random.nextInt(256) + text.substring(at))
                        .getBytes(StandardCharsets.ISO_8859_1);
            case 3 -> (text.substring(0, end) + text.substring(at)).getBytes(StandardCharsets.ISO_8859_1);
            default ->
                (text.substring(0, at) + SIGNS.charAt(random.nextInt(SIGNS.length())) + text.substring(at))
                        .getBytes(StandardCharsets.ISO_8859_1);
        };
    }

    private static JsonNode tree(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 1 : depth > 5 ? 6 : 9);
        if (depth == 0 || kind >= 7) {
            ObjectNode object = NODES.objectNode();
            for (int i = random.nextInt(6); i >= 0; i--) {
                object.set(WORDS.get(random.nextInt(WORDS.size())), tree(random, depth + 1));
            }
            return object;
        }
        if (kind == 6) {
            ArrayNode array = NODES.arrayNode();
            for (int i = random.nextInt(4); i > 0; i--) {
                array.add(tree(random, depth + 1));
            }
            return array;
        }
        return switch (kind) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextInt());
            case 3 -> NODES.numberNode(random.nextDouble());
            default -> NODES.textNode(WORDS.get(random.nextInt(WORDS.size())));
        };
    }

    private static List<String> seeds() {
        List<String> seeds = new ArrayList<>();
        seeds.add(new String(Rows.bytes("../cncf/minimal.json"), StandardCharsets.UTF_8));
        seeds.add(new String(Rows.bytes("../cncf/spec-example.json"), StandardCharsets.UTF_8));
        Rows.of("injections.yaml").forEach(row -> {
            ObjectNode document = NODES.objectNode().put("cdiVersion", "1.1.0").put("kind", "v.com/c" + seeds.size());
            JsonNode edits = ((JsonNode) row.get()[1]).get("edits");
            document.putArray("devices").addObject().put("name", "d").set("containerEdits", edits);
            seeds.add(DocumentText.of(document, DocumentFormat.YAML));
        });
        return seeds;
    }
}
