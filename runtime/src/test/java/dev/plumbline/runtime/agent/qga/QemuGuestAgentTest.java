package dev.plumbline.runtime.agent.qga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.runtime.agent.AgentException;
import dev.plumbline.runtime.agent.GuestNic;
import dev.plumbline.runtime.agent.GuestNic.FoundBy;
import dev.plumbline.runtime.agent.GuestNicState;
import dev.plumbline.runtime.channel.FakePeer;
import dev.plumbline.runtime.channel.FakePeer.Client;
import dev.plumbline.tap.PodAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class QemuGuestAgentTest {
    private static final String MAC = "02:00:00:00:00:01";
    private static final String LO = "{\"name\":\"lo\",\"hardware-address\":\"00:00:00:00:00:00\","
            + "\"ip-addresses\":[{\"ip-address\":\"127.0.0.1\",\"ip-address-type\":\"ipv4\",\"prefix\":8}]}";
    private static final String ETH0 = "{\"name\":\"eth0\",\"hardware-address\":\"02:00:00:00:00:01\"}";
    private static final GuestNic NIC =
            new GuestNic(MAC, null, FoundBy.MAC, "eth0", 1500, List.of(PodAddress.of("10.88.7.2/24")));

    @Test
    void whatWasLeftInTheChannelIsSkipped() throws IOException {
        try (FakePeer peer = FakePeer.playing(client -> {
                    String request = client.read();
                    client.say("{\"return\": {\"pid\": 17}}");
                    client.say("half an answer of somebody else's\"}}");
                    client.raw("{\"return\": [{\"na".getBytes(StandardCharsets.UTF_8));
                    client.raw(new byte[] {(byte) 0xff});
                    client.say("{\"return\": " + Client.number(request, "id") + "}");
                    interfaces(client, LO, ETH0);
                    client.hang();
                });
                QemuGuestAgent agent = connect(peer)) {
            assertThat(agent.find(NIC, seconds(30))).contains(new GuestNicState(MAC, "eth0", List.of()));
        }
    }

    @Test
    void anAddressWithALabelBelongsToItsNic() throws IOException {
        String labelled = ETH0.replace("eth0", "eth0:1")
                .replace("}", ",\"ip-addresses\":[{\"ip-address\":\"10.88.7.3\",\"prefix\":24}]}");
        try (FakePeer peer = FakePeer.playing(client -> {
                    synchronise(client);
                    interfaces(client, LO, ETH0, labelled);
                    client.hang();
                });
                QemuGuestAgent agent = connect(peer)) {
            assertThat(agent.find(NIC, seconds(30))).contains(new GuestNicState(MAC, "eth0", List.of("10.88.7.3/24")));
        }
    }

    @Test
    void anAgentThatNeverAnswersIsAnErrorWithinTheDeadline() throws IOException {
        Problem problem = problemOf(Client::hang);
        assertThat(problem.code()).isEqualTo("AGENT_TIMEOUT");
        assertThat(problem.fix()).contains("qemu-ga");
    }

    @Test
    void anAgentThatHangsUpIsAnError() throws IOException {
        assertThat(problemOf(client -> client.read()).code()).isEqualTo("AGENT_CLOSED");
        assertThat(problemOf(client -> {
                            synchronise(client);
                            client.read();
                            client.raw("{\"retu".getBytes(StandardCharsets.UTF_8));
                        })
                        .code())
                .isEqualTo("AGENT_CLOSED");
    }

    @Test
    void aGuestThatTalksWithoutEndIsCutOff() throws IOException {
        assertThat(problemOf(client -> {
                            synchronise(client);
                            client.read();
                            while (true) {
                                client.raw("x".repeat(65536).getBytes(StandardCharsets.UTF_8));
                            }
                        })
                        .code())
                .isEqualTo("AGENT_NONSENSE");
    }

    @Test
    void nonsenseForAnAnswerIsAnError() throws IOException {
        for (String answer : new String[] {
            "hello",
            "[]",
            "{}",
            "",
            "{\"return\": [{\"hardware-address\": \"" + MAC
                    + "\", \"ip-addresses\": [{\"ip-address\": \"::g\", \"prefix\": 4}]}]}"
        }) {
            assertThat(problemOf(client -> {
                                synchronise(client);
                                client.read();
                                client.say(answer);
                                client.hang();
                            })
                            .code())
                    .as(answer)
                    .isEqualTo("AGENT_NONSENSE");
        }
    }

    @Test
    void aLateAnswerIsNotTakenForTheNext() throws IOException {
        try (FakePeer peer = FakePeer.playing(client -> {
                    synchronise(client);
                    client.read();
                    String request = client.read();
                    client.say("{\"return\": []}");
                    client.say("{\"return\": " + Client.number(request, "id") + "}");
                    interfaces(client, ETH0);
                    client.hang();
                });
                QemuGuestAgent agent = connect(peer)) {
            assertThatThrownBy(() -> agent.find(NIC, Deadline.after(Duration.ofMillis(200))))
                    .isInstanceOf(PlumblineException.class);
            assertThat(agent.find(NIC, seconds(30))).isPresent();
        }
    }

    @Test
    void aBlockedCommandIsRefusedWithTheWayOut() throws IOException {
        try (FakePeer peer = FakePeer.playing(client -> {
                    synchronise(client);
                    interfaces(client, ETH0);
                    client.read();
                    client.say("{\"error\": {\"class\": \"CommandNotFound\","
                            + " \"desc\": \"Command guest-exec has been disabled\"}}");
                    client.hang();
                });
                QemuGuestAgent agent = connect(peer)) {
            AgentException e = catchThrowableOfType(AgentException.class, () -> agent.configure(NIC, seconds(30)));
            assertThat(e.text()).isEqualTo("Command guest-exec has been disabled");
            assertThat(e.problem().code()).isEqualTo("AGENT_COMMAND_DISABLED");
            assertThat(e.problem().fix()).contains("guest-exec");
        }
    }

    @Test
    void configuringWaitsForTheNicAndRunsOneScript() throws IOException, InterruptedException {
        BlockingQueue<String> scripts = new LinkedBlockingQueue<>();
        try (FakePeer peer = FakePeer.playing(client -> {
                    synchronise(client);
                    interfaces(client, LO);
                    interfaces(client, LO);
                    interfaces(client, LO, ETH0);
                    scripts.add(execution(client, 0, ""));
                    client.hang();
                });
                QemuGuestAgent agent = connect(peer)) {
            agent.configure(NIC, seconds(30));
            // The peer's thread may put it there after its answer has come.
            String script = scripts.poll(10, TimeUnit.SECONDS);
            assertThat(script).isNotNull();
            assertThat(script.lines())
                    .containsExactly(
                            "link set dev eth0 mtu 1500", "addr replace 10.88.7.2/24 dev eth0", "link set dev eth0 up");
        }
    }

    @Test
    void aNicThatNeverComesIsNamedWithWhatIsThere() throws IOException {
        try (FakePeer peer = FakePeer.playing(client -> {
                    synchronise(client);
                    while (true) {
                        interfaces(client, LO);
                    }
                });
                QemuGuestAgent agent = connect(peer)) {
            assertThatThrownBy(() -> agent.configure(NIC, Deadline.after(Duration.ofMillis(300))))
                    .isInstanceOfSatisfying(PlumblineException.class, e -> {
                        assertThat(e.problem().code()).isEqualTo("GUEST_NIC_MISSING");
                        assertThat(e.problem().why()).contains("lo 00:00:00:00:00:00");
                    });
        }
    }

    @Test
    void aFailingLineIsReportedWithItsWordsAndIps() throws IOException {
        AgentException e = configuring(1, "RTNETLINK answers: Permission denied\nCommand failed -:2\n")
                .orElseThrow();
        assertThat(e.problem().object()).isEqualTo("guest: ip addr replace 10.88.7.2/24 dev eth0");
        assertThat(e.text()).isEqualTo("RTNETLINK answers: Permission denied");
    }

    @Test
    void wordsThatIpDoesNotUnderstandAreReportedWithTheirLine() throws IOException {
        AgentException e = configuring(255, "Error: argument \"1500\" is wrong: Invalid \"mtu\" value\n\n")
                .orElseThrow();
        assertThat(e.problem().object()).isEqualTo("guest: ip link set dev eth0 mtu 1500");
    }

    @Test
    void aProgramThatASignalEndedHasFailed() throws IOException {
        assertThat(configuring(-1, "")).isPresent();
    }

    private static Optional<AgentException> configuring(int exitCode, String errors) throws IOException {
        try (FakePeer peer = FakePeer.playing(client -> {
                    synchronise(client);
                    interfaces(client, ETH0);
                    execution(client, exitCode, errors);
                    client.hang();
                });
                QemuGuestAgent agent = connect(peer)) {
            return Optional.ofNullable(
                    catchThrowableOfType(AgentException.class, () -> agent.configure(NIC, seconds(30))));
        }
    }

    private static void synchronise(Client client) throws IOException {
        String request = client.read();
        assertThat(request.charAt(0)).isEqualTo('\u00ff');
        client.raw(new byte[] {(byte) 0xff});
        client.say("{\"return\": " + Client.number(request, "id") + "}");
    }

    private static void interfaces(Client client, String... nics) throws IOException {
        assertThat(client.read()).contains("guest-network-get-interfaces");
        client.say("{\"return\": [" + String.join(",", nics) + "]}");
    }

    /** Plays a guest-exec whose program runs for a moment; returns what it was given to read. */
    private static String execution(Client client, int exitCode, String errors) throws IOException {
        String request = client.read();
        client.say("{\"return\": {\"pid\": 300}}");
        assertThat(client.read()).contains("guest-exec-status");
        client.say("{\"return\": {\"exited\": false}}");
        client.read();
        client.say("{\"return\": {\"exited\": true"
                + (exitCode < 0 ? ", \"signal\": 9" : ", \"exitcode\": " + exitCode)
                + ", \"err-data\": \"" + encoded(errors) + "\"}}");
        String input = request.replaceAll(".*\"input-data\":\"([^\"]*)\".*", "$1");
        return new String(Base64.getDecoder().decode(input), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Problem problemOf(FakePeer.Script script) throws IOException {
        try (FakePeer peer = FakePeer.playing(script);
                QemuGuestAgent agent = connect(peer)) {
            return catchThrowableOfType(
                            PlumblineException.class, () -> agent.find(NIC, Deadline.after(Duration.ofSeconds(5))))
                    .problem();
        }
    }

    private static QemuGuestAgent connect(FakePeer peer) {
        return QemuGuestAgent.connect(peer.socket(), seconds(30));
    }

    private static Deadline seconds(long seconds) {
        return Deadline.after(Duration.ofSeconds(seconds));
    }
}
