package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Pluggable;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.cli.Plumb;
import dev.plumbline.runtime.demo.GuestVm;
import dev.plumbline.vhostuser.BackendOptions;
import dev.plumbline.vhostuser.VhostUserBackend;
import dev.plumbline.vhostuser.port.PacketPort;
import dev.plumbline.vhostuser.port.PortPair;
import dev.plumbline.vhostuser.transport.Listener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code plumb plug --vhost-user} refuses, before anything is done. The guests need not be up for it. */
class PlugVhostUserRefusedTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static GuestVm shared;
    private static GuestVm unshared;

    @TempDir
    private Path directory;

    private Pod pod;

    @BeforeAll
    static void start() {
        shared = GuestVm.startShared(1, 1, "tcg");
        unshared = GuestVm.start(GuestVm.Machine.Q35, 1, 1, "tcg");
    }

    @AfterAll
    static void halt() {
        shared.close();
        unshared.close();
    }

    @BeforeEach
    void make() {
        pod = Pod.empty();
    }

    @AfterEach
    void remove() throws IOException {
        try {
            json(0, "detach", "vu");
        } finally {
            pod.close();
        }
    }

    @Test
    void aVmThatKeepsItsMemoryForItself() throws IOException {
        attach(unshared);
        JsonNode error = refused(4, "MEMORY_NOT_SHARED", directory.resolve("none.sock"));
        assertThat(error.path("cause").asText()).contains("pc.ram");
        assertThat(error.path("fix").asText()).contains("share=on");
    }

    @Test
    void aSandboxWithoutAVm() throws IOException {
        json(0, "attach", "vu", "--netns", pod.name());
        refused(4, "NO_VM", directory.resolve("none.sock"));
    }

    @Test
    void aSocketThatIsNone() throws IOException {
        attach(shared);
        refused(3, "SOCKET_NOT_FOUND", directory.resolve("none.sock"));
        Path file = Files.writeString(directory.resolve("info.json"), "{\"type\":\"pci\"}");
        JsonNode error = refused(2, "DEVICE_INFO_MALFORMED", file);
        assertThat(error.path("object").asText()).endsWith(" /type");
        refused(2, "NOT_A_SOCKET", directory);
        refused(2, "SOCKET_PATH_TOO_LONG", Path.of("/tmp/" + "x".repeat(120)));
    }

    @Test
    void aSocketWithNobodyBehindItIsNotWaitedFor() throws IOException {
        attach(shared);
        Path left = directory.resolve("left.sock");
        try (Listener listener = Listener.at(directory.resolve("live.sock"))) {
            assertThat(listener).isNotNull();
            Files.createLink(left, directory.resolve("live.sock"));
            refused(4, "NO_ANSWER", left, "--timeout", "1");
            refused(4, "SOCKET_PATH_IN_USE", left, "--listen");
        }
        assertThat(refused(4, "NOBODY_LISTENS", left).path("fix").asText()).contains("--listen");
        refused(4, "NOBODY_DIALS", directory.resolve("new.sock"), "--listen", "--timeout", "1");
        assertThat(directory.resolve("new.sock")).doesNotExist();
    }

    @Test
    void aBackEndOfFewerQueuesAndAMachineWithoutRoom() throws IOException {
        attach(shared);
        Path socket = directory.resolve("serve.sock");
        Path info = Files.writeString(
                directory.resolve("info.json"),
                "{\"type\":\"vhost-user\",\"version\":\"1.1.0\",\"vhost-user\":{\"mode\":\"client\",\"path\":\""
                        + socket + "\"}}");
        pod.ip("link add net1 type veth peer name other");
        shared.awaitAgent(Duration.ofSeconds(90)); // or it would not let go of the NIC in the end
        List<PacketPort> pair = PortPair.of(1);
        try (PacketPort port = pair.get(0);
                PacketPort more = pair.get(1);
                VhostUserBackend backend = VhostUserBackend.start(BackendOptions.listenAt(socket), port, event -> {})) {
            assertThat(backend).isNotNull();
            assertThat(refused(4, "TOO_FEW_QUEUES", socket, "--queues", "2")
                            .path("cause")
                            .asText())
                    .isEqualTo("it has 1");
            refused(4, "NIC_NAME_TAKEN", socket, "--name", "net1");
            JsonNode report = json(0, "plug", "vu", "--vhost-user", info.toString());
            assertThat(report.path("nics")).singleElement().satisfies(nic -> {
                assertThat(nic.path("id").asText()).isEqualTo("vhost0");
                assertThat(nic.path("ifindex").asInt()).isZero();
                assertThat(nic.path("socket").asText()).isEqualTo(socket.toString());
                assertThat(nic.path("guest").path("device").asText()).isEqualTo("nic-vhost0");
            });
            assertThat(json(0, "show", "vu").path("nics")).hasSize(1);
            Path other = directory.resolve("other.sock");
            try (VhostUserBackend second = VhostUserBackend.start(BackendOptions.listenAt(other), more, event -> {})) {
                assertThat(second).isNotNull();
                refused(4, "NO_FREE_PORT", other);
                refuseWhatAnotherHas(other);
            }
            assertThat(json(0, "unplug", "vu", "vhost0").path("nics")).isEmpty();
        }
    }

    /** Somebody with a state directory of his own knows nothing of the NIC, whose name is the first that he would choose. */
    private void refuseWhatAnotherHas(Path socket) throws IOException {
        try (Pod stranger = Pod.empty()) {
            Plumbline plumbline = Plumbline.at(directory.resolve("elsewhere"));
            plumbline.attach(AttachRequest.of("other", stranger.name()).withQmp(shared.qmp()));
            PlumblineException refusal = catchThrowableOfType(
                    PlumblineException.class,
                    () -> plumbline.plug("other", Pluggable.VhostUser.at(socket), Duration.ofSeconds(20)));
            assertThat(refusal.problem().code()).isEqualTo("GUEST_NIC_FOREIGN");
            assertThat(json(0, "verify", "vu").path("ok").asBoolean())
                    .as("it is still there")
                    .isTrue();
            plumbline.detach("other", Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BAD_NIC_NAME, --name, a name",
        "BAD_MAC, --mac, 02:00:00:00:00",
        "BAD_MAC, --mac, 01:00:00:00:00:01",
        "BAD_ADDRESS, --address, 10.0.0.2",
        "BAD_ADDRESS, --address, 10.0.0.2/33",
        "BAD_ADDRESS, --address, host/24",
        "BAD_MTU, --mtu, 67",
        "BAD_QUEUES, --queues, 257",
        "BAD_USAGE, --link, eth0"
    })
    void whatCannotBeMeant(String code, String option, String value) throws IOException {
        json(0, "attach", "vu", "--netns", pod.name());
        assertThat(refused(2, code, directory.resolve("s"), option, value)
                        .path("fix")
                        .asText())
                .isNotEmpty();
    }

    private void attach(GuestVm vm) throws IOException {
        json(0, "attach", "vu", "--netns", pod.name(), "--qmp", vm.qmp().toString());
    }

    private JsonNode refused(int code, String word, Path socket, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("plug", "vu", "--vhost-user", socket.toString()));
        arguments.addAll(List.of(options));
        JsonNode error = json(code, arguments.toArray(String[]::new)).path("error");
        assertThat(error.path("code").asText()).isEqualTo(word);
        assertThat(json(0, "verify", "vu").path("ok").asBoolean()).isTrue();
        return error;
    }

    private JsonNode json(int code, String... arguments) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--json", "--state", directory.resolve("state").toString()));
        int ended = Plumb.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                all.toArray(String[]::new));
        assertThat(ended)
                .as("%s%n%s", all, out.toString(StandardCharsets.UTF_8))
                .isEqualTo(code);
        return MAPPER.readTree(out.toByteArray());
    }
}
