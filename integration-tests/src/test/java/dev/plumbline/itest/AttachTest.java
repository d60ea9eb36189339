package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Step;
import dev.plumbline.host.change.StepObserver;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.host.change.StepOutcome.Outcome;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.NicReport;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.SandboxPolicy;
import dev.plumbline.runtime.SandboxPolicy.Vhost;
import dev.plumbline.runtime.SandboxReport;
import dev.plumbline.runtime.SandboxReport.State;
import dev.plumbline.tap.NicPolicy.Model;
import dev.plumbline.tap.PodRoute;
import dev.plumbline.tap.SkippedLink;
import dev.plumbline.tap.SkippedLink.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attach, look and detach on real namespaces, without a VM. Needs root. */
class AttachTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path state;

    private Plumbline plumbline;
    private Pod pod;

    @BeforeEach
    void make() {
        plumbline = Plumbline.at(state);
        pod = Pod.withVeth();
    }

    @AfterEach
    void remove() {
        pod.close();
    }

    @Test
    void detachLeavesTheNamespaceAsItWas() {
        var before = pod.dump();
        SandboxReport report = attach();
        assertThat(report.state()).isEqualTo(State.ATTACHED);
        assertThat(pod.dump()).isNotEqualTo(before);
        assertThat(plumbline.verify("web-1", LIMIT).differences()).isEmpty();

        plumbline.detach("web-1", LIMIT);
        assertThat(pod.dump()).isEqualTo(before);
        assertThat(plumbline.list()).isEmpty();
    }

    @Test
    void theReportSaysWhatTheGuestMustKnow() {
        pod.ip("neigh add 10.77.1.9 lladdr ee:ee:ee:ee:ee:ee dev eth0 nud permanent");
        pod.ip("route add 10.9.0.0/16 via 10.77.1.1 src 10.77.1.2 metric 100 mtu 1400 advmss 1300");
        pod.ip("route add 169.254.7.0/24 via 169.254.1.1 dev eth0 onlink table 100 proto static");
        pod.ip("rule add from 10.1.0.0/16 table 100 priority 100");
        NicReport nic = attach().nics().get(0);

        assertThat(nic.addresses()).containsExactly("10.77.1.2/24", "fd77:1::2/64");
        assertThat(nic.kind()).isEqualTo("veth");
        assertThat(nic.tap()).isEqualTo("tap0_plumb");
        assertThat(nic.neighbours())
                .singleElement()
                .satisfies(entry -> assertThat(entry.mac()).isEqualTo("ee:ee:ee:ee:ee:ee"));
        assertThat(nic.routes())
                .extracting(PodRoute::dst)
                .containsExactlyInAnyOrder("default", "default", "10.9.0.0/16", "169.254.7.0/24");
        assertThat(nic.routes())
                .filteredOn(route -> route.dst().equals("10.9.0.0/16"))
                .singleElement()
                .isEqualTo(new PodRoute(
                        "10.9.0.0/16",
                        "inet",
                        "10.77.1.1",
                        100,
                        254,
                        "global",
                        "boot",
                        "unicast",
                        "10.77.1.2",
                        false,
                        1400,
                        1300,
                        Map.of(),
                        Map.of(),
                        List.of(),
                        List.of()));
        assertThat(nic.routes()).filteredOn(PodRoute::onlink).singleElement().satisfies(route -> {
            assertThat(route.table()).isEqualTo(100);
            assertThat(route.protocol()).isEqualTo("static");
        });
        assertThat(plumbline.show("web-1").rules()).singleElement().satisfies(rule -> {
            assertThat(rule.from()).isEqualTo("10.1.0.0/16");
            assertThat(rule.table()).isEqualTo(100);
        });
    }

    @Test
    void attachingTwiceChangesNothingTheSecondTime() {
        attach();
        var after = pod.dump();
        SandboxReport again = attach();
        assertThat(again.steps()).extracting(StepOutcome::outcome).containsOnly(Outcome.ALREADY);
        assertThat(pod.dump()).isEqualTo(after);
    }

    @Test
    void attachingAgainMendsWhatIsMissing() {
        attach();
        var whole = pod.dump();
        pod.tc("filter del dev eth0 ingress");
        assertThat(codes()).containsExactly("REDIRECT_MISSING");
        attach();
        assertThat(codes()).isEmpty();
        assertThat(pod.dump().keySet()).isEqualTo(whole.keySet());
    }

    @Test
    void attachingAgainOtherwiseIsRefused() {
        attach();
        SandboxPolicy other = new SandboxPolicy(Model.TC, 2, Vhost.OFF, false, false);
        Problem problem = problem(
                () -> plumbline.attach(AttachRequest.of("web-1", pod.name()).withPolicy(other)));
        assertThat(problem.code()).isEqualTo("ATTACHED_OTHERWISE");
        assertThat(problem.kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void aNamespaceBelongsToOneSandbox() {
        attach();
        Problem problem = problem(() -> plumbline.attach(AttachRequest.of("web-2", pod.name())));
        assertThat(problem.kind()).isEqualTo(Kind.REFUSED);
        assertThat(problem.code()).isEqualTo("NETNS_IN_USE");
        assertThat(problem.message()).contains("web-1");
    }

    @Test
    void aNamespaceBelongsToOneSandboxAlsoWhenNothingOfItIsCarried() {
        SandboxPolicy nothing = new SandboxPolicy(Model.NONE, 1, Vhost.OFF, false, false);
        plumbline.attach(AttachRequest.of("web-1", pod.name()).withPolicy(nothing));
        assertThat(problem(() -> plumbline.attach(AttachRequest.of("web-2", pod.name())))
                        .code())
                .isEqualTo("NETNS_IN_USE");
        plumbline.detach("web-1", LIMIT);
        plumbline.attach(AttachRequest.of("web-2", pod.name()));
    }

    @Test
    void anAttachThatIsNoLongerWantedIsTakenBack() {
        Map<String, JsonNode> before = pod.dump();
        AtomicInteger done = new AtomicInteger();
        Plumbline unwanted = Plumbline.at(state)
                .observedBy(new StepObserver() {
                    @Override
                    public void applied(Step step, StepOutcome outcome) {
                        done.incrementAndGet();
                    }
                })
                .cancelledBy(() -> done.get() >= 3);
        PlumblineException thrown = catchThrowableOfType(
                PlumblineException.class, () -> unwanted.attach(AttachRequest.of("web", pod.name())));
        assertThat(thrown.problem().kind()).isEqualTo(Kind.UNDONE);
        assertThat(thrown.problem().code()).isEqualTo("CANCELLED");
        assertThat(done).hasValue(3);
        assertThat(pod.dump()).isEqualTo(before);
        assertThat(Plumbline.at(state).list()).isEmpty();
    }

    @Test
    void planChangesNothingAndSaysTheSameSteps() {
        var before = pod.dump();
        SandboxReport plan = plumbline.plan(pod.name(), SandboxPolicy.defaults());
        assertThat(pod.dump()).isEqualTo(before);
        assertThat(plumbline.list()).isEmpty();
        assertThat(plan.state()).isEqualTo(State.PLANNED);
        assertThat(plan.steps()).extracting(StepOutcome::outcome).containsOnly(Outcome.PLANNED);
        assertThat(plan.steps())
                .extracting(StepOutcome::object)
                .isEqualTo(attach().steps().stream().map(StepOutcome::object).toList());
    }

    @Test
    void linksWithoutDigitsAndTwelveLinksAttachInOrder() {
        pod.veth("net", 2);
        IntStream.rangeClosed(1, 11).forEach(i -> pod.veth("eth" + i, i + 2));
        List<NicReport> nics = attach().nics();
        assertThat(nics)
                .extracting(NicReport::link)
                .containsExactly(
                        "eth0", "net", "eth1", "eth2", "eth3", "eth4", "eth5", "eth6", "eth7", "eth8", "eth9", "eth10",
                        "eth11");
        assertThat(nics).extracting(NicReport::tap).doesNotHaveDuplicates();
        assertThat(codes()).isEmpty();
    }

    @Test
    void whatCannotBeCarriedIsSkippedAndNamed() {
        var before = pod.dump();
        pod.ip("link add br0 type bridge");
        pod.ip("addr add 10.200.0.1/24 dev br0");
        pod.ip("tuntap add dev tun0 mode tun");
        pod.ip("link add plain0 type veth peer name port0");
        pod.ip("link set port0 master br0");
        var dressed = pod.dump();

        SandboxReport report = attach();
        assertThat(report.nics()).extracting(NicReport::link).containsExactly("eth0");
        assertThat(report.skipped())
                .extracting(SkippedLink::link, SkippedLink::reason)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("br0", Reason.UNSUPPORTED_KIND),
                        org.assertj.core.groups.Tuple.tuple("tun0", Reason.UNSUPPORTED_KIND),
                        org.assertj.core.groups.Tuple.tuple("plain0", Reason.ADDRESSLESS),
                        org.assertj.core.groups.Tuple.tuple("port0", Reason.ENSLAVED));
        plumbline.detach("web-1", LIMIT);
        assertThat(pod.dump()).isEqualTo(dressed).isNotEqualTo(before);
    }

    @Test
    void thePolicyCanRefuseWhatCannotBeCarried() {
        pod.ip("link add br0 type bridge");
        SandboxPolicy strict = new SandboxPolicy(Model.AUTO, 1, Vhost.AUTO, true, false);
        Problem problem = problem(
                () -> plumbline.attach(AttachRequest.of("web-1", pod.name()).withPolicy(strict)));
        assertThat(problem.kind()).isEqualTo(Kind.REFUSED);
        assertThat(problem.object()).isEqualTo("br0");
        assertThat(plumbline.list()).isEmpty();
    }

    @Test
    void thePolicyCanCarryLinksWithoutAddress() {
        pod.ip("addr flush dev eth0");
        assertThat(attach().skipped())
                .singleElement()
                .satisfies(skip -> assertThat(skip.reason()).isEqualTo(Reason.ADDRESSLESS));
        plumbline.detach("web-1", LIMIT);
        SandboxPolicy all = new SandboxPolicy(Model.AUTO, 1, Vhost.AUTO, false, true);
        assertThat(plumbline
                        .attach(AttachRequest.of("web-1", pod.name()).withPolicy(all))
                        .nics())
                .hasSize(1);
    }

    @Test
    void anIngressQdiscAndFiltersOfOthersAreUsedAndSurvive() {
        pod.tc("qdisc add dev eth0 clsact");
        pod.tc("filter add dev eth0 ingress prio 7 protocol ip u32 match ip dport 4444 0xffff flowid 1:1");
        pod.tc("filter add dev eth0 ingress prio 50000 protocol ip u32 match ip dport 4445 0xffff flowid 1:1");
        var before = pod.dump();

        SandboxReport report = attach();
        assertThat(report.steps())
                .filteredOn(step -> step.step().equals("AddQdisc"))
                .extracting(StepOutcome::object)
                .containsExactly("tap0_plumb");
        assertThat(pod.tc("filter show dev eth0 ingress")).contains("pref 7", "pref 50000", "pref 50001");
        plumbline.detach("web-1", LIMIT);
        assertThat(pod.dump()).isEqualTo(before);
    }

    @Test
    void aFilterThatSomebodyAddsToOurQdiscSurvivesDetach() {
        attach();
        pod.tc("filter add dev eth0 ingress prio 9 protocol ip u32 match ip dport 4444 0xffff flowid 1:1");
        plumbline.detach("web-1", LIMIT);
        assertThat(pod.tc("filter show dev eth0 ingress")).contains("pref 9").doesNotContain("mirred");
    }

    @Test
    void severalQueuesAreASeveralQueueTap() {
        SandboxPolicy two = new SandboxPolicy(Model.TC, 2, Vhost.OFF, false, false);
        plumbline.attach(AttachRequest.of("web-1", pod.name()).withPolicy(two));
        assertThat(pod.ip("-d link show tap0_plumb")).contains("multi_queue numqueues");
        plumbline.detach("web-1", LIMIT);
        attach();
        assertThat(pod.ip("-d link show tap0_plumb")).contains("vnet_hdr on").doesNotContain("multi_queue");
    }

    @Test
    void theTapHasTheLinksMtuAndMacAndNoAddressOfItsOwn() {
        pod.ip("link set eth0 mtu 9000");
        NicReport nic = attach().nics().get(0);
        assertThat(nic.mtu()).isEqualTo(9000);
        assertThat(pod.ip("addr show tap0_plumb"))
                .contains("mtu 9000")
                .contains(nic.mac())
                .contains("UP")
                .doesNotContain("inet6");
    }

    @Test
    void whatOthersChangeIsFound() {
        attach();
        pod.ip("link set eth0 mtu 1400");
        pod.ip("link set tap0_plumb down");
        assertThat(codes()).containsExactlyInAnyOrder("MTU_DIFFERS", "LINK_DOWN");
        pod.tc("qdisc del dev eth0 ingress");
        assertThat(codes()).contains("QDISC_MISSING", "REDIRECT_MISSING");
        pod.ip("link del tap0_plumb");
        assertThat(codes()).contains("TAP_MISSING");
        plumbline.detach("web-1", LIMIT);
    }

    @Test
    void aTapThatSomebodyElseMadeInItsPlaceIsLeft() {
        attach();
        pod.ip("link del tap0_plumb");
        pod.ip("tuntap add dev tap0_plumb mode tap");
        assertThat(codes()).contains("TAP_FOREIGN");
        plumbline.detach("web-1", LIMIT);
        assertThat(pod.ip("link show tap0_plumb")).contains("tap0_plumb");
    }

    @Test
    void detachWorksWhenTheNamespaceIsGone() {
        attach();
        pod.close();
        assertThat(plumbline.verify("web-1", LIMIT).ok()).isFalse();
        plumbline.detach("web-1", LIMIT);
        assertThat(plumbline.list()).isEmpty();
        assertThat(problem(() -> attach()).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void anotherNamespaceAtTheSamePathIsLeftAlone() {
        attach();
        pod.close();
        dev.plumbline.runtime.demo.Shell.run("ip netns add " + pod.name());
        var fresh = pod.dump();
        plumbline.detach("web-1", LIMIT);
        assertThat(pod.dump()).isEqualTo(fresh);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(problem(() -> plumbline.detach("nobody", LIMIT)).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(problem(() -> plumbline.show("nobody")).code()).isEqualTo("SANDBOX_NOT_FOUND");
        assertThat(problem(() -> plumbline.plan("no-such-netns", SandboxPolicy.defaults()))
                        .code())
                .isEqualTo("NETNS_NOT_FOUND");
    }

    @Test
    void attachAndDetachLeaveNoDescriptor() {
        attach();
        plumbline.detach("web-1", LIMIT);
        List<String> before = Descriptors.settled();
        for (int i = 0; i < 5; i++) {
            attach();
            plumbline.verify("web-1", LIMIT);
            plumbline.detach("web-1", LIMIT);
        }
        assertThat(Descriptors.open()).isEqualTo(before);
    }

    private SandboxReport attach() {
        return plumbline.attach(AttachRequest.of("web-1", pod.name()));
    }

    private List<String> codes() {
        return plumbline.verify("web-1", LIMIT).differences().stream()
                .map(Difference::code)
                .toList();
    }

    private static Problem problem(Runnable work) {
        return catchThrowableOfType(PlumblineException.class, work::run).problem();
    }
}
