package dev.plumbline.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The {@code plumb cdi} commands as others see them: exit codes, and one JSON document on stdout. */
class CdiCommandsTest extends CdiCommandBed {
    private static final Path CNCF =
            Path.of(System.getProperty("plumbline.root"), "cdi/src/test/resources/dev/plumbline/cdi/cncf");

    @Test
    void validDocumentsEndWith0AndSayWhatTheyNeed() throws IOException {
        JsonNode report = json(
                0,
                "validate",
                low + "/a.yaml",
                CNCF.resolve("spec-example.json").toString());
        assertThat(fields(report)).containsExactly("ok", "files");
        assertThat(report.path("ok").asBoolean()).isTrue();
        JsonNode file = report.path("files").path(1);
        assertThat(fields(file)).containsExactly("file", "ok", "minimumVersion", "errors");
        assertThat(file.path("file").asText()).endsWith("spec-example.json");
        assertThat(file.path("minimumVersion").asText()).isEqualTo("0.5.0");
        assertThat(file.path("errors")).isEmpty();
    }

    @Test
    void everyFaultIsListedWithItsPlace() throws IOException {
        write("bad.yaml", document("dev1").replace("path: /dev/dev1", "path: dev1, color: red"));
        JsonNode report =
                json(7, "validate", low + "/a.yaml", root.resolve("bad.yaml").toString());
        assertThat(report.path("ok").asBoolean()).isFalse();
        assertThat(report.path("files").path(0).path("ok").asBoolean()).isTrue();
        assertThat(report.at("/files/1/errors"))
                .extracting(error ->
                        error.path("path").asText() + " " + error.path("code").asText())
                .containsExactly(
                        "/devices/0/containerEdits/deviceNodes/0/color UNKNOWN_FIELD",
                        "/devices/0/containerEdits/deviceNodes/0/path NOT_ABSOLUTE");
        assertThat(fields(report.at("/files/1/errors/0"))).containsExactly("path", "code", "text");
        assertThat(plumb("validate", root.resolve("bad.yaml").toString())).isEqualTo(7);
        assertThat(out).contains("2 faults", "NOT_ABSOLUTE");
    }

    @Test
    void theProjectsOwnSchemaTestsPass() throws IOException {
        String schema = CNCF.resolve("schema.json").toString();
        for (String good : List.of("minimal.json", "spec-example.json")) {
            JsonNode report =
                    json(0, "validate", "--schema", schema, CNCF.resolve(good).toString());
            assertThat(report.path("ok").asBoolean()).isTrue();
        }
        write("empty.json", "");
        write("explicit-empty.json", "{}");
        assertThat(codes(json(
                        7,
                        "validate",
                        "--schema",
                        schema,
                        root.resolve("empty.json").toString())))
                .containsExactly("EMPTY");
        assertThat(codes(json(
                        7,
                        "validate",
                        "--schema",
                        schema,
                        root.resolve("explicit-empty.json").toString())))
                .contains("SCHEMA", "MISSING");
    }

    @Test
    void aFaultAgainstTheSchemaHasItsPlace() throws IOException {
        write(
                "bad.json",
                "{\"cdiVersion\":\"0.3.0\",\"kind\":\"a.b/c\",\"devices\":[{\"name\":5,"
                        + "\"containerEdits\":{\"env\":[\"A=1\"]}}]}");
        JsonNode report = json(
                7,
                "validate",
                "--schema",
                CNCF.resolve("schema.json").toString(),
                root.resolve("bad.json").toString());
        assertThat(report.at("/files/0/errors")).anySatisfy(error -> {
            assertThat(error.path("path").asText()).isEqualTo("/devices/0/name");
            assertThat(error.path("code").asText()).isEqualTo("SCHEMA");
        });
    }

    @Test
    void aSchemaThatIsNoneOrRefersElsewhereIsBadInput() throws IOException {
        write("remote.json", "{\"$ref\": \"http://127.0.0.1:1/schema.json\"}");
        write("dangling.json", "{\"$ref\": \"nowhere.json#/definitions/x\"}");
        for (String schema : List.of("remote.json", "dangling.json")) {
            JsonNode error =
                    json(2, "validate", "--schema", root.resolve(schema).toString(), low + "/a.yaml");
            assertThat(error.at("/error/code").asText()).isEqualTo("BAD_SCHEMA");
        }
        json(3, "validate", "--schema", root.resolve("missing.json").toString(), low + "/a.yaml");
    }

    @Test
    void aFileThatIsNotThereIsNotFoundAndADirectoryIsNoDocument() throws IOException {
        JsonNode error = json(
                3, "validate", low + "/a.yaml", root.resolve("missing.yaml").toString());
        assertThat(fields(error.path("error"))).containsExactlyInAnyOrder("code", "message", "object", "cause", "fix");
        assertThat(error.at("/error/object").asText()).endsWith("missing.yaml");
        json(2, "validate", low);
        json(2, "validate");
    }

