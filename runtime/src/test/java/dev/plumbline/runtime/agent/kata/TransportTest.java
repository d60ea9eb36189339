package dev.plumbline.runtime.agent.kata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.runtime.agent.AgentAddress.KataHybridVsock;
import dev.plumbline.runtime.agent.AgentAddress.KataVsock;
import dev.plumbline.runtime.agent.GuestNic;
import dev.plumbline.runtime.agent.GuestNic.FoundBy;
import dev.plumbline.runtime.agent.kata.proto.Interface;
import dev.plumbline.runtime.agent.kata.proto.Interfaces;
import dev.plumbline.runtime.channel.FakePeer;
import dev.plumbline.runtime.channel.FakePeer.Client;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TransportTest {
    private static final GuestNic NIC = new GuestNic("02:00:00:00:00:01", null, FoundBy.MAC, "eth0", 1500, List.of());

    @Test
    void aHybridVsockIsAskedForThePortFirst() throws IOException {
        try (FakePeer peer = FakePeer.playing(client -> {
                    assertThat(client.read()).isEqualTo("CONNECT 1024");
                    client.raw("OK 107".getBytes(StandardCharsets.US_ASCII)); // in two pieces
                    client.say("3741824");
                    Call.read(client)
                            .answer(Interfaces.newBuilder()
                                    .addInterfaces(Interface.newBuilder()
                                            .setName("eth0")
                                            .setHwAddr(NIC.mac()))
                                    .build());
                    client.hang();
                });
                KataAgent agent = KataAgent.connect(new KataHybridVsock(peer.socket(), 1024), seconds(20))) {
            assertThat(agent.find(NIC, seconds(20))).isPresent();
        }
    }

    @Test
    void aHybridVsockThatHangsUpHasNobodyOnThePort() throws IOException {
        Problem problem = refusal(Client::read);
        assertThat(problem.code()).isEqualTo("AGENT_UNREACHABLE");
        assertThat(problem.why()).contains("nobody in the guest listens");
        assertThat(problem.fix()).contains("1024");
    }

    @Test
    void aHybridVsockThatSaysSomethingElseIsAnError() throws IOException {
        for (String answer :
                new String[] {"", "OK", "OK x", "ok 5", "OK 99999999999", "ERR no such port", "O".repeat(5000)}) {
            assertThat(refusal(client -> {
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
    void aHybridVsockThatSaysNothingIsAnErrorInTime() throws IOException {
        long started = System.nanoTime();
        assertThat(refusal(Client::hang).code()).isEqualTo("AGENT_TIMEOUT");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aVsockThatLeadsNowhereIsAnErrorInTime() {
        long started = System.nanoTime();
        PlumblineException e = catchThrowableOfType(
                PlumblineException.class, () -> KataAgent.connect(new KataVsock(4_000_000_000L, 1024), seconds(3)));
        assertThat(e.problem().code()).isIn("AGENT_UNREACHABLE", "AGENT_TIMEOUT");
        assertThat(e.problem().object()).isEqualTo("kata+vsock:4000000000:1024");
        assertThat(e.problem().fix()).contains("vhost_vsock");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
    }

    private static Problem refusal(FakePeer.Script script) throws IOException {
        try (FakePeer peer = FakePeer.playing(script)) {
            return catchThrowableOfType(
                            PlumblineException.class,
                            () -> KataAgent.connect(
                                    new KataHybridVsock(peer.socket(), 1024), Deadline.after(Duration.ofMillis(1500))))
                    .problem();
        }
    }

    private static Deadline seconds(long seconds) {
        return Deadline.after(Duration.ofSeconds(seconds));
    }
}
