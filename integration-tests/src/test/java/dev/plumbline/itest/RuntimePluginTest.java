package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.agent.AgentAddress;
import dev.plumbline.runtime.demo.GuestVm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A sandbox's whole life as a runtime drives it, from another process, in a real VM. */
class RuntimePluginTest extends ServiceFixture {
    private static GuestVm vm;

    @BeforeAll
    static void boot() {
        vm = GuestVm.start(GuestVm.Machine.Q35, 4, 1, "tcg");
        vm.awaitAgent(java.time.Duration.ofSeconds(90));
    }

    @AfterAll
    static void halt() {
        vm.close();
    }

    @Test
    void aSandboxIsCreatedStartedUpdatedStoppedAndSurvivesTheRuntimesCrash() throws Exception {
        Map<String, JsonNode> before = pod.dump();
        String netns = pod.path().toString();
        String qmp = vm.qmp().toString();
        String agent = "qga:" + vm.qga();

        assertThat(runtime("create", "web", netns, qmp, agent)).isEqualTo("attached eth0");
        assertThat(runtime("start", "web")).isEqualTo("true");
        // Asked twice, because the runtime did not get the answer.
        assertThat(runtime("create", "web", netns, qmp, agent)).isEqualTo("attached eth0");

        // A link that comes later is carried without a call; one without an address only when asked for by name.
        pod.veth("eth1", 2);
        awaitNics("eth0", "eth1");
        assertThat(runtime("unplug", "web", "eth1")).isEqualTo("attached eth0");
        assertThat(runtime("plug", "web", "eth1")).isEqualTo("attached eth0 eth1");
        assertThat(runtime("plug", "web", "eth9"))
                .startsWith("LINK_NOT_FOUND on eth9")
                .contains("fix: ");

        // The runtime dies and comes back; the sandbox never noticed.
        assertThat(runtime("restart", "web", netns, qmp, agent)).isEqualTo("attached eth0 eth1");
        assertThat(runtime("stop", "web")).isEqualTo("stopped");
        assertThat(runtime("stop", "web")).isEqualTo("stopped");
        pod.ip("link del eth1");
        assertThat(pod.dump()).isEqualTo(before);
    }

    @Test
    void whatARuntimeHadBegunWhenItDiedIsTakenBack() throws Exception {
        Map<String, JsonNode> before = pod.dump();
        try (MuteMonitor monitor = new MuteMonitor(state.resolve("mute"), vm.qmp())) {
            Process dying = process(
                    "create", "web", pod.path().toString(), monitor.path().toString(), "");
            monitor.awaitClient();
            assertThat(pod.dump()).as("taps and redirects are there").isNotEqualTo(before);
            dying.destroyForcibly();
            assertThat(dying.waitFor(20, TimeUnit.SECONDS)).isTrue();
            // Only then: a namespace that is being taken apart cannot be dumped.
            awaitTrue("it is forgotten", () -> Plumbline.at(state).find("web").isEmpty());
            assertThat(pod.dump()).as("what was done is taken back").isEqualTo(before);
        }
        String qmp = vm.qmp().toString();
        assertThat(runtime("restart", "web", pod.path().toString(), qmp, "qga:" + vm.qga()))
                .isEqualTo("attached eth0");
        assertThat(runtime("stop", "web")).isEqualTo("stopped");
        assertThat(pod.dump()).isEqualTo(before);
    }

    @Test
    void aStoppedServiceTakesBackWhatItHadBegun() throws Exception {
        Map<String, JsonNode> before = pod.dump();
        server.close();
        server = start(java.time.Duration.ofMillis(100));
        try (MuteMonitor monitor = new MuteMonitor(state.resolve("mute"), vm.qmp())) {
            Process waiting = process(
                    "create", "web", pod.path().toString(), monitor.path().toString(), "");
            monitor.awaitClient();
            assertThat(pod.dump()).isNotEqualTo(before);
            server.close();
            assertThat(pod.dump()).isEqualTo(before);
            assertThat(waiting.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Plumbline.at(state).list()).isEmpty();
    }

    @Test
    void aSandboxOutlivesTheServicesCrash() throws Exception {
        Map<String, JsonNode> before = pod.dump();
        server.close();
        // What is killed here is a process that had begun to attach, as a service may be.
        StepWalk.killedAt(
                state,
                AttachRequest.of("web", pod.name()).withQmp(vm.qmp()).withGuestAgent(new AgentAddress.Qga(vm.qga())),
                "attach",
                4);
        server = start(java.time.Duration.ofSeconds(10));
        assertThat(Plumbline.at(state).list()).isEmpty();
        assertThat(pod.dump()).isEqualTo(before);
        assertThat(runtime("create", "web", pod.path().toString(), vm.qmp().toString(), "qga:" + vm.qga()))
                .isEqualTo("attached eth0");
        assertThat(runtime("stop", "web")).isEqualTo("stopped");
    }

    @Test
    void theExampleInTheDocumentationIsThisProgram() throws IOException {
        Path root = Path.of(System.getProperty("plumbline.root"));
        String source = Files.readString(
                root.resolve("integration-tests/src/test/java/dev/plumbline/itest/RuntimePlugin.java"));
        String page = Files.readString(root.resolve("docs/runtime-plugin.md"));
        List<String> examples = new ArrayList<>();
        for (int at = page.indexOf("```java"); at >= 0; at = page.indexOf("```java", at)) {
            int end = page.indexOf("```", at + 7);
            examples.add(page.substring(at + 8, end));
            at = end + 3;
        }
        assertThat(examples)
                .isNotEmpty()
                .allSatisfy(example -> assertThat(flat(source)).contains(flat(example)));
    }

    private static String flat(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }

    private void awaitNics(String... ids) throws InterruptedException {
        awaitTrue(
                "NICs " + List.of(ids),
                () -> Plumbline.at(state).show("web").nics().stream()
                        .map(nic -> nic.id())
                        .toList()
                        .equals(List.of(ids)));
    }

    private static void awaitTrue(String what, BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(until);
            Thread.sleep(50);
        }
    }

    private String runtime(String... words) throws IOException, InterruptedException {
        Process process = process(words);
        try {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return printed.strip();
        } finally {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Process process(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                RuntimePlugin.class.getName(),
                socket().toString()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
