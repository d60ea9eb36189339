package dev.plumbline.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.change.Step;
import dev.plumbline.tap.NicDecision.Joint;
import dev.plumbline.tap.NicPlanner.Decisions;
import dev.plumbline.tap.NicPlanner.PassThrough;
import dev.plumbline.tap.NicPolicy.Model;
import dev.plumbline.tap.SkippedLink.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NicPlannerTest {
    private static final NicPolicy DEFAULTS = NicPolicy.of(Model.AUTO, 1, false, false);
    private static final String[] TC_STEPS = {
        "CreateTap", "AddQdisc", "AddQdisc", "AddRedirect", "AddRedirect", "SetLink", "TestRedirect"
    };
    private static final String[] MACVTAP_STEPS = {"MoveAddresses", "SetMac", "CreateMacvtap", "SetLink"};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "veth", "macvlan", "ipvlan", "vlan", "device", "dummy", "bond", "vxlan", "geneve", "netkit", "tap"
            })
    void linksThatCarryWholeFramesAreJoinedByTc(String kind) {
        Decisions decisions = decide(DEFAULTS, PodLinks.of(kind));
        assertThat(decisions.skipped()).isEmpty();
        NicDecision nic = decisions.nics().get(0);
        assertThat(nic.joint()).isEqualTo(Joint.TC);
        assertThat(nic.why()).isNotBlank();
        assertThat(nic.steps()).extracting(Step::name).containsExactly(TC_STEPS);
    }

    @ParameterizedTest
    @CsvSource({"tun,false", "bridge,true", "wireguard,false", "ipip,false", "sit,false", "veth,false", "newkind,true"})
    void othersAreSkippedWithTheReason(String kind, boolean ethernet) {
        PodLinks link = PodLinks.link().kind(kind);
        Decisions decisions = decide(
                DEFAULTS, ethernet ? link.build() : link.withoutEthernet().build());
        assertThat(decisions.nics()).isEmpty();
        assertThat(decisions.skipped()).singleElement().satisfies(skip -> {
            assertThat(skip.reason()).isEqualTo(Reason.UNSUPPORTED_KIND);
            assertThat(skip.detail()).isNotBlank();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"veth", "vlan", "device", "bond", "vxlan"})
    void theMacvtapModelGivesTheGuestTheLinksMac(String kind) {
        NicDecision nic = only(NicPolicy.of(Model.MACVTAP, 1, false, false), PodLinks.of(kind));
        assertThat(nic.joint()).isEqualTo(Joint.MACVTAP);
        assertThat(nic.steps()).extracting(Step::name).containsExactly(MACVTAP_STEPS);
        SetMac set = (SetMac) nic.steps().get(1);
        assertThat(set.before()).isEqualTo("02:00:00:00:00:01");
        assertThat(set.mac()).isNotEqualTo(set.before()).matches("[0-9a-f][26ae](:[0-9a-f]{2}){5}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ipvlan", "macvlan", "tap"})
    void whatCannotHaveAMacvtapIsJoinedByTcWhateverTheModel(String kind) {
        NicDecision nic = only(NicPolicy.of(Model.MACVTAP, 1, false, false), PodLinks.of(kind));
        assertThat(nic.joint()).isEqualTo(Joint.TC);
        assertThat(nic.why()).isEqualTo(LinkKinds.of(PodLinks.of(kind)).why());
    }

    @Test
    void whereRedirectsDoNotDeliverAutoTakesAMacvtap() {
        NicPolicy tried = DEFAULTS.withUndelivered(Set.of("eth0"));
        assertThat(only(tried, PodLinks.of("veth")).joint()).isEqualTo(Joint.MACVTAP);
        assertThat(only(tried, PodLinks.of("veth")).why()).contains("do not deliver");
        assertThat(only(tried, PodLinks.of("ipvlan")).joint()).isEqualTo(Joint.TC);
        NicPolicy strict = NicPolicy.of(Model.TC, 1, false, false).withUndelivered(Set.of("eth0"));
        assertThat(only(strict, PodLinks.of("veth")).joint()).isEqualTo(Joint.TC);
    }

    @Test
    void aMacvtapThatIsThereIsUsedAsItIs() {
        NicDecision nic = only(DEFAULTS, PodLinks.of("macvtap"));
        assertThat(nic.joint()).isEqualTo(Joint.MACVTAP);
        assertThat(nic.tap()).isEqualTo("eth0");
        assertThat(nic.steps()).isEmpty();
    }

    @Test
    void aPciFunctionThatCanGoToTheVmIsPassedThroughWhole() {
        PodLink link = PodLinks.link().kind("device").pci("0000:01:00.1").build();
        Decisions decisions =
                NicPlanner.decide("web-1", network(link), DEFAULTS, (any, queues) -> Optional.empty(), any -> true);
        assertThat(decisions.skipped()).isEmpty();
        assertThat(decisions.nics()).singleElement().satisfies(nic -> {
            assertThat(nic.joint()).isEqualTo(Joint.VFIO);
            assertThat(nic.tap()).isEqualTo(link.name());
            assertThat(nic.steps()).isEmpty();
        });
    }

    @Test
    void aPciFunctionThatCannotIsSkippedWithTheReason() {
        Decisions decisions = decide(
                DEFAULTS, PodLinks.link().kind("device").pci("0000:01:00.1").build());
        assertThat(decisions.nics()).isEmpty();
        assertThat(decisions.skipped()).singleElement().satisfies(skip -> {
            assertThat(skip.reason()).isEqualTo(Reason.PCI_DEVICE);
            assertThat(skip.detail()).contains("0000:01:00.1");
        });
    }

    @Test
    void aPlaceholderOfAVhostUserSocketIsNamed() {
        Decisions decisions = decide(
                DEFAULTS,
                PodLinks.link().kind("dummy").vhostUser("/tmp/x/vhu.sock").build());
        assertThat(decisions.skipped()).singleElement().satisfies(skip -> {
            assertThat(skip.reason()).isEqualTo(Reason.VHOST_USER);
            assertThat(skip.detail()).contains("/tmp/x/vhu.sock");
        });
    }

    @Test
    void aPlaceholderWhoseSocketTheVmCanBeJoinedToBecomesANicWithoutAStep() {
        PodLink link =
                PodLinks.link().kind("dummy").vhostUser("/tmp/x/vhu.sock").build();
        PodNetwork network = new PodNetwork(List.of(link), List.of(), List.of());
        Decisions decisions =
                NicPlanner.decide("web-1", network, DEFAULTS, (any, queues) -> Optional.empty(), any -> true);
        assertThat(decisions.nics()).singleElement().satisfies(nic -> {
            assertThat(nic.joint()).hasToString("vhost-user");
            assertThat(nic.why()).contains("/tmp/x/vhu.sock");
            assertThat(nic.steps()).isEmpty();
        });
    }

    @Test
    void loopbacksAndOurOwnTapsAreNotEvenMentioned() {
        PodLink loopback =
                PodLinks.link().index(1).name("lo").kind("device").loopback().build();
        PodLink ours = PodLinks.link()
                .name("tap0_plumb")
                .kind("tap")
                .alias("plumbline:web-1")
                .build();
        assertThat(decide(DEFAULTS, loopback, ours)).isEqualTo(new Decisions(List.of(), List.of()));
    }

    @Test
    void anotherSandboxesTapMeansThatTheNamespaceIsTaken() {
        PodLink theirs = PodLinks.link()
                .name("tap0_plumb")
                .kind("tap")
                .alias("plumbline:db-1")
                .build();
        PlumblineException thrown = catchThrowableOfType(PlumblineException.class, () -> decide(DEFAULTS, theirs));
        assertThat(thrown.problem().code()).isEqualTo("NETNS_IN_USE");
        assertThat(thrown).hasMessageContaining("db-1");
    }

    @Test
    void siblingsWithOneMacAreTwoNics() {
        Decisions decisions = decide(
                DEFAULTS,
                PodLinks.link().kind("ipvlan").build(),
                PodLinks.link().index(3).name("eth1").kind("ipvlan").build());
        assertThat(decisions.nics()).extracting(NicDecision::tap).containsExactly("tap0_plumb", "tap1_plumb");
    }

    @Test
    void aNameThatIsTakenIsNotUsedForATap() {
        assertThat(only(DEFAULTS, PodLinks.link().name("tap0_plumb").build()).tap())
                .isEqualTo("tap1_plumb");
    }

    @Test
    void whatIsNotConsideredStillKeepsItsName() {
        PodNetwork network = network(
                PodLinks.link().name("tap0_plumb").build(),
                PodLinks.link().index(3).name("eth1").build());
        Decisions decisions = NicPlanner.decide("web-1", network, DEFAULTS, PassThrough.NONE, "eth1"::equals);
        assertThat(decisions.nics())
                .singleElement()
                .satisfies(nic -> assertThat(nic.tap()).isEqualTo("tap1_plumb"));
    }

    @Test
    void anUnpluggedLinkIsLeftAloneAndAPluggedOneNeedsNoAddress() {
        NicPolicy policy = DEFAULTS.withExceptions(Set.of("eth0"), Set.of("eth1"));
        Decisions decisions = decide(
                policy,
                PodLinks.link().build(),
                PodLinks.link().index(3).name("eth1").withoutAddress().build(),
                PodLinks.link().index(4).name("eth2").withoutAddress().build());
        assertThat(decisions.nics()).extracting(NicDecision::tap).hasSize(1);
        assertThat(decisions.skipped())
                .extracting(SkippedLink::reason)
                .containsExactly(Reason.UNPLUGGED, Reason.ADDRESSLESS);
    }

    @Test
    void aPortOfABridgeIsSpokenForByIt() {
        assertThat(decide(DEFAULTS, PodLinks.link().enslaved().build()).skipped())
                .extracting(SkippedLink::reason)
                .containsExactly(Reason.ENSLAVED);
    }

    @Test
    void aQdiscThatIsThereIsUsedAndOurFilterComesLast() {
        List<Step> steps = only(
                        DEFAULTS, PodLinks.link().ingress("clsact", 50_000).build())
                .steps();
        assertThat(steps)
                .filteredOn(AddQdisc.class::isInstance)
                .extracting(Step::object)
                .containsExactly("tap0_plumb");
        assertThat(steps)
                .filteredOn(AddRedirect.class::isInstance)
                .first()
                .extracting(step -> ((AddRedirect) step).priority())
                .isEqualTo(50_001);
    }

    @Test
    void whenNoPreferenceIsFreeItIsRefused() {
        assertThat(code(DEFAULTS, PodLinks.link().ingress("clsact", 65_535).build()))
                .isEqualTo("NO_FILTER_PRIORITY");
    }

    @Test
    void aLinkThatCannotReceiveIsNotTested() {
        assertThat(only(DEFAULTS, PodLinks.link().withoutCarrier().build()).steps())
                .extracting(Step::name)
                .doesNotContain("TestRedirect");
    }

    @Test
    void limitsAreKeptOnBothEnds() {
        NicPolicy limited =
                new NicPolicy(Model.AUTO, 1, false, false, 1_000_000, 2_000_000, Set.of(), Set.of(), Set.of());
        assertThat(only(limited, PodLinks.of("veth")).steps())
                .filteredOn(AddShaper.class::isInstance)
                .containsExactly(
                        new AddShaper("tap0_plumb", true, 1_000_000, 0), new AddShaper("eth0", false, 2_000_000, 0));
        assertThat(code(limited, PodLinks.link().rootQdisc("tbf").build())).isEqualTo("ROOT_QDISC_TAKEN");
        assertThat(code(limited, PodLinks.of("macvtap"))).isEqualTo("NO_RX_LIMIT");
    }

    @Test
    void aPolicyMayRefuseWhatCannotBeCarried() {
        NicPolicy strict = NicPolicy.of(Model.AUTO, 1, true, false);
        assertThat(code(strict, PodLinks.of("bridge"))).isEqualTo("UNSUPPORTED_KIND");
        assertThat(code(
                        strict,
                        PodLinks.link().kind("device").pci("0000:01:00.1").build()))
                .isEqualTo("PCI_DEVICE");
    }

    @Test
    void marksDifferBySandboxAndDirection() {
        assertThat(Mark.cookie("a", "x", "y"))
                .hasSize(32)
                .startsWith("706c6d62")
                .isEqualTo(Mark.cookie("a", "x", "y"))
                .isNotEqualTo(Mark.cookie("a", "y", "x"))
                .isNotEqualTo(Mark.cookie("b", "x", "y"));
        assertThat(Mark.sandboxOf(Mark.alias("web-1"))).contains("web-1");
        assertThat(Mark.sandboxOf("a stranger's")).isEmpty();
    }

    private static String code(NicPolicy policy, PodLink link) {
        return catchThrowableOfType(PlumblineException.class, () -> decide(policy, link))
                .problem()
                .code();
    }

    private static NicDecision only(NicPolicy policy, PodLink link) {
        return decide(policy, link).nics().get(0);
    }

    private static Decisions decide(NicPolicy policy, PodLink... links) {
        return NicPlanner.decide("web-1", network(links), policy);
    }

    private static PodNetwork network(PodLink... links) {
        return new PodNetwork(List.of(links), List.of(), List.of());
    }
}
