package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.runtime.cli.Plumb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plumb program as others see it: exit codes, and one JSON document on stdout. */
class PlumbTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path state;

    private Pod pod;
    private String out = "";
    private String err = "";

    @BeforeEach
    void make() {
        pod = Pod.withVeth();
    }

    @AfterEach
    void remove() {
        pod.close();
    }

    @Test
    void aSandboxLivesFromPlanToDetach() throws IOException {
        JsonNode plan = json(0, "plan", "--netns", pod.name());
        assertThat(plan.path("state").asText()).isEqualTo("planned");
        assertThat(plan.path("sandbox").isNull()).isTrue();
        assertThat(plan.path("steps").path(0).path("outcome").asText()).isEqualTo("planned");

        JsonNode attached = json(0, "attach", "web-1", "--netns", pod.path().toString());
        assertThat(attached.path("sandbox").asText()).isEqualTo("web-1");
        assertThat(attached.path("state").asText()).isEqualTo("attached");
        assertThat(fields(attached))
                .containsExactly(
                        "sandbox",
                        "netns",
                        "state",
                        "nics",
                        "rules",
                        "devices",
                        "skipped",
                        "notRepresentable",
                        "steps");
        JsonNode nic = attached.path("nics").path(0);
        assertThat(fields(nic))
                .containsExactly(
                        "id",
                        "link",
                        "ifindex",
                        "kind",
                        "model",
                        "why",
                        "tap",
                        "socket",
                        "queues",
                        "mac",
                        "mtu",
                        "addresses",
                        "routes",
                        "neighbours",
                        "guest");
        assertThat(nic.path("model").asText()).isEqualTo("tc");
        assertThat(nic.path("guest").path("name").asText()).isEqualTo("eth0");
        assertThat(fields(nic.path("routes").path(0)))
                .contains(
                        "dst",
                        "family",
                        "gateway",
                        "metric",
                        "table",
                        "scope",
                        "protocol",
                        "prefsrc",
                        "onlink",
                        "mtu",
                        "advmss",
                        "nexthops");
        assertThat(attached.path("steps").path(0).path("micros").asLong()).isPositive();

        assertThat(json(0, "attach", "web-1", "--netns", pod.name()).path("steps"))
                .allSatisfy(step -> assertThat(step.path("outcome").asText()).isEqualTo("already"));
        assertThat(json(0, "show", "web-1").path("nics")).hasSize(1);
        assertThat(json(0, "list").path("sandboxes")).hasSize(1);
        JsonNode verified = json(0, "verify", "web-1");
        assertThat(verified.path("ok").asBoolean()).isTrue();
        assertThat(verified.path("differences")).isEmpty();
        assertThat(json(0, "recover").path("recovered").path(0).path("action").asText())
                .isEqualTo("nothing");

        pod.ip("link set tap0_plumb down");
        JsonNode difference = json(7, "verify", "web-1").path("differences").path(0);
        assertThat(difference.path("code").asText()).isEqualTo("LINK_DOWN");
        assertThat(fields(difference)).containsExactly("object", "code", "expected", "found");

        assertThat(json(0, "detach", "web-1").path("state").asText()).isEqualTo("detached");
        assertThat(json(3, "detach", "web-1").path("error").path("code").asText())
                .isEqualTo("SANDBOX_NOT_FOUND");
    }

    @Test
    void peopleGetTextAndTheFix() {
        assertThat(plumb("attach", "web-1", "--netns", pod.name())).isZero();
        assertThat(out).contains("web-1  attached", "eth0", "10.77.1.2/24", "default via 10.77.1.1", "CreateTap");
        assertThat(plumb("show", "nobody")).isEqualTo(3);
        assertThat(out).isEmpty();
        assertThat(err).contains("nobody: there is no such sandbox", "fix: ");
        assertThat(plumb("detach", "web-1")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attach -bad --netns x",
                "attach .hidden --netns x",
                "attach a/b --netns x",
                "attach web-1",
                "attach web-1 --netns x --queues 0",
                "attach web-1 --netns x --queues 257",
                "attach web-1 --netns x --queues many",
                "attach web-1 --netns x --model bridge",
                "attach web-1 --netns x --agent telepathy:/x",
                "attach web-1 --netns x --agent qga:/x",
                "attach web-1 --netns x --timeout -1",
                "attach web-1 --netns x --timeout nan",
                "attach web-1 --netns ..",
                "attach web-1 --netns /dev/null",
                "attach web-1 --netns x --no-such-option",
                "plan",
                "frobnicate",
                "show"
            })
    void badInputIsExitTwoWithADocument(String arguments) throws IOException {
        JsonNode error = json(2, arguments.split(" ")).path("error");
        assertThat(fields(error)).containsExactly("code", "message", "object", "cause", "fix");
        assertThat(error.path("message").asText()).isNotEmpty();
        assertThat(Files.exists(state.resolve("web-1.journal"))).isFalse();
    }

    @Test
    void aNamespaceThatIsGoneIsExitThree() throws IOException {
        assertThat(json(3, "attach", "web-1", "--netns", "plumb-no-such")
                        .path("error")
                        .path("code")
                        .asText())
                .isEqualTo("NETNS_NOT_FOUND");
    }

    @Test
    void whatIsRefusedIsExitFour() throws IOException {
        assertThat(json(4, "attach", "web-1", "--netns", "/proc/self/ns/net")
                        .path("error")
                        .path("code")
                        .asText())
                .isEqualTo("NETNS_IS_OURS");
        json(4, "attach", "web-1", "--netns", pod.name(), "--model", "macvtap", "--rx-rate", "1mbit");
        if (!Files.exists(Path.of("/dev/vhost-net"))) {
            json(4, "attach", "web-1", "--netns", pod.name(), "--vhost", "on");
        }
        assertThat(json(0, "list").path("sandboxes")).isEmpty();
    }

    @Test
    void aJournalThatCannotBeReadStopsTheCommandAndStays() throws IOException {
        Path journal = Files.writeString(state.resolve("web-1.journal"), "nonsense\n");
        JsonNode error = json(1, "detach", "web-1").path("error");
        assertThat(error.path("object").asText()).isEqualTo(journal.toString());
        assertThat(journal).hasContent("nonsense");
    }

    @Test
    void aLinkThatIsInTheWayOfTheTapIsUndoneWithTheKernelsWords() throws IOException {
        JsonNode plan = json(0, "plan", "--netns", pod.name());
        assertThat(plan.path("nics").path(0).path("tap").asText()).isEqualTo("tap0_plumb");
        pod.ip("tuntap add dev tap0_plumb mode tap");
        JsonNode attached = json(0, "attach", "web-1", "--netns", pod.name());
        assertThat(attached.path("nics").path(0).path("tap").asText()).isEqualTo("tap1_plumb");
        assertThat(attached.path("skipped").path(0).path("reason").asText()).isEqualTo("ADDRESSLESS");
    }

    @Test
    void helpAndVersionAreThere() {
        assertThat(plumb("--help")).isZero();
        assertThat(out).contains("attach", "Exit codes");
        for (String command : List.of("plan", "attach", "detach", "show", "list", "verify", "recover", "demo")) {
            assertThat(Plumb.run(
                            stream(new ByteArrayOutputStream()),
                            stream(new ByteArrayOutputStream()),
                            command,
                            "--help"))
                    .isZero();
        }
        assertThat(plumb("--version")).isZero();
        assertThat(out).startsWith("plumb ");
    }

    /** Runs a command with {@code --json} and checks that its output is one document. */
    private JsonNode json(int expected, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        int code = plumb(all.toArray(String[]::new));
        assertThat(code).as("%s%n%s", out, err).isEqualTo(expected);
        return MAPPER.readTree(out);
    }

    private int plumb(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (all.size() > 1 || all.contains("list") || all.contains("recover")) {
            all.add("--state");
            all.add(state.toString());
        }
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        int code = Plumb.run(stream(outBytes), stream(errBytes), all.toArray(String[]::new));
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return code;
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static List<String> fields(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
