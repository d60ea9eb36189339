package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.runtime.cli.Plumb;
import dev.plumbline.runtime.demo.Shell;
import dev.plumbline.vhostuser.BackendOptions;
import dev.plumbline.vhostuser.Traffic;
import dev.plumbline.vhostuser.VhostUserBackend;
import dev.plumbline.vhostuser.port.PacketPort;
import dev.plumbline.vhostuser.port.PacketSocketPort;
import dev.plumbline.vhostuser.port.PortPair;
import dev.plumbline.vhostuser.port.TapPort;
import dev.plumbline.vhostuser.transport.Listener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DPDK at one end, a tap, a link or another DPDK at the other, and our back-end or probe in between. */
class VhostUserTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int RUN_MILLIS = 700;

    @TempDir
    private Path directory;

    private Pod pod;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void make() {
        pod = Pod.empty();
    }

    @AfterEach
    void remove() {
        pod.close();
    }

    @Test
    void theProbeUnderstandsDpdksBackEnd() throws IOException {
        Path socket = directory.resolve("switch.sock");
        try (Testpmd dpdk = Testpmd.backEnd(directory, "be", 0, socket)) {
            dpdk.await("testpmd>");
            assertThat(plumb("vhost-user", "probe", socket.toString(), "--json"))
                    .isZero();
            JsonNode report = MAPPER.readTree(out.toByteArray());
            List<String> keys = new ArrayList<>();
            report.fieldNames().forEachRemaining(keys::add);
            assertThat(keys)
                    .containsExactly(
                            "socket",
                            "reachable",
                            "features",
                            "protocolFeatures",
                            "queues",
                            "memSlots",
                            "mtu",
                            "advice");
            assertThat(report.path("reachable").asBoolean()).isTrue();
            assertThat(report.path("queues").asInt())
                    .as("its most, whatever it was started with")
                    .isEqualTo(128);
            assertThat(report.path("features").toString()).contains("VIRTIO_F_RING_PACKED");
            assertThat(report.path("protocolFeatures").toString()).contains("VHOST_USER_PROTOCOL_F_STATUS");
            assertThat(report.path("advice").findValuesAsText("code")).contains("SHARE_MEMORY");
            out.reset();
            assertThat(plumb("vhost-user", "probe", socket.toString())).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("a back-end answers", "fix: ");
        }
        assertThat(plumb("vhost-user", "probe", directory.resolve("none").toString(), "--json"))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatDpdkSendsComesOutOfTheTapWithoutLoss(boolean packed) throws Exception {
        Path socket = directory.resolve("serve.sock");
        CompletableFuture<Integer> serving = CompletableFuture.supplyAsync(
                () -> plumb("vhost-user", "serve", socket.toString(), "--tap", "vu0", "--netns", pod.name(), "--once"));
        awaitFile(socket);
        assertThat(Files.getAttribute(socket, "unix:mode")).isEqualTo(0140600);
        List<JsonNode> events;
        try (Testpmd dpdk = Testpmd.frontEnd(directory, "fe", 0, socket, packed, "txonly")) {
            events = sendsWithoutLoss(dpdk, serving);
        }
        assertThat(events)
                .filteredOn(event -> event.path("event").asText().equals("ring-started"))
                .isNotEmpty()
                .allSatisfy(
                        event -> assertThat(event.path("packed").asBoolean()).isEqualTo(packed));
        assertThat(socket).doesNotExist();
    }

    @Test
    void aFrontEndThatListensIsDialled() throws Exception {
        Path socket = directory.resolve("vmm.sock");
        CompletableFuture<Integer> serving = CompletableFuture.supplyAsync(() -> plumb(
                "vhost-user", "serve", socket.toString(), "--tap", "vu0", "--netns", pod.name(), "--client", "--once"));
        try (Testpmd dpdk = Testpmd.listeningFrontEnd(directory, "fe", 0, socket, "txonly")) {
            assertThat(sendsWithoutLoss(dpdk, serving)).isNotEmpty();
        }
    }

    /** Has a guest send for a while. Returns what the back-end then has told. */
    private List<JsonNode> sendsWithoutLoss(Testpmd dpdk, CompletableFuture<Integer> serving) throws Exception {
        dpdk.await("testpmd>");
        dpdk.type("start");
        Testpmd.pause(RUN_MILLIS);
        long sent = dpdk.stop("TX");
        awaitReceived(sent);
        dpdk.close();
        assertThat(serving.get(20, TimeUnit.SECONDS)).as(text()).isZero();
        assertThat(sent).isGreaterThan(1_000);
        List<JsonNode> events = new ArrayList<>();
        for (String line : text().lines().toList()) {
            events.add(MAPPER.readTree(line));
        }
        assertThat(events)
                .extracting(event -> event.path("event").asText())
                .contains("connected", "features", "memory", "ring-started", "ring-stopped")
                .endsWith("disconnected", "ended");
        JsonNode total = events.get(events.size() - 1);
        assertThat(total.path("fromGuest").path("packets").asLong()).isEqualTo(sent);
        assertThat(total.path("fromGuest").path("bytes").asLong()).isEqualTo(64 * sent);
        return events;
    }

    /** The packets that the tap has brought into its namespace. */
    private void awaitReceived(long count) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (received() < count) {
            assertThat(System.nanoTime())
                    .as("%d of %d packets", received(), count)
                    .isLessThan(end);
            Testpmd.pause(20);
        }
        assertThat(received()).isEqualTo(count);
    }

    private long received() {
        try {
            return MAPPER.readTree(pod.ip("-s -j link show vu0"))
                    .path(0)
                    .path("stats64")
                    .path("rx")
                    .path("packets")
                    .asLong();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void twoGuestsAreJoinedBackToBack(boolean packed) {
        List<PacketPort> pair = PortPair.of(1);
        Path first = directory.resolve("first.sock");
        Path second = directory.resolve("second.sock");
        List<String> events = new ArrayList<>();
        try (PacketPort one = pair.get(0);
                PacketPort other = pair.get(1);
                VhostUserBackend left = VhostUserBackend.start(
                        BackendOptions.listenAt(first), one, event -> events.add(event.toString()));
                VhostUserBackend right = VhostUserBackend.start(
                        BackendOptions.listenAt(second), other, event -> events.add(event.toString()));
                Testpmd receiver = Testpmd.frontEnd(directory, "rx", 1, second, packed, "rxonly");
                Testpmd sender = Testpmd.frontEnd(directory, "tx", 0, first, packed, "txonly")) {
            receiver.await("testpmd>");
            receiver.type("start");
            sender.await("testpmd>");
            sender.type("start");
            Testpmd.pause(RUN_MILLIS);
            long sent = sender.stop("TX");
            Testpmd.pause(300);
            long received = receiver.stop("RX");
            Traffic.Count from = left.fromGuest();
            Traffic.Count to = right.toGuest();
            assertThat(from.packets() + from.dropped()).as("%s", events).isEqualTo(sent);
            assertThat(to.packets()).isEqualTo(received).isGreaterThan(1_000);
            assertThat(to.packets() + to.dropped()).isEqualTo(from.packets());
        }
    }

    @Test
    void aLinkIsUsedAsItIsThroughAPacketSocket() {
        pod.veth("eth0", 1);
        Path socket = directory.resolve("packet.sock");
        try (NetNamespace namespace = NetNamespace.open(pod.path());
                PacketPort port = PacketSocketPort.open("eth0", namespace);
                VhostUserBackend backend = VhostUserBackend.start(BackendOptions.listenAt(socket), port, event -> {});
                Testpmd dpdk = Testpmd.frontEnd(directory, "fe", 0, socket, false, "icmpecho")) {
            dpdk.await("testpmd>");
            dpdk.type("start");
            String pings = Shell.runIn(pod.nodePath(), "ping -c 5 -i 0.05 -W 2 10.77.1.9");
            assertThat(pings).contains("5 received");
            assertThat(dpdk.stop("RX")).isGreaterThanOrEqualTo(5);
            assertThat(backend.toGuest().packets()).isGreaterThanOrEqualTo(5);
            assertThat(backend.fromGuest().packets()).isGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void aGuestThatUsesOneQueuePairOfTwoGetsAllFlows() {
        Path socket = directory.resolve("queues.sock");
        try (PacketPort port = TapPort.open("vu0", NetNamespace.open(pod.path()), 2);
                VhostUserBackend backend = VhostUserBackend.start(BackendOptions.listenAt(socket), port, event -> {});
                Testpmd dpdk = Testpmd.frontEnd(directory, "fe", 0, socket, false, "icmpecho")) {
            pod.ip("addr add 10.77.9.1/24 dev vu0");
            dpdk.await("testpmd>");
            dpdk.type("start");
            for (int host = 2; host < 10; host++) {
                assertThat(Shell.runIn(pod.path(), "ping -c 1 -w 5 10.77.9." + host))
                        .contains("bytes from");
            }
            assertThat(backend.toGuest().packets()).isGreaterThanOrEqualTo(8);
        }
    }

    @Test
    void aTapThatIsThereStaysAsItWas() {
        pod.ip("tuntap add dev vu0 mode tap multi_queue");
        pod.ip("link set vu0 mtu 1400 up");
        try (PacketPort port = TapPort.open("vu0", NetNamespace.open(pod.path()), 2)) {
            port.configure(0, 12);
            port.mtu(9000);
            assertThat(port.queues()).isEqualTo(2);
        }
        assertThat(pod.ip("link show vu0")).contains("mtu 1400");
        try (PacketPort port = TapPort.open("vu1", NetNamespace.open(pod.path()), 1)) {
            port.mtu(9000);
            assertThat(pod.ip("link show vu1")).contains("mtu 9000", "UP");
        }
        assertThat(pod.ip("link")).doesNotContain("vu1");
    }

    @Test
    void aSocketThatNobodyServesIsExitSevenWithTheReport() throws IOException {
        Path left = directory.resolve("left.sock");
        try (Listener listener = Listener.at(directory.resolve("live.sock"))) {
            assertThat(listener).isNotNull();
            Files.createLink(left, directory.resolve("live.sock"));
            assertThat(plumb("vhost-user", "probe", left.toString(), "--timeout", "0.3", "--json"))
                    .isEqualTo(7);
            assertThat(MAPPER.readTree(out.toByteArray()).path("advice").findValuesAsText("code"))
                    .containsExactly("NO_ANSWER");
            assertThat(plumb("vhost-user", "serve", left.toString(), "--tap", "vu0", "--netns", pod.name()))
                    .isEqualTo(4);
        }
        out.reset();
        assertThat(plumb("vhost-user", "probe", left.toString(), "--json")).isEqualTo(7);
        JsonNode report = MAPPER.readTree(out.toByteArray());
        assertThat(report.path("reachable").asBoolean(true)).isFalse();
        assertThat(report.path("advice").findValuesAsText("code")).containsExactly("NOBODY_LISTENS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve /tmp/x.sock",
                "serve --tap vu0",
                "serve /tmp/x.sock --tap vu0 --queues 0",
                "serve /tmp/x.sock --tap vu0 --queues 257",
                "serve /tmp/x.sock --tap vu0 --packed maybe",
                "serve /tmp/x.sock --tap vu0 --netns ..",
                "serve /tmp/x.sock --tap a/b",
                "probe",
                "probe /dev/null"
            })
    void badInputIsExitTwoWithADocument(String arguments) throws IOException {
        assertThat(plumb(("vhost-user " + arguments + " --json").split(" "))).isEqualTo(2);
        assertThat(MAPPER.readTree(out.toByteArray()).path("error").path("fix").asText())
                .isNotEmpty();
    }

    private int plumb(String... arguments) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return Plumb.run(stream, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), arguments);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void awaitFile(Path path) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!Files.exists(path)) {
            assertThat(System.nanoTime()).isLessThan(end);
            Testpmd.pause(10);
        }
    }
}
