package dev.plumbline.runtime.agent.kata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Empty;
import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.runtime.agent.AgentAddress.KataUnix;
import dev.plumbline.runtime.agent.AgentException;
import dev.plumbline.runtime.agent.GuestNeighbour;
import dev.plumbline.runtime.agent.GuestNic;
import dev.plumbline.runtime.agent.GuestNic.FoundBy;
import dev.plumbline.runtime.agent.GuestNicState;
import dev.plumbline.runtime.agent.GuestTables;
import dev.plumbline.runtime.agent.kata.proto.AddARPNeighborsRequest;
import dev.plumbline.runtime.agent.kata.proto.IPAddress;
import dev.plumbline.runtime.agent.kata.proto.IPFamily;
import dev.plumbline.runtime.agent.kata.proto.Interface;
import dev.plumbline.runtime.agent.kata.proto.Interfaces;
import dev.plumbline.runtime.agent.kata.proto.Routes;
import dev.plumbline.runtime.agent.kata.proto.UpdateInterfaceRequest;
import dev.plumbline.runtime.agent.kata.proto.UpdateRoutesRequest;
import dev.plumbline.runtime.channel.FakePeer;
import dev.plumbline.tap.PodAddress;
import dev.plumbline.tap.PodNeighbour;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KataAgentTest {
    private static final String MAC = "02:00:00:00:00:0a";
    static final GuestNic NIC = new GuestNic(
            MAC,
            "10.1/00",
            FoundBy.MAC,
            "eth0",
            1400,
            List.of(PodAddress.of("10.88.7.2/24"), PodAddress.of("fd88:7::2/64"), PodAddress.of("127.0.0.9/8")));
    /** As the agent itself writes: capitals, and the other family. */
    static final Interface ETH0 = Interface.newBuilder()
            .setName("eth0")
            .setHwAddr("02:00:00:00:00:0A")
            .addIPAddresses(IPAddress.newBuilder()
                    .setFamily(IPFamily.v6)
                    .setAddress("10.88.7.2")
                    .setMask("24"))
            .build();

    @Test
    void aNicIsToldWithItsOwnPathAndNoLoopbackAddress() throws IOException {
        List<Call> calls = Collections.synchronizedList(new ArrayList<>());
        try (FakePeer peer = FakePeer.playing(client -> {
                    Call call = Call.read(client);
                    calls.add(call);
                    call.answer(Interface.getDefaultInstance());
                    client.hang();
                });
                KataAgent agent = connect(peer)) {
            agent.configure(NIC, seconds(20));
        }
        Call call = calls.get(0);
        assertThat(call.stream() % 2).as("a client's streams are odd").isEqualTo(1);
        assertThat(call.request().getService()).isEqualTo("grpc.AgentService");
        assertThat(call.request().getMethod()).isEqualTo("UpdateInterface");
        assertThat(call.request().getTimeoutNano()).isBetween(1L, TimeUnit.SECONDS.toNanos(20));
        Interface told =
                UpdateInterfaceRequest.parseFrom(call.request().getPayload()).getInterface();
        assertThat(told)
                .isEqualTo(Interface.newBuilder()
                        .setDevice("eth0")
                        .setName("eth0")
                        .setMtu(1400)
                        .setHwAddr(MAC)
                        .setDevicePath("10.1/00")
                        .setType("virtual")
                        .addIPAddresses(
                                IPAddress.newBuilder().setAddress("10.88.7.2").setMask("24"))
                        .addIPAddresses(IPAddress.newBuilder()
                                .setFamily(IPFamily.v6)
                                .setAddress("fd88:7::2")
                                .setMask("64"))
                        .build());
    }

    @Test
    void aNicThatTheAgentDoesNotSeeYetIsAskedForAgain() throws IOException {
        List<Long> streams = Collections.synchronizedList(new ArrayList<>());
        try (FakePeer peer = FakePeer.playing(client -> {
                    for (int i = 0; i < 3; i++) {
                        Call call = Call.read(client);
                        streams.add(call.stream());
                        call.refuse(13, "update interface: Link not found (Address: " + MAC + ")");
                    }
                    Call.read(client).answer(Interface.getDefaultInstance());
                    client.hang();
                });
                KataAgent agent = connect(peer)) {
            agent.configure(NIC, seconds(20));
        }
        assertThat(streams).containsExactly(streams.get(0), streams.get(0) + 2, streams.get(0) + 4);
    }

    @Test
    void aNicThatNeverComesIsAnErrorInTime() throws IOException {
        Problem problem = problemOf(
                client -> {
                    while (true) {
                        Call.read(client).refuse(13, "Link not found (Address: " + MAC + ")");
                    }
                },
                agent -> agent.configure(NIC, Deadline.after(Duration.ofMillis(400))));
        assertThat(problem.code()).isEqualTo("GUEST_NIC_MISSING");
        assertThat(problem.why()).contains("Link not found");
        assertThat(problem.message()).contains("10.1/00");
    }

    @Test
    void anyOtherRefusalIsReportedAtOnceInTheAgentsWords() throws IOException {
        List<String> expected = List.of(
                "13 AGENT_REFUSED",
                "3 AGENT_REFUSED",
                "99 AGENT_REFUSED",
                "4 AGENT_TIMEOUT",
                "7 AGENT_COMMAND_DISABLED",
                "12 AGENT_COMMAND_UNKNOWN");
        for (String pair : expected) {
            String[] words = pair.split(" ", 2);
            try (FakePeer peer = FakePeer.playing(client -> {
                        Call.read(client).refuse(Integer.parseInt(words[0]), "Failed to add address: EPERM");
                        client.hang();
                    });
                    KataAgent agent = connect(peer)) {
                AgentException e = catchThrowableOfType(AgentException.class, () -> agent.configure(NIC, seconds(20)));
                assertThat(e.problem().code()).as(pair).isEqualTo(words[1]);
                assertThat(e.text()).isEqualTo("Failed to add address: EPERM");
                assertThat(e.problem().object()).isEqualTo("UpdateInterface");
            }
        }
    }

    @Test
    void routesGoInOneCallAndThenTheNeighbours() throws IOException {
        List<Call> calls = Collections.synchronizedList(new ArrayList<>());
        try (FakePeer peer = FakePeer.playing(client -> {
                    while (true) {
                        Call call = Call.read(client);
                        calls.add(call);
                        call.answer(Empty.getDefaultInstance());
                    }
                });
                KataAgent agent = connect(peer)) {
            agent.route(
                    new GuestTables(
                            List.of(
                                    KataRoutesTest.route("default", "10.88.7.1", 0),
                                    KataRoutesTest.route("10.9.0.0/16", null, 0)),
                            List.of(
                                    new GuestNeighbour("eth0", PodNeighbour.permanent("169.254.1.1", MAC)),
                                    new GuestNeighbour(
                                            "eth0", new PodNeighbour("fe80::1", MAC, "reachable", false, true)),
                                    new GuestNeighbour(
                                            "eth0", new PodNeighbour("10.88.7.9", null, "permanent", true, false))),
                            List.of()),
                    seconds(20));
            agent.unroute(GuestTables.EMPTY, seconds(20));
            agent.route(GuestTables.EMPTY, seconds(20));
        }
        assertThat(calls)
                .extracting(call -> call.request().getMethod())
                .containsExactly("UpdateRoutes", "AddARPNeighbors");
        assertThat(UpdateRoutesRequest.parseFrom(calls.get(0).request().getPayload())
                        .getRoutes()
                        .getRoutesList())
                .extracting(route -> route.getDest() + " via " + route.getGateway())
                .containsExactly(" via 10.88.7.1", "10.9.0.0/16 via ");
        assertThat(AddARPNeighborsRequest.parseFrom(calls.get(1).request().getPayload())
                        .getNeighbors()
                        .getARPNeighborsList())
                .extracting(entry -> entry.getToIPAddress().getAddress() + " "
                        + entry.getToIPAddress().getFamily() + " " + entry.getState() + " " + entry.getFlags())
                .containsExactly("169.254.1.1 v4 128 0", "fe80::1 v6 2 128");
    }

    @Test
    void aNicIsFoundByItsMacAndOfSeveralByItsName() throws IOException {
        try (FakePeer peer = FakePeer.playing(client -> {
                    Call.read(client)
                            .answer(Interfaces.newBuilder()
                                    .addInterfaces(Interface.newBuilder().setName("lo"))
                                    .addInterfaces(ETH0.toBuilder().setName("eth7"))
                                    .addInterfaces(ETH0)
                                    .build());
                    Call.read(client).answer(Interfaces.getDefaultInstance());
                    client.hang();
                });
                KataAgent agent = connect(peer)) {
            assertThat(agent.find(NIC, seconds(20))).contains(new GuestNicState(MAC, "eth0", List.of("10.88.7.2/24")));
            assertThat(agent.find(NIC, seconds(20))).isEmpty();
        }
    }

    @Test
    void missingRoutesAreAskedForInOneCall() throws IOException {
        try (FakePeer peer = FakePeer.playing(client -> {
                    Call call = Call.read(client);
                    assertThat(call.request().getMethod()).isEqualTo("ListRoutes");
                    call.answer(Routes.getDefaultInstance());
                    client.hang();
                });
                KataAgent agent = connect(peer)) {
            var route = KataRoutesTest.route("10.9.0.0/16", "10.88.7.1", 0);
            assertThat(agent.missing(List.of(), seconds(20))).isEmpty();
            assertThat(agent.missing(List.of(route), seconds(20))).containsExactly(route);
        }
    }

    interface Work {
        void with(KataAgent agent);
    }

    static Problem problemOf(FakePeer.Script script, Work work) throws IOException {
        try (FakePeer peer = FakePeer.playing(script);
                KataAgent agent = connect(peer)) {
            return catchThrowableOfType(PlumblineException.class, () -> work.with(agent))
                    .problem();
        }
    }

    static KataAgent connect(FakePeer peer) {
        return KataAgent.connect(new KataUnix(peer.socket()), seconds(20));
    }

    static Deadline seconds(long seconds) {
        return Deadline.after(Duration.ofSeconds(seconds));
    }
}
