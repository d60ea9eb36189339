package dev.plumbline.runtime.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a vsock once it is connected, on a socket that every host has. */
@Timeout(30)
class VsockTest {
    private static final FrameChannel.Format FORMAT = new FrameChannel.Format(4, 64);

    @Test
    void aConnectedSocketCarriesFramesAndTellsItsEnd() throws Exception {
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        CompletableFuture<PlumblineException> ended = new CompletableFuture<>();
        Receiver receiver = new Receiver() {
            @Override
            public void received(byte[] message) {
                received.complete(message);
            }

            @Override
            public void ended(PlumblineException why) {
                ended.complete(why);
            }
        };
        byte[] ping = frame("ping");
        try (FakePeer server = FakePeer.playing(client -> {
            assertThat(client.read(ping.length)).isEqualTo(ping);
            client.raw(frame("pong"));
        })) {
            Peer peer = new Peer("vsock:3:1024", "agent", "AGENT", "none");
            Deadline deadline = Deadline.after(Duration.ofSeconds(20));
            try (Stream stream = Vsock.adopt(peer, connected(server), FORMAT.handlers(peer, receiver), deadline)) {
                stream.send(ping, deadline);
                assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(frame("pong"));
                assertThat(ended.get(20, TimeUnit.SECONDS).problem().code()).isEqualTo("AGENT_CLOSED");
            }
        }
    }

    @Test
    void aGuestThatIsNotThereIsAnErrorInTime() {
        Peer peer = new Peer("vsock:4000000000:1024", "agent", "AGENT", "none");
        Receiver nothing = new Receiver() {
            @Override
            public void received(byte[] message) {}

            @Override
            public void ended(PlumblineException why) {}
        };
        PlumblineException e = catchThrowableOfType(
                PlumblineException.class,
                () -> FrameChannel.vsock(
                        peer, 4_000_000_000L, 1024, FORMAT, nothing, Deadline.after(Duration.ofMillis(500))));
        assertThat(e.problem().code()).isIn("AGENT_UNREACHABLE", "AGENT_TIMEOUT");
    }

    private static Socket connected(FakePeer server) throws IOException {
        Epoll.ensureAvailability();
        Socket socket = Socket.newSocketDomain();
        assertThat(socket.connect(new DomainSocketAddress(server.socket().toString())))
                .isTrue();
        return socket;
    }

    private static byte[] frame(String text) {
        byte[] body = text.getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[4 + body.length];
        frame[3] = (byte) body.length;
        System.arraycopy(body, 0, frame, 4, body.length);
        return frame;
    }
}