    @Test
    void theListSaysWhatHidesWhatAndWhatIsBroken() throws IOException {
        write("low/broken.yaml", "cdiVersion: [");
        JsonNode listing = json(0, "list", "--dir", low, "--dir", high);
        assertThat(fields(listing)).containsExactly("devices", "errors");
        assertThat(listing.path("devices"))
                .extracting(one -> one.path("name").asText() + " "
                        + one.path("file").asText() + " " + one.path("shadowed").asBoolean())
                .containsExactly(
                        "vendor.com/class=dev1 " + high + "/b.yaml false",
                        "vendor.com/class=dev1 " + low + "/a.yaml true",
                        "vendor.com/class=dev2 " + low + "/a.yaml false");
        assertThat(listing.path("errors")).hasSize(1);
        assertThat(fields(listing.at("/errors/0"))).contains("file", "path", "text");
        assertThat(plumb("list", "--dir", low, "--dir", high)).isZero();
        assertThat(out).contains("hidden by", "hides " + low, "broken.yaml");
        assertThat(json(0, "list", "--dir", root.resolve("missing").toString()).path("devices"))
                .isEmpty();
    }

    @Test
    void aDeviceIsShownOrNotFound() throws IOException {
        JsonNode shown = json(0, "show", "--dir", low, "--dir", high, "vendor.com/class=dev1");
        assertThat(shown.path("file").asText()).isEqualTo(high + "/b.yaml");
        assertThat(shown.at("/containerEdits/deviceNodes/0/path").asText()).isEqualTo("/dev/dev1");
        JsonNode error = json(3, "show", "--dir", low, "vendor.com/class=dve1");
        assertThat(error.at("/error/code").asText()).isEqualTo("CDI_DEVICE_NOT_FOUND");
        assertThat(error.at("/error/fix").asText()).contains("vendor.com/class=dev1", low);
        json(2, "show", "--dir", low, "dev1");
        assertThat(plumb("show", "--dir", low, "vendor.com/class=dev1")).isZero();
        assertThat(out).contains("deviceNodes:");
    }

    @Test
    void annotationsAreNamesOrFaults() throws IOException {
        JsonNode report = json(0, "annotations", "cdi.k8s.io/b=v.com/c=2", "cdi.k8s.io/a=v.com/c=1,v.com/c=2", "x=y");
        assertThat(fields(report)).containsExactly("names", "errors");
        assertThat(report.path("names")).extracting(JsonNode::asText).containsExactly("v.com/c=1", "v.com/c=2");
        JsonNode bad = json(7, "annotations", "cdi.k8s.io/b=gpu0");
        assertThat(bad.path("names")).isEmpty();
        assertThat(fields(bad.at("/errors/0"))).containsExactly("key", "value", "text");
        assertThat(bad.at("/errors/0/key").asText()).isEqualTo("cdi.k8s.io/b");
        assertThat(bad.at("/errors/0/value").asText()).isEqualTo("gpu0");
        json(3, "annotations", "cdi.k8s.io/b"); // no annotation, so a file
        json(2, "annotations", "a=b", "c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cdi.k8s.io/a: v.com/c=1 | 1",
                "metadata: {annotations: {cdi.k8s.io/a: v.com/c=1}} | 1",
                "{\"ociVersion\": \"1.0.0\", \"annotations\": {\"cdi.k8s.io/a\": \"v.com/c=1\"}} | 1",
                "spec: {template: {metadata: {annotations: {cdi.k8s.io/a: v.com/c=1}}}} | 1",
                "metadata: {name: a} | 0",
                "other: {a: b} | 0",
            })
    void annotationsAreFoundInAFile(String text, int names) throws IOException {
        write("pod.yaml", text);
        assertThat(json(0, "annotations", root.resolve("pod.yaml").toString()).path("names"))
                .hasSize(names);
    }

    @Test
    void anAnnotationsFileThatIsMissingOrWrongIsSaid() throws IOException {
        json(3, "annotations", root.resolve("missing.yaml").toString());
        write("list.yaml", "[a, b]");
        json(2, "annotations", root.resolve("list.yaml").toString());
        write("number.yaml", "cdi.k8s.io/a: 5");
        assertThat(json(7, "annotations", root.resolve("number.yaml").toString())
                        .path("errors"))
                .hasSize(1);
    }

