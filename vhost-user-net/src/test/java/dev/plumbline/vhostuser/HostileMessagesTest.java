package dev.plumbline.vhostuser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.host.syscall.UnixSockets;
import dev.plumbline.vhostuser.message.FrontEndCode;
import dev.plumbline.vhostuser.message.Header;
import dev.plumbline.vhostuser.message.Message;
import dev.plumbline.vhostuser.message.MessageCodec;
import dev.plumbline.vhostuser.message.Payload;
import dev.plumbline.vhostuser.transport.ConnectionEndedException;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A VMM that sends nonsense, too much, or nothing: its connection ends at most, and the next one works. */
class HostileMessagesTest {
    @TempDir
    private Path directory;

    private Backend backend;
    private Guest guest;
    private FrontEnd frontEnd;

    @BeforeEach
    void start() {
        backend = new Backend(directory, 1);
        guest = new Guest(false);
        frontEnd = backend.connect();
    }

    @AfterEach
    void stop() {
        frontEnd.close();
        backend.await(BackendEvent.Kind.DISCONNECTED, 1);
        try (FrontEnd next = backend.connect()) {
            next.settle();
        }
        guest.close();
        backend.close();
    }

    static Stream<byte[]> garbage() {
        return Stream.of(
                header(1, 0, 0),
                header(1, 2, 0),
                header(1, 1, 5000),
                header(1, 1, -1),
                header(200, 1, 0),
                header(1, 5, 0),
                header(2, 1, 0),
                header(5, 1, 0),
                Arrays.copyOf(header(2, 1, 7), 19));
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void whatIsNoMessageEndsTheConnection(byte[] bytes) {
        Fd[] none = {};
        int before = openDescriptors();
        try (Fd raw = Fd.own(connectWhenFree())) {
            assertThat(Syscalls.sendWithDescriptors(raw.value(), bytes, none)).isEqualTo(bytes.length);
            assertThat(Syscalls.isReadable(raw, 5_000)).isTrue();
            assertThat(Syscalls.read(raw, new byte[1])).isLessThanOrEqualTo(0);
        }
        assertThat(openDescriptors()).isLessThanOrEqualTo(before);
    }

    @Test
    void descriptorsThatComeWithARefusedMessageAreClosed() {
        frontEnd.settle();
        int before = openDescriptors();
        for (int i = 0; i < 20; i++) {
            Fd[] many = new Fd[32];
            for (int j = 0; j < many.length; j++) {
                many[j] = Syscalls.duplicate(guest.file());
            }
            Message message = Message.request(FrontEndCode.SET_VRING_NUM, new Payload.RingState(0, 256))
                    .acknowledged();
            assertThat(Syscalls.sendWithDescriptors(raw(), MessageCodec.encode(message), many))
                    .isPositive();
            assertThat(frontEnd.reply(FrontEndCode.SET_VRING_NUM)).isEqualTo(new Payload.Word(1));
            Arrays.stream(many).forEach(Fd::close);
        }
        assertThat(openDescriptors()).isEqualTo(before);
    }

    private int raw() {
        return frontEnd.descriptor();
    }

    @Test
    void anUnknownMessageIsAnsweredWhenAnAnswerIsAwaited() {
        frontEnd.settle();
        byte[] unknown = header(200, Header.VERSION | Header.NEED_REPLY, 0);
        assertThat(Syscalls.sendWithDescriptors(raw(), unknown)).isPositive();
        try (var received = frontEnd.socket().receive(5_000)) {
            assertThat(received).isNotNull();
            assertThat(received.header()).isEqualTo(new Header(200, 5, 8));
        }
        frontEnd.settle();
    }

    @Test
    void aMessageThatComesByteByByteIsUnderstood() throws InterruptedException {
        byte[] bytes = MessageCodec.encode(Message.request(FrontEndCode.GET_FEATURES));
        for (byte each : bytes) {
            assertThat(Syscalls.sendWithDescriptors(raw(), new byte[] {each})).isEqualTo(1);
            Thread.sleep(2);
        }
        assertThat(frontEnd.reply(FrontEndCode.GET_FEATURES)).isInstanceOf(Payload.Word.class);
    }

    @Test
    void aFloodOfConnectionsIsTurnedAwayAndTheOneGoesOn() {
        frontEnd.settle();
        List<FrontEnd> flood = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            flood.add(backend.connect());
        }
        for (FrontEnd one : flood) {
            try (var received = one.socket().receive(10_000)) {
                assertThat(received).isNotNull();
            } catch (ConnectionEndedException e) {
                assertThat(e).hasMessageContaining("closed");
            }
            one.close();
        }
        backend.await(BackendEvent.Kind.REFUSED, "CONNECTION_IN_USE");
        frontEnd.settle();
    }

    @Test
    void aFrontEndThatIsRefusedAgainAndAgainIsLeft() {
        byte[] unknown = header(200, Header.VERSION | Header.NEED_REPLY, 0);
        for (int i = 0;
                i < 1000 && backend.events(BackendEvent.Kind.DISCONNECTED).isEmpty();
                i++) {
            int unused = Syscalls.sendWithDescriptors(raw(), unknown);
        }
        backend.await(BackendEvent.Kind.DISCONNECTED, 1);
        assertThat(backend.events(BackendEvent.Kind.REFUSED)).hasSize(100);
    }

    @Test
    void aFrontEndThatReadsNoAnswersIsLeft() {
        byte[] bytes = MessageCodec.encode(Message.request(FrontEndCode.GET_FEATURES));
        long end = System.nanoTime() + 10_000_000_000L;
        while (backend.events(BackendEvent.Kind.DISCONNECTED).isEmpty() && System.nanoTime() < end) {
            int unused = Syscalls.sendWithDescriptors(raw(), bytes);
        }
        assertThat(backend.events(BackendEvent.Kind.DISCONNECTED)).hasSize(1);
    }

    private int connectWhenFree() {
        frontEnd.close();
        backend.await(BackendEvent.Kind.DISCONNECTED, 1);
        return UnixSockets.connect(backend.socket());
    }

    private static byte[] header(int id, int flags, int size) {
        return ByteBuffer.allocate(12)
                .order(ByteOrder.nativeOrder())
                .putInt(id)
                .putInt(flags)
                .putInt(size)
                .array();
    }

    private static int openDescriptors() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }
}
