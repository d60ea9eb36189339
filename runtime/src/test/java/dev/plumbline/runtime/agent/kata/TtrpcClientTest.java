package dev.plumbline.runtime.agent.kata;

import static dev.plumbline.runtime.agent.kata.KataAgentTest.ETH0;
import static dev.plumbline.runtime.agent.kata.KataAgentTest.NIC;
import static dev.plumbline.runtime.agent.kata.KataAgentTest.connect;
import static dev.plumbline.runtime.agent.kata.KataAgentTest.problemOf;
import static dev.plumbline.runtime.agent.kata.KataAgentTest.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.runtime.agent.kata.proto.IPAddress;
import dev.plumbline.runtime.agent.kata.proto.Interface;
import dev.plumbline.runtime.agent.kata.proto.Interfaces;
import dev.plumbline.runtime.channel.FakePeer;
import dev.plumbline.runtime.channel.FakePeer.Client;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An agent that answers wrongly, slowly, in pieces, too much, or not at all. */
@Timeout(30)
class TtrpcClientTest {
    @Test
    void anAnswerMayComeByteByByte() throws IOException {
        try (FakePeer peer = FakePeer.playing(client -> {
                    byte[] bytes = Call.read(client)
                            .response(
                                    Interfaces.newBuilder().addInterfaces(ETH0).build());
                    for (byte one : bytes) {
                        client.raw(new byte[] {one});
                        pause(2);
                    }
                    client.hang();
                });
                KataAgent agent = connect(peer)) {
            assertThat(agent.find(NIC, seconds(20))).isPresent();
        }
    }

