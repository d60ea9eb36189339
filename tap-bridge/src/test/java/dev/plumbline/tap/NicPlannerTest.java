package dev.plumbline.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.change.Step;
import dev.plumbline.tap.NicPlanner.Decisions;
import dev.plumbline.tap.NicPolicy.Model;
import dev.plumbline.tap.SkippedLink.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decisions over snapshots that are literals; kinds that no kernel at hand has are as good as any. */
class NicPlannerTest {
    private static final NicPolicy DEFAULTS = new NicPolicy(Model.AUTO, 1, false, false);
    private static final List<PodAddress> ADDRESS = List.of(new PodAddress("10.0.0.2/24", null, null, false, 0));

    @ParameterizedTest
    @ValueSource(strings = {"veth", "macvlan", "ipvlan", "vlan", "device", "dummy", "bond", "vxlan"})
    void linksThatCarryWholeFramesAreJoinedByTc(String kind) {
        Decisions decisions = decide(link(2, "eth0", kind, true, ADDRESS));
        assertThat(decisions.skipped()).isEmpty();
        NicDecision nic = decisions.nics().get(0);
        assertThat(nic.model()).isEqualTo(Model.TC);
        assertThat(nic.steps())
                .extracting(Step::name)
                .containsExactly("CreateTap", "AddQdisc", "AddQdisc", "AddRedirect", "AddRedirect", "SetLink");
    }

    @ParameterizedTest
    @CsvSource({"tun,false", "tap,true", "bridge,true", "macvtap,true", "wireguard,false", "ipip,false", "sit,false"})
    void othersAreSkippedWithTheReason(String kind, boolean ethernet) {
        Decisions decisions = decide(link(2, "x0", kind, ethernet, ADDRESS));
        assertThat(decisions.nics()).isEmpty();
        assertThat(decisions.skipped()).singleElement().satisfies(skip -> {
            assertThat(skip.reason()).isEqualTo(Reason.UNSUPPORTED_KIND);
            assertThat(skip.detail()).isNotBlank();
        });
    }

    @Test
    void loopbacksAndOurOwnTapsAreNotEvenMentioned() {
        PodLink loopback = new PodLink(
                1, "lo", "device", false, true, false, true, 65536, "", 1000, "", ADDRESS, List.of(), List.of(), "", 0);
        PodLink ours = new PodLink(
                3,
                "tap0_plumb",
                "tap",
                true,
                false,
                false,
                true,
                1500,
                "02:00:00:00:00:01",
                1000,
                "plumbline:web-1",
                List.of(),
                List.of(),
                List.of(),
                "ingress",
                49152);
        assertThat(decide(loopback, ours)).isEqualTo(new Decisions(List.of(), List.of()));
    }

    @Test
    void anotherSandboxesTapMeansThatTheNamespaceIsTaken() {
        PodLink theirs = new PodLink(
                3,
                "tap0_plumb",
                "tap",
                true,
                false,
                false,
                true,
                1500,
                "02:00:00:00:00:01",
                1000,
                "plumbline:db-1",
                List.of(),
                List.of(),
                List.of(),
                "",
                0);
        PlumblineException thrown = catchThrowableOfType(PlumblineException.class, () -> decide(theirs));
        assertThat(thrown.problem().code()).isEqualTo("NETNS_IN_USE");
        assertThat(thrown).hasMessageContaining("db-1");
    }

    @Test
    void aNameThatIsTakenIsNotUsedForATap() {
        PodLink taken = link(2, "tap0_plumb", "veth", true, ADDRESS);
        assertThat(decide(taken).nics().get(0).tap()).isEqualTo("tap1_plumb");
    }

    @Test
    void aQdiscThatIsThereIsUsedAndOurFilterComesLast() {
        PodLink dressed = new PodLink(
                2,
                "eth0",
                "veth",
                true,
                false,
                false,
                true,
                1500,
                "02:00:00:00:00:01",
                0,
                "",
                ADDRESS,
                List.of(),
                List.of(),
                "clsact",
                50000);
        List<Step> steps = decide(dressed).nics().get(0).steps();
        assertThat(steps)
                .filteredOn(AddQdisc.class::isInstance)
                .extracting(Step::object)
                .containsExactly("tap0_plumb");
        assertThat(steps)
                .filteredOn(AddRedirect.class::isInstance)
                .first()
                .extracting(step -> ((AddRedirect) step).priority())
                .isEqualTo(50001);
    }

    @Test
    void whenNoPreferenceIsFreeItIsRefused() {
        PodLink full = new PodLink(
                2,
                "eth0",
                "veth",
                true,
                false,
                false,
                true,
                1500,
                "02:00:00:00:00:01",
                0,
                "",
                ADDRESS,
                List.of(),
                List.of(),
                "clsact",
                65535);
        assertThat(catchThrowableOfType(PlumblineException.class, () -> decide(full))
                        .problem()
                        .code())
                .isEqualTo("NO_FILTER_PRIORITY");
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

    private static Decisions decide(PodLink... links) {
        return NicPlanner.decide("web-1", new PodNetwork(List.of(links), List.of(), List.of()), DEFAULTS);
    }

    private static PodLink link(int index, String name, String kind, boolean ethernet, List<PodAddress> addresses) {
        return new PodLink(
                index,
                name,
                kind,
                ethernet,
                false,
                false,
                true,
                1500,
                "02:00:00:00:00:01",
                0,
                "",
                addresses,
                List.of(),
                List.of(),
                "",
                0);
    }
}
