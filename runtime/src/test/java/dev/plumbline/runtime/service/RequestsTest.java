package dev.plumbline.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Duration;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Pluggable;
import dev.plumbline.runtime.SandboxPolicy;
import dev.plumbline.runtime.SandboxPolicy.Vhost;
import dev.plumbline.runtime.agent.AgentAddress;
import dev.plumbline.tap.NicPolicy.Model;
import dev.plumbline.v1.PlugRequest;
import dev.plumbline.v1.Policy;
import dev.plumbline.vfio.Bdf;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestsTest {
    @Test
    void aRequestComesBackTheSame() {
        AttachRequest request = AttachRequest.of("web-1", "/run/netns/web")
                .withPolicy(new SandboxPolicy(Model.TC, 4, Vhost.OFF, true, true, 8_000, 9_000))
                .withQmp(Path.of("/run/qmp"))
                .withGuestAgent(new AgentAddress.KataHybridVsock(Path.of("/run/v:sock"), 1024))
                .withTimeout(java.time.Duration.ofMillis(1500))
                .withWatch(true);
        assertThat(Requests.request(Requests.message(request))).isEqualTo(request);
        AttachRequest dan = AttachRequest.ofDan("web-1", Path.of("/run/dan.json"));
        assertThat(Requests.request(Requests.message(dan))).isEqualTo(dan);
    }

    static Stream<Pluggable> pluggables() {
        Path socket = Path.of("/run/switch.sock");
        return Stream.of(
                new Pluggable.Link("net1"),
                new Pluggable.Pci(Bdf.parse("0000:01:00.0")),
                new Pluggable.Cdi("vendor.com/class=name"),
                Pluggable.VhostUser.at(socket),
                new Pluggable.VhostUser(
                        socket, true, "net1", "02:00:00:00:00:01", List.of("10.0.0.2/24", "fd00::2/64"), 1400, 2));
    }

    @ParameterizedTest
    @MethodSource("pluggables")
    void whatIsToBePluggedComesBackTheSame(Pluggable what) {
        assertThat(Requests.pluggable(Requests.message(what).build())).isEqualTo(what);
    }

    @Test
    void aSocketAloneHasTheDefaultsOfTheCommandLine() {
        PlugRequest request =
                PlugRequest.newBuilder().setVhostUser("/run/switch.sock").build();
        assertThat(Requests.pluggable(request)).isEqualTo(Pluggable.VhostUser.at(Path.of("/run/switch.sock")));
    }

    @Test
    void whatIsAbsentHasTheDefaultsOfTheCommandLine() {
        AttachRequest asked = Requests.request(valid().build());
        assertThat(asked).isEqualTo(AttachRequest.of("web-1", "/run/netns/web"));
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                bad("BAD_SANDBOX_NAME", request -> request.setSandbox("../x")),
                bad("BAD_SANDBOX_NAME", request -> request.setSandbox("")),
                bad("BAD_REQUEST", request -> request.setNetns("")),
                bad("BAD_REQUEST", request -> request.setDan("/run/dan.json")),
                bad("BAD_REQUEST", request -> request.setQmp("/run/\0")),
                bad("BAD_AGENT", request -> request.setQmp("/run/q").setAgent("smoke:signals")),
                bad("AGENT_WITHOUT_VMM", request -> request.setAgent("qga:/run/x")),
                bad("BAD_REQUEST", request -> request.setTimeout(Duration.getDefaultInstance())),
                bad(
                        "BAD_REQUEST",
                        request -> request.setTimeout(Duration.newBuilder().setSeconds(-1))),
                bad(
                        "BAD_REQUEST",
                        request -> request.setTimeout(Duration.newBuilder().setSeconds(Long.MAX_VALUE))),
                bad(
                        "BAD_REQUEST",
                        request -> request.setTimeout(
                                Duration.newBuilder().setSeconds(86_400).setNanos(1))),
                bad(
                        "BAD_REQUEST",
                        request -> request.setPolicy(Policy.newBuilder().setModel("AUTO"))),
                bad(
                        "BAD_REQUEST",
                        request -> request.setPolicy(Policy.newBuilder().setVhost("maybe"))),
                bad(
                        "BAD_REQUEST",
                        request -> request.setPolicy(Policy.newBuilder().setUnsupported("x"))),
                bad(
                        "BAD_REQUEST",
                        request -> request.setPolicy(Policy.newBuilder().setAddressless("x"))),
                bad(
                        "BAD_QUEUES",
                        request -> request.setPolicy(Policy.newBuilder().setQueues(257))),
                bad(
                        "BAD_QUEUES",
                        request -> request.setPolicy(Policy.newBuilder().setQueues(-1))),
                bad("BAD_RATE", request -> request.setPolicy(Policy.newBuilder().setRxRate(1))),
                bad(
                        "BAD_REQUEST",
                        request -> request.setPolicy(Policy.newBuilder().setTxRate(-1))));
    }

    private static Arguments bad(String code, Consumer<dev.plumbline.v1.AttachRequest.Builder> change) {
        return Arguments.of(code, change);
    }

    private static dev.plumbline.v1.AttachRequest.Builder valid() {
        return dev.plumbline.v1.AttachRequest.newBuilder().setSandbox("web-1").setNetns("/run/netns/web");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aMalformedFieldIsBadInput(String code, Consumer<dev.plumbline.v1.AttachRequest.Builder> change) {
        dev.plumbline.v1.AttachRequest.Builder request = valid();
        change.accept(request);
        PlumblineException refused =
                catchThrowableOfType(PlumblineException.class, () -> Requests.request(request.build()));
        assertThat(refused.problem().kind()).isEqualTo(Kind.BAD_INPUT);
        assertThat(refused.problem().code()).isEqualTo(code);
        assertThat(refused.problem().fix()).isNotNull();
    }
}