    @Test
    void anAnswerThatTakesForEverIsAnErrorWithinTheDeadline() throws IOException {
        FakePeer.Script drip = client -> {
            byte[] bytes = Call.read(client)
                    .response(Interfaces.newBuilder().addInterfaces(ETH0).build());
            for (byte one : bytes) {
                client.raw(new byte[] {one});
                pause(100);
            }
        };
        for (FakePeer.Script script : List.of(drip, Client::hang)) {
            long started = System.nanoTime();
            Problem problem = problemOf(script, agent -> agent.find(NIC, Deadline.after(Duration.ofMillis(400))));
            assertThat(problem.code()).isEqualTo("AGENT_TIMEOUT");
            assertThat(problem.fix()).contains("kata-agent");
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aLateAnswerIsNotTakenForTheNext() throws IOException {
        try (FakePeer peer = FakePeer.playing(client -> {
                    Call late = Call.read(client);
                    Call next = Call.read(client);
                    late.answer(Interfaces.getDefaultInstance());
                    next.answer(Interfaces.newBuilder().addInterfaces(ETH0).build());
                    client.hang();
                });
                KataAgent agent = connect(peer)) {
            PlumblineException e = catchThrowableOfType(
                    PlumblineException.class, () -> agent.find(NIC, Deadline.after(Duration.ofMillis(200))));
            assertThat(e.problem().code()).isEqualTo("AGENT_TIMEOUT");
            assertThat(agent.find(NIC, seconds(20))).isPresent();
        }
    }

    @Test
    void anAnswerToACallThatNobodyMadeIsAnError() throws IOException {
        for (long stream : new long[] {0, 2, 0xffff_fffeL}) {
            assertThat(codeOf(client -> {
                        Call.read(client);
                        client.raw(Call.frame(stream, Interfaces.getDefaultInstance()));
                        client.hang();
                    }))
                    .as("stream %d", stream)
                    .isEqualTo("AGENT_NONSENSE");
        }
        for (long ahead : new long[] {-2, 2, 3}) {
            try (FakePeer peer = FakePeer.playing(client -> {
                        Call.read(client).answer(Interfaces.getDefaultInstance());
                        Call call = Call.read(client);
                        long firstStream = call.stream() - 2;
                        long foreign = ahead < 0 ? firstStream + ahead : call.stream() + ahead;
                        client.raw(Call.frame(foreign, Interfaces.getDefaultInstance()));
                        client.hang();
                    });
                    KataAgent agent = connect(peer)) {
                assertThat(agent.find(NIC, seconds(20))).isEmpty();
                PlumblineException e =
                        catchThrowableOfType(PlumblineException.class, () -> agent.find(NIC, seconds(5)));
                assertThat(e.problem().code()).as("%d ahead", ahead).isEqualTo("AGENT_NONSENSE");
            }
        }
    }

    @Test
    void whatAnEarlierClientWasAnsweredIsNotTakenForOurs() throws IOException {
        try (FakePeer peer = FakePeer.playing(client -> {
                    Call call = Call.read(client);
                    for (long stream : new long[] {call.stream() - 2, call.stream() + 2, 0xffff_ffffL}) {
                        client.raw(Call.frame(stream, Interfaces.getDefaultInstance()));
                    }
                    call.answer(Interfaces.newBuilder().addInterfaces(ETH0).build());
                    client.hang();
                });
                KataAgent agent = connect(peer)) {
            assertThat(agent.find(NIC, seconds(20))).isPresent();
        }
    }

    @Test
    void aLengthBeyondTheBoundEndsItBeforeTheBodyComes() throws IOException {
        for (int length : new int[] {(4 << 20) + 1, Integer.MAX_VALUE, -1}) {
            assertThat(codeOf(client -> {
                        Call.read(client);
                        client.raw(ByteBuffer.allocate(10)
                                .putInt(length)
                                .putInt(1)
                                .put((byte) 2)
                                .array());
                        client.hang();
                    }))
                    .as("length %d", length)
                    .isEqualTo("AGENT_NONSENSE");
        }
    }

    @Test
    void anAnswerOfAnotherTypeOrNoneAtAllIsAnError() throws IOException {
        assertThat(codeOf(client -> {
                    Call call = Call.read(client);
                    client.raw(new TtrpcFrame(call.stream(), 3, 0, new byte[4]).bytes());
                    client.hang();
                }))
                .isEqualTo("AGENT_NONSENSE");
        assertThat(codeOf(client -> {
                    client.raw("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    client.hang();
                }))
                .isEqualTo("AGENT_NONSENSE");
        assertThat(codeOf(client -> {
                    Call call = Call.read(client);
                    client.raw(new TtrpcFrame(call.stream(), TtrpcFrame.RESPONSE, 0, new byte[] {0x0a, 0x7f}).bytes());
                    client.hang();
                }))
                .as("an envelope cut short")
                .isEqualTo("AGENT_NONSENSE");
        assertThat(codeOf(client -> {
                    Call.read(client).answerWith(new byte[] {0x0a, 0x7f, 1});
                    client.hang();
                }))
                .as("a payload cut short")
                .isEqualTo("AGENT_NONSENSE");
    }

    @Test
    void whatIsListedAndIsNoAddressIsAnError() throws IOException {
        for (Interface odd : List.of(
                ETH0.toBuilder()
                        .setIPAddresses(
                                0, IPAddress.newBuilder().setAddress("::g").setMask("64"))
                        .build(),
                ETH0.toBuilder()
                        .setIPAddresses(
                                0, IPAddress.newBuilder().setAddress("10.0.0.1").setMask("255.255.255.0"))
                        .build(),
                ETH0.toBuilder().setHwAddr("\u001b[31m").build())) {
            assertThat(codeOf(client -> {
                        Call.read(client)
                                .answer(Interfaces.newBuilder()
                                        .addInterfaces(odd)
                                        .build());
                        client.hang();
                    }))
                    .isEqualTo("AGENT_NONSENSE");
        }
    }

    @Test
    void anAgentThatHangsUpIsAnError() throws IOException {
        assertThat(codeOf(client -> Call.read(client))).isEqualTo("AGENT_CLOSED");
        assertThat(codeOf(client -> {
                    byte[] bytes = Call.read(client)
                            .response(
                                    Interfaces.newBuilder().addInterfaces(ETH0).build());
                    client.raw(Arrays.copyOf(bytes, bytes.length - 1));
                }))
                .as("in the middle of an answer")
                .isEqualTo("AGENT_CLOSED");
    }

    @Test
    void anAgentThatIsNotThereIsNotFound() throws IOException {
        FakePeer peer = FakePeer.playing(Client::hang);
        peer.close();
        assertThat(catchThrowableOfType(PlumblineException.class, () -> connect(peer)))
                .satisfies(e -> assertThat(e.problem().kind()).isEqualTo(Problem.Kind.NOT_FOUND));
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String codeOf(FakePeer.Script script) throws IOException {
        return problemOf(script, agent -> agent.find(NIC, seconds(5))).code();
    }
}
