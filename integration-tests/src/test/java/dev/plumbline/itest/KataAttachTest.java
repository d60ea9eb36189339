package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.host.change.StepOutcome.Outcome;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.SandboxReport;
import dev.plumbline.runtime.agent.AgentAddress;
import dev.plumbline.runtime.demo.DigestService;
import dev.plumbline.runtime.demo.GuestVm;
import dev.plumbline.runtime.demo.Shell;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox whose guest is told by Kata's agent protocol, which is spoken by a program inside the guest. */
class KataAttachTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static GuestVm vm;

    @TempDir
    private Path state;

    private Pod pod;
    private GuestShell guest;

    @BeforeAll
    static void boot() {
        vm = GuestVm.start(GuestVm.Machine.Q35, 3, 1, "tcg");
        vm.awaitAgent(Duration.ofSeconds(90));
    }

    @AfterAll
    static void halt() {
        vm.close();
    }

    @BeforeEach
    void make() {
        pod = Pod.withVeth();
        guest = GuestShell.of(vm);
    }

    @AfterEach
    void remove() {
        try {
            guest.close();
            Plumbline.at(state).list().forEach(sandbox -> Plumbline.at(state).detach(sandbox.sandbox(), LIMIT));
        } finally {
            pod.close();
        }
    }

    @Test
    void theGuestAnswersInThePodsPlaceAndDetachLeavesNothing() {
        Map<String, ?> before = pod.dump();
        assertThat(attach().notRepresentable()).isEmpty();
        assertThat(Shell.runIn(pod.nodePath(), "ping -n -c 2 -i 0.2 -W 10 10.77.1.2"))
                .contains(" 0% packet loss");
        assertThat(DigestService.ask(pod.nodePath(), "10.77.1.2", 100_000)).hasSize(64);
        assertThat(guest.run("ip -6 addr show dev eth0")).contains("fd77:1::2/64");
        assertThat(verify()).isEmpty();
        assertThat(attach().steps()).extracting(StepOutcome::outcome).containsOnly(Outcome.ALREADY);
        Plumbline.at(state).detach("kata", LIMIT);
        assertThat(pod.dump()).isEqualTo(before);
        assertThat(guest.run("ip -br link")).doesNotContain("eth0");
    }

    @Test
    void whatTheProtocolHasNoWordsForIsNamedAndTheRestIsThere() {
        pod.veth("eth1", 2);
        pod.manyRoutes();
        SandboxReport report = attach();
        assertThat(report.notRepresentable())
                .extracting(lost -> lost.what() + ": " + lost.reason())
                .contains(
                        "route 10.8.0.0/16 via 10.77.1.1 dev eth0 table 100: AGENT_HAS_NO_TABLE",
                        "route unreachable 10.66.0.0/16 metric 7: AGENT_HAS_NO_ROUTE_TYPE",
                        "route 10.9.0.0/16 via 10.77.1.1 dev eth0 metric 100: AGENT_HAS_NO_METRIC",
                        "addr 10.77.1.3/24 dev eth0 label eth0:1: AGENT_HAS_NO_LABEL",
                        "neigh proxy 10.77.1.99: AGENT_HAS_NO_PROXY_NEIGHBOURS",
                        "rule priority 90 from 10.1.0.0/16 lookup 100: AGENT_HAS_NO_RULES");
        assertThat(guest.run("ip route show"))
                .contains("10.9.0.0/16 via 10.77.1.1 dev eth0 src 10.77.1.3 mtu 1400")
                .contains("192.0.2.0/24 via 169.254.1.1 dev eth0 onlink");
        assertThat(guest.run("ip -6 route show")).contains("fd98::/64 via fd77:1::1 dev eth0", "fd99::/64 via fd77:");
        assertThat(guest.run("ip neigh show nud permanent")).contains("10.77.1.9", "fd77:1::9");
        assertThat(guest.run("ip -br -4 addr")).containsPattern("eth1 +\\w+ +10.77.2.2/24");
        assertThat(verify()).isEmpty();
    }

    @Test
    void aRouteThatSomebodyDeletedIsFoundAndComesBack() {
        pod.ip("route add 10.9.0.0/16 dev eth0");
        attach();
        guest.run("ip route del 10.9.0.0/16");
        guest.run("ip -6 route del default");
        assertThat(verify())
                .extracting(found -> found.code() + " " + found.expected())
                .containsExactlyInAnyOrder(
                        "GUEST_ROUTE_MISSING 10.9.0.0/16 dev eth0",
                        "GUEST_ROUTE_MISSING ::/0 via fd77:1::1 dev eth0 metric 1024");
        attach();
        assertThat(verify()).isEmpty();
        assertThat(guest.run("ip route show; ip -6 route show")).contains("10.9.0.0/16 dev eth0", "default via fd77");
    }

    @Test
    void aLateNicGetsItsAddressesRoutesAndNeighbours() {
        attach();
        pod.veth("eth1", 2);
        pod.ip("route add 10.99.0.0/16 via 10.77.2.1");
        pod.ip("neigh add 10.77.2.9 lladdr ee:ee:ee:ee:ee:ee dev eth1 nud permanent");
        SandboxReport report = Plumbline.at(state).plugLink("kata", "eth1", LIMIT);
        assertThat(report.nics().get(1).guest().pciPath()).isEqualTo("10.1/00");
        assertThat(guest.run("ls -l /sys/class/net")).containsPattern("eth1 -> .*00:10.1/.*");
        assertThat(guest.run("ip route show")).contains("10.99.0.0/16 via 10.77.2.1 dev eth1");
        assertThat(guest.run("ip neigh show dev eth1")).contains("10.77.2.9 lladdr ee:ee:ee:ee:ee:ee PERMANENT");
        assertThat(Shell.runIn(pod.nodePath(), "ping -n -c 1 -W 10 10.77.2.2")).contains(" 0% packet loss");
        assertThat(verify()).isEmpty();
    }

    @Test
    void aNicThatIsConfiguredAnewKeepsItsRoutes() {
        pod.ip("route add 10.55.0.0/16 via 10.77.1.1");
        attach();
        pod.ip("addr add 10.77.1.7/24 dev eth0");
        attach();
        assertThat(guest.run("ip -br addr show dev eth0")).contains("10.77.1.7/24", "10.77.1.2/24");
        assertThat(guest.run("ip route show"))
                .contains("10.55.0.0/16 via 10.77.1.1 dev eth0", "default via 10.77.1.1 dev eth0");
        assertThat(verify()).isEmpty();
    }

    @Test
    void anAddressThatThePodLosesStaysSinceTheAgentTakesNothingBack() {
        pod.ip("addr add 10.77.1.8/24 dev eth0");
        pod.ip("route add 10.55.0.0/16 dev eth0");
        attach();
        pod.ip("addr del 10.77.1.8/24 dev eth0");
        pod.ip("route del 10.55.0.0/16");
        assertThat(attach().nics().get(0).addresses()).doesNotContain("10.77.1.8/24");
        assertThat(guest.run("ip -br addr show dev eth0")).contains("10.77.1.8/24", "10.77.1.2/24");
        assertThat(verify()).isEmpty();
        Plumbline.at(state).detach("kata", LIMIT);
        assertThat(guest.run("ip -br addr")).doesNotContain("10.77.1.8/24");
    }

    @Test
    void siblingsWithOneMacAreLeftAloneAndNamed() {
        pod.veth("eth1", 2);
        pod.ip("link set eth0 address 02:00:00:00:77:77");
        pod.ip("link set eth1 address 02:00:00:00:77:77");
        assertThat(attach().notRepresentable())
                .extracting(lost -> lost.what() + ": " + lost.reason())
                .contains(
                        "link eth0 with a MAC that others have: AGENT_FINDS_BY_MAC",
                        "link eth1 with a MAC that others have: AGENT_FINDS_BY_MAC");
        assertThat(guest.run("ip -br -4 addr")).doesNotContain("10.77");
        assertThat(verify()).isEmpty();
    }

    @Test
    void anAgentThatNeverAnswersIsAnErrorInTimeAndAllIsUndone(@TempDir Path directory) throws IOException {
        Map<String, ?> before = pod.dump();
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(directory.resolve("agent")))) {
            long started = System.nanoTime();
            Problem problem = catchThrowableOfType(
                            PlumblineException.class,
                            () -> Plumbline.at(state)
                                    .attach(request()
                                            .withGuestAgent(new AgentAddress.KataUnix(directory.resolve("agent")))
                                            .withTimeout(Duration.ofSeconds(3))))
                    .problem();
            assertThat(problem.kind()).isEqualTo(Kind.UNDONE);
            assertThat(problem.code()).isEqualTo("AGENT_TIMEOUT");
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
            assertThat(silent.isOpen()).isTrue();
        }
        assertThat(pod.dump()).isEqualTo(before);
        assertThat(attach().nics()).hasSize(1);
    }

    private AttachRequest request() {
        return AttachRequest.of("kata", pod.name())
                .withQmp(vm.qmp())
                .withGuestAgent(AgentAddress.parse("kata+unix:" + vm.kata()));
    }

    private SandboxReport attach() {
        return Plumbline.at(state).attach(request());
    }

    private Iterable<Difference> verify() {
        return Plumbline.at(state).verify("kata", LIMIT).differences();
    }
}
