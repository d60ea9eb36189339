package dev.plumbline.vhostuser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.host.syscall.UnixSockets;
import dev.plumbline.vhostuser.message.Header;
import dev.plumbline.vhostuser.transport.MessageSocket;
import dev.plumbline.vhostuser.transport.Received;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What QEMU and DPDK said to DPDK's back-end is said to ours: every answer comes, in order, of the same form. */
class ConversationTest {
    @TempDir
    private Path directory;

    static Stream<String> conversations() {
        return Conversation.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void realFrontEndsAreAnsweredAsTheyWereBefore(String name) {
        try (Backend backend = new Backend(directory, 2)) {
            Fd connection = null;
            MessageSocket socket = null;
            int answers = 0;
            int connections = 0;
            for (Conversation.Line line : onMainChannel(name)) {
                if (line.connects()) {
                    if (socket != null) {
                        socket.close();
                        backend.await(BackendEvent.Kind.DISCONNECTED, connections);
                    }
                    connection = Fd.own(UnixSockets.connect(backend.socket()));
                    socket = new MessageSocket(connection);
                    connections++;
                } else if (line.toBackEnd()) {
                    send(connection, line);
                } else {
                    expect(socket, line);
                    answers++;
                }
            }
            assertThat(answers).isGreaterThan(5);
            socket.close();
            backend.await(BackendEvent.Kind.DISCONNECTED, connections);
            assertThat(backend.events(BackendEvent.Kind.DISCONNECTED))
                    .allSatisfy(event ->
                            assertThat(event.detail()).containsEntry("reason", "the peer closed the connection"));
            assertThat(backend.events(BackendEvent.Kind.RING_STARTED)).isNotEmpty();
        }
    }

    private static List<Conversation.Line> onMainChannel(String name) {
        return Conversation.of(name).lines().stream()
                .filter(line -> !line.backEndChannel())
                .toList();
    }

    private static void send(Fd connection, Conversation.Line line) {
        List<Fd> descriptors = line.substitutes();
        int sent = Syscalls.sendWithDescriptors(connection.value(), line.bytes(), descriptors.toArray(Fd[]::new));
        assertThat(sent).isEqualTo(line.bytes().length);
        descriptors.forEach(Fd::close);
    }

    private static void expect(MessageSocket socket, Conversation.Line line) {
        try (Received received = socket.receive(5_000)) {
            assertThat(received).as("an answer to %d", line.id()).isNotNull();
            assertThat(received.header()).isEqualTo(new Header(line.id(), 5, line.bytes().length - Header.BYTES));
        }
    }
}
