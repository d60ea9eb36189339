package dev.plumbline.runtime.vmm.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.runtime.channel.FakePeer;
import dev.plumbline.runtime.channel.FakePeer.Client;
import dev.plumbline.runtime.channel.LineChannel;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class QmpClientTest {
    private static final String GREETING = "{\"QMP\": {\"version\": {}, \"capabilities\": []}}";

    @Test
    void aMonitorThatSaysNothingIsAnErrorWithinTheDeadline() throws IOException {
        Problem problem = problemOf(Client::hang);
        assertThat(problem.code()).isEqualTo("QMP_TIMEOUT");
        assertThat(problem.fix()).contains("a monitor of its own");
    }

    @Test
    void aMonitorThatHangsUpAtOnceIsAnError() throws IOException {
        assertThat(problemOf(client -> {}).code()).isEqualTo("QMP_CLOSED");
    }

    @Test
    void aMonitorForPeopleIsRecognised() throws IOException {
        Problem problem = problemOf(client -> {
            client.say("QEMU 7.2.22 monitor - type 'help' for more information");
            client.hang();
        });
        assertThat(problem.code()).isEqualTo("QMP_NONSENSE");
        assertThat(problem.why()).contains("type 'help'");
    }

    @Test
    void jsonThatIsNoMessageIsAnError() throws IOException {
        for (String line : new String[] {"[1, 2]", "17", "null", "{}", "{\"return\": {}}", "{\"id\": 1}"}) {
            assertThat(problemOf(client -> {
                                client.say(line);
                                client.hang();
                            })
                            .code())
                    .as(line)
                    .isEqualTo("QMP_NONSENSE");
        }
    }

    @Test
    void aLineWithoutEndIsCutOff() throws IOException {
        Problem problem = problemOf(client -> {
            byte[] block = "a".repeat(65536).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i <= LineChannel.LONGEST_LINE / block.length + 1; i++) {
                client.raw(block);
            }
            client.hang();
        });
        assertThat(problem.code()).isEqualTo("QMP_NONSENSE");
    }

    @Test
    void messagesMayComeInPieces() throws IOException {
        try (FakePeer peer = FakePeer.playing(client -> {
                    for (byte b : (GREETING + "\r\n").getBytes(StandardCharsets.UTF_8)) {
                        client.raw(new byte[] {b});
                    }
                    answer(client, "{}");
                    answer(client, "{\"status\": \"running\"}");
                    client.hang();
                });
                QmpClient qmp = QmpClient.connect(peer.socket(), seconds(30))) {
            JsonNode status = qmp.execute("query-status", Map.of(), seconds(30));
            assertThat(status.path("status").asText()).isEqualTo("running");
        }
    }

    @Test
    void eventsBetweenCommandAndAnswerAreKept() throws IOException {
        try (FakePeer peer = FakePeer.playing(client -> {
                    greet(client);
                    String command = client.read();
                    client.say("{\"event\": \"STOP\"}");
                    client.say("{\"event\": \"DEVICE_DELETED\", \"data\": {\"path\": \"/inner\"}}");
                    client.say("{\"event\": \"DEVICE_DELETED\", \"data\": {\"device\": \"nic0\", \"path\": \"/x\"}}");
                    client.say("{\"return\": {}, \"id\": " + Client.number(command, "id") + "}");
                    client.hang();
                });
                QmpClient qmp = QmpClient.connect(peer.socket(), seconds(30))) {
            long mark = qmp.eventMark();
            qmp.execute("device_del", Map.of("id", "nic0"), seconds(30));
            assertThat(qmp.awaitEvent(
                            mark, event -> event.at("/data/device").asText().equals("nic0"), seconds(30)))
                    .isPresent();
            assertThat(qmp.awaitEvent(qmp.eventMark(), event -> true, Deadline.after(Duration.ofMillis(50))))
                    .isEmpty();
        }
    }

    @Test
    void anErrorCarriesQemusClassAndText() throws IOException {
        try (FakePeer peer = FakePeer.playing(client -> {
                    greet(client);
                    client.say(
                            "{\"error\": {\"class\": \"DeviceNotFound\", \"desc\": \"Device 'x' not found\"}, \"id\": "
                                    + Client.number(client.read(), "id") + "}");
                    client.hang();
                });
                QmpClient qmp = QmpClient.connect(peer.socket(), seconds(30))) {
            QmpException e = catchThrowableOfType(
                    QmpException.class, () -> qmp.execute("device_del", Map.of("id", "x"), seconds(30)));
            assertThat(e.errorClass()).isEqualTo("DeviceNotFound");
            assertThat(e.text()).isEqualTo("Device 'x' not found");
            assertThat(e.problem().kind()).isEqualTo(Kind.NOT_FOUND);
        }
    }

    @Test
    void aLateAnswerIsNotTakenForTheNext() throws IOException {
        try (FakePeer peer = FakePeer.playing(client -> {
                    greet(client);
                    String first = client.read();
                    String second = client.read();
                    client.say("{\"return\": 1, \"id\": " + Client.number(first, "id") + "}");
                    client.say("{\"return\": 2, \"id\": " + Client.number(second, "id") + "}");
                    client.hang();
                });
                QmpClient qmp = QmpClient.connect(peer.socket(), seconds(30))) {
            assertThatThrownBy(() -> qmp.execute("slow", Map.of(), Deadline.after(Duration.ofMillis(100))))
                    .isInstanceOf(PlumblineException.class);
            assertThat(qmp.execute("quick", Map.of(), seconds(30)).asInt()).isEqualTo(2);
        }
    }

    @Test
    void hangingUpInTheMiddleOfAnAnswerEndsTheWait() throws IOException {
        try (FakePeer peer = FakePeer.playing(client -> {
                    greet(client);
                    client.read();
                    client.raw("{\"return\": ".getBytes(StandardCharsets.UTF_8));
                });
                QmpClient qmp = QmpClient.connect(peer.socket(), seconds(30))) {
            assertThatThrownBy(() -> qmp.execute("query-status", Map.of(), seconds(20)))
                    .isInstanceOfSatisfying(
                            PlumblineException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("QMP_CLOSED"));
            assertThatThrownBy(() -> qmp.execute("query-status", Map.of(), seconds(20)))
                    .hasMessageContaining("closed the connection");
        }
    }

    @Test
    void aSocketThatIsNotThereIsNotFound(@TempDir Path directory) throws IOException {
        assertThat(failure(directory.resolve("none")).kind()).isEqualTo(Kind.NOT_FOUND);
        Path deserted = directory.resolve("deserted");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(deserted));
        }
        assertThat(failure(deserted).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure(directory.resolve("x".repeat(120))).kind()).isEqualTo(Kind.BAD_INPUT);
    }

    @Test
    void aFullQueueOfClientsIsWaitedForUntilTheDeadline(@TempDir Path directory) throws IOException {
        Path socket = directory.resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket), 1);
            for (int i = 0; i < 4; i++) {
                assertThat(failure(socket).code()).isEqualTo("QMP_TIMEOUT");
            }
        }
    }

    private static Problem problemOf(FakePeer.Script script) throws IOException {
        try (FakePeer peer = FakePeer.playing(script)) {
            return failure(peer.socket());
        }
    }

    private static Problem failure(Path socket) {
        PlumblineException e = catchThrowableOfType(
                PlumblineException.class, () -> QmpClient.connect(socket, Deadline.after(Duration.ofSeconds(5))));
        assertThat(e).isNotNull();
        return e.problem();
    }

    private static void greet(Client client) throws IOException {
        client.say(GREETING);
        answer(client, "{}");
    }

    private static void answer(Client client, String value) throws IOException {
        client.say("{\"return\": " + value + ", \"id\": " + Client.number(client.read(), "id") + "}");
    }

    private static Deadline seconds(long seconds) {
        return Deadline.after(Duration.ofSeconds(seconds));
    }
}