    @Test
    void anAnnotationIsBuilt() throws IOException {
        JsonNode annotation =
                json(0, "annotate", "--plugin", "vendor.class", "--device-id", "a/b", "v.com/c=1", "v.com/c=2");
        assertThat(fields(annotation)).containsExactly("key", "value");
        assertThat(annotation.path("key").asText()).isEqualTo("cdi.k8s.io/vendor.class_a_b");
        assertThat(annotation.path("value").asText()).isEqualTo("v.com/c=1,v.com/c=2");
        JsonNode error = json(2, "annotate", "--plugin", "vendor.class", "--device-id", "x".repeat(60), "v.com/c=1");
        assertThat(error.at("/error/fix").asText()).contains("10 bytes too long");
        json(2, "annotate", "--plugin", "vendor.class", "--device-id", "1", "gpu");
        json(2, "annotate", "--plugin", "vendor.class", "v.com/c=1");
    }

    @Test
    void aSpecIsEditedOnStdoutAndASecondTimeChangesNothing() throws IOException {
        String text = "{\"ociVersion\":\"1.2.0\",\"process\":{\"env\":[\"NAME=ä\"]},\"x\":1.50}";
        write("oci.json", text);
        String spec = root.resolve("oci.json").toString();
        JsonNode edited = json(0, "inject", "--dir", low, spec, "vendor.com/class=dev2", "vendor.com/class=dev1");
        assertThat(edited.at("/linux/devices"))
                .extracting(one -> one.path("path").asText())
                .containsExactly("/dev/dev2", "/dev/dev1");
        assertThat(edited.at("/process/env/0").asText()).isEqualTo("NAME=ä");
        assertThat(out).contains("1.50");
        assertThat(Files.readString(root.resolve("oci.json"))).isEqualTo(text);
        String once = out;
        write("once.json", once);
        json(
                0,
                "inject",
                "--dir",
                low,
                root.resolve("once.json").toString(),
                "vendor.com/class=dev2",
                "vendor.com/class=dev1");
        assertThat(out).isEqualTo(once);
        assertThat(plumb("inject", "--dir", low, spec, "vendor.com/class=dev2", "vendor.com/class=dev1"))
                .isZero();
        assertThat(out).isEqualTo(once);
    }

    @Test
    void whatCannotBeInjectedIsRefusedWhole() throws IOException {
        write("oci.json", "{}");
        String spec = root.resolve("oci.json").toString();
        JsonNode error =
                json(3, "inject", "--dir", low, spec, "vendor.com/class=dev1", "vendor.com/class=a", "v.com/c=b");
        assertThat(error.at("/error/object").asText()).isEqualTo("vendor.com/class=a, v.com/c=b");
        json(2, "inject", "--dir", low, spec, "dev1");
        json(2, "inject", "--dir", low, spec);
        json(3, "inject", "--dir", low, root.resolve("missing.json").toString(), "vendor.com/class=dev1");
        write("bad.json", "[]");
        json(2, "inject", "--dir", low, root.resolve("bad.json").toString(), "vendor.com/class=dev1");
        write(
                "low/nodes.yaml",
                document("node").replace("class", "node").replace(", type: b, major: 10, minor: 1", ""));
        assertThat(json(3, "inject", "--dir", low, spec, "vendor.com/node=node")
                        .at("/error/code")
                        .asText())
                .isEqualTo("DEVICE_NODE_MISSING");
    }

    @Test
    void whySaysWhatItKnows() throws IOException {
        JsonNode why = json(0, "why", "--dir", low, "--dir", high, "vendor.com/class=dev1");
        assertThat(fields(why)).containsExactly("name", "resolved", "file", "reasons", "nearest");
        assertThat(why.path("resolved").asBoolean()).isTrue();
        assertThat(why.path("file").asText()).isEqualTo(high + "/b.yaml");
        assertThat(fields(why.at("/reasons/0"))).containsExactly("code", "text");
        assertThat(why.path("reasons"))
                .extracting(reason -> reason.path("code").asText())
                .containsExactly("RESOLVED", "SHADOWS", "DEVICE_NODE_MISSING");
        JsonNode not = json(7, "why", "--dir", low, "vendor.com/class=dev3");
        assertThat(not.path("file").isNull()).isTrue();
        assertThat(not.path("nearest"))
                .extracting(JsonNode::asText)
                .containsExactly("vendor.com/class=dev1", "vendor.com/class=dev2");
        assertThat(json(7, "why", "--dir", low, "dev\u001b[31m")
                        .at("/reasons/0/code")
                        .asText())
                .isEqualTo("BAD_NAME");
        assertThat(plumb("why", "--dir", low, "dev\u001b[31m")).isEqualTo(7);
        assertThat(out).doesNotContain("\u001b");
    }

    @Test
    void theCommandWithoutAVerbIsBadUsage() {
        assertThat(plumb()).isEqualTo(2);
        assertThat(plumb("--help")).isZero();
        for (String verb :
                List.of("validate", "list", "show", "annotations", "annotate", "inject", "generate", "why")) {
            assertThat(plumb(verb, "--help")).isZero();
            assertThat(out).contains("--json");
        }
    }
}
