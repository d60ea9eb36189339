package dev.plumbline.vhostuser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.Fd;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.vhostuser.message.FrontEndCode;
import dev.plumbline.vhostuser.message.Message;
import dev.plumbline.vhostuser.message.MessageCodec;
import dev.plumbline.vhostuser.message.Payload;
import dev.plumbline.vhostuser.port.PacketPort;
import dev.plumbline.vhostuser.port.PortPair;
import dev.plumbline.vhostuser.transport.ConnectionEndedException;
import dev.plumbline.vhostuser.transport.Listener;
import dev.plumbline.vhostuser.transport.MessageSocket;
import dev.plumbline.vhostuser.transport.Received;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the probe makes of peers of all sorts. */
@Timeout(60)
class BackendProbeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    private final List<Integer> asked = Collections.synchronizedList(new ArrayList<>());

    @Test
    void ourOwnBackEndTellsWhatItOffers() {
        try (Backend backend = new Backend(directory, 3)) {
            ProbeReport report = BackendProbe.probe(backend.socket(), Deadline.after(PATIENCE));
            assertThat(report.reachable()).isTrue();
            assertThat(report.queues()).isEqualTo(3);
            assertThat(report.memSlots()).isEqualTo(256);
            assertThat(report.features()).contains("VIRTIO_F_VERSION_1", "VIRTIO_F_RING_PACKED", "VIRTIO_NET_F_MQ");
            assertThat(report.protocolFeatures()).contains("VHOST_USER_PROTOCOL_F_LOG_SHMFD");
            assertThat(report.advice()).extracting(Advice::code).containsExactly("SHARE_MEMORY");
            backend.await(BackendEvent.Kind.DISCONNECTED, 1);
        }
    }

    @Test
    void dpdksAnswersAreUnderstoodAndOnlyQuestionsAreAsked() {
        Conversation conversation = Conversation.of("qemu72-split-1q");
        ProbeReport report = probe((id, socket) -> {
            Conversation.Line answer = conversation.lines().stream()
                    .filter(line -> !line.toBackEnd() && line.id() == id)
                    .findFirst()
                    .orElseThrow();
            FrontEndCode code = FrontEndCode.of(id);
            assertThat(code).isNotNull();
            ByteBuffer payload = ByteBuffer.wrap(answer.bytes()).position(12).slice();
            socket.reply(
                    id, MessageCodec.decodeReply(code, answer.flags(), payload).payload());
        });
        assertThat(report.reachable()).isTrue();
        assertThat(report.queues()).isEqualTo(128);
        assertThat(report.memSlots()).isEqualTo(8);
        assertThat(report.mtu()).isNull();
        assertThat(report.advice())
                .extracting(Advice::code)
                .contains("SHARE_MEMORY")
                .doesNotContain("NO_MTU");
        assertThat(asked)
                .containsExactly(
                        FrontEndCode.GET_FEATURES.id(),
                        FrontEndCode.GET_PROTOCOL_FEATURES.id(),
                        FrontEndCode.GET_QUEUE_NUM.id());
    }

    @Test
    void aBackEndOfTheFirstVersionHasOneQueueAndNoMigration() {
        ProbeReport report = probe((id, socket) -> socket.reply(id, new Payload.Word(1L << 32)));
        assertThat(report.queues()).isEqualTo(1);
        assertThat(report.advice()).extracting(Advice::code).contains("NO_PROTOCOL_FEATURES");
        assertThat(asked).containsExactly(1);
    }

    @Test
    void whatABackEndLacksIsAdvice() {
        ProbeReport report = probe((id, socket) ->
                socket.reply(id, new Payload.Word(id == 1 ? VirtioFeature.bits(VirtioFeature.PROTOCOL_FEATURES) : 0)));
        assertThat(report.advice())
                .extracting(Advice::code)
                .contains("TOO_FEW_QUEUES", "NO_MTU", "NO_MIGRATION", "NO_OFFLOAD", "NO_REPLY_ACK");
        assertThat(report.advice())
                .allSatisfy(advice -> assertThat(advice.fix()).isNotBlank());
    }

    @Test
    void aFrontEndThatListensIsARoleMismatch() {
        ProbeReport report = probe((id, socket) -> socket.send(Message.request(FrontEndCode.GET_FEATURES)));
        assertThat(report.reachable()).isFalse();
        assertThat(report.advice()).extracting(Advice::code).containsExactly("ROLE_MISMATCH");
    }

    @Test
    void aPeerThatHangsUpIsSaidToBeBusy() {
        ProbeReport report = probe((id, socket) -> socket.close());
        assertThat(report.reachable()).isFalse();
        assertThat(report.advice()).extracting(Advice::code).containsExactly("HUNG_UP");
    }

    @Test
    void aPeerThatSaysNothingCostsNoMoreThanTheTimeAllowed() {
        try (Listener listener = Listener.at(directory.resolve("mute.sock"))) {
            assertThat(listener).isNotNull();
            long began = System.nanoTime();
            ProbeReport report =
                    BackendProbe.probe(directory.resolve("mute.sock"), Deadline.after(Duration.ofMillis(300)));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
            assertThat(report.reachable()).isFalse();
            assertThat(report.advice()).extracting(Advice::code).containsExactly("NO_ANSWER");
        }
    }

    @Test
    void aSocketThatNobodyServesIsSaidToBeSo() throws IOException {
        Path left = directory.resolve("left.sock");
        Path kept = directory.resolve("kept.sock");
        try (Listener listener = Listener.at(left)) {
            assertThat(listener).isNotNull();
            Files.createLink(kept, left);
        }
        ProbeReport report = BackendProbe.probe(kept, Deadline.after(PATIENCE));
        assertThat(report.reachable()).isFalse();
        assertThat(report.advice()).extracting(Advice::code).containsExactly("NOBODY_LISTENS");
        // What a dead process left is replaced, what is alive is not.
        try (Listener again = Listener.at(kept)) {
            assertThat(again).isNotNull();
            assertThatThrownBy(() -> Listener.at(kept))
                    .isInstanceOf(PlumblineException.class)
                    .hasMessageContaining("listens there already");
        }
        assertThat(kept).doesNotExist();
    }

    @Test
    void aBackEndThatDialsIsAwaitedAndThePathLeftFree() {
        Path path = directory.resolve("dialled.sock");
        List<PacketPort> pair = PortPair.of(2);
        try (VhostUserBackend backend =
                VhostUserBackend.start(BackendOptions.listenAt(path).withClient(true), pair.get(0), event -> {})) {
            assertThat(backend).isNotNull();
            ProbeReport report = BackendProbe.probeDialling(path, Deadline.after(PATIENCE));
            assertThat(report.reachable()).isTrue();
            assertThat(report.queues()).isEqualTo(2);
            assertThat(path).doesNotExist();
        } finally {
            pair.forEach(PacketPort::close);
        }
    }

    @Test
    void thatNobodyDialsIsSaidInTime() {
        Path path = directory.resolve("dialled.sock");
        ProbeReport report = BackendProbe.probeDialling(path, Deadline.after(Duration.ofMillis(200)));
        assertThat(report.reachable()).isFalse();
        assertThat(report.advice()).extracting(Advice::code).containsExactly("NOBODY_DIALS");
        try (Listener listener = Listener.at(path)) {
            assertThat(listener).isNotNull();
            assertThatThrownBy(() -> BackendProbe.probeDialling(path, Deadline.after(PATIENCE)))
                    .hasMessageContaining("listens there already");
        }
    }

    @Test
    void aPathWithoutASocketIsNotFoundOrBadInput() throws IOException {
        assertThatThrownBy(() -> BackendProbe.probe(directory.resolve("none"), Deadline.after(PATIENCE)))
                .isInstanceOfSatisfying(
                        PlumblineException.class,
                        e -> assertThat(e.problem().kind()).isEqualTo(Problem.Kind.NOT_FOUND));
        Path file = Files.writeString(directory.resolve("file"), "x");
        assertThatThrownBy(() -> BackendProbe.probe(file, Deadline.after(PATIENCE)))
                .isInstanceOfSatisfying(
                        PlumblineException.class,
                        e -> assertThat(e.problem().kind()).isEqualTo(Problem.Kind.BAD_INPUT));
        assertThatThrownBy(() -> BackendProbe.probe(Path.of("/tmp/" + "x".repeat(120)), Deadline.after(PATIENCE)))
                .hasMessageContaining("107");
    }

    /** Probes a peer that does something for every message that it gets. */
    private ProbeReport probe(BiConsumer<Integer, MessageSocket> peer) {
        Path path = directory.resolve("peer.sock");
        try (Listener listener = Listener.at(path)) {
            Thread thread = new Thread(() -> serve(listener, peer));
            thread.setDaemon(true);
            thread.start();
            return BackendProbe.probe(path, Deadline.after(PATIENCE));
        }
    }

    private void serve(Listener listener, BiConsumer<Integer, MessageSocket> peer) {
        Fd connection = listener.accept();
        try (MessageSocket socket = new MessageSocket(connection)) {
            while (connection.isOpen()) {
                try (Received received = socket.receive(5_000)) {
                    if (received == null) {
                        return;
                    }
                    asked.add(received.header().id());
                    peer.accept(received.header().id(), socket);
                }
            }
        } catch (ConnectionEndedException e) {
            // the probe has heard enough
        }
    }
}
