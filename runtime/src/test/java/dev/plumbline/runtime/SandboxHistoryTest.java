package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.SandboxReport.State;
import dev.plumbline.tap.PodRule;
import dev.plumbline.tap.SkippedLink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SandboxHistoryTest {
    private final SandboxHistory history = new SandboxHistory("web", null);

    private static NicReport nic(String name, int ifindex, int mtu, String... addresses) {
        return new NicReport(
                name,
                name,
                ifindex,
                "veth",
                "tc",
                "",
                "tap-" + name,
                null,
                1,
                "02:00:00:00:00:0" + ifindex,
                mtu,
                Arrays.asList(addresses),
                List.of(),
                List.of(),
                new NicReport.Guest(null, null, name));
    }

    private static SandboxReport report(List<NicReport> nics, SkippedLink... skipped) {
        return new SandboxReport(
                "web",
                "/run/netns/web",
                State.ATTACHED,
                nics,
                List.of(),
                List.of(),
                Arrays.asList(skipped),
                List.of(),
                List.of());
    }

    private List<String> seen(@Nullable SandboxReport report) {
        List<String> events = new ArrayList<>();
        history.seen(report, event -> events.add(event.event() + " " + event.nic()));
        return events;
    }

    @Test
    void aLinkAppearsGetsItsAddressAndGoes() {
        SkippedLink waiting = new SkippedLink("eth1", "veth", SkippedLink.Reason.ADDRESSLESS, "no address");
        NicReport eth0 = nic("eth0", 1, 1500, "10.0.0.2/24");
        assertThat(seen(report(List.of(eth0)))).containsExactly("link-appeared eth0", "attached eth0");
        assertThat(seen(report(List.of(eth0)))).isEmpty();
        assertThat(seen(report(List.of(eth0), waiting))).containsExactly("link-appeared eth1");
        NicReport eth1 = nic("eth1", 2, 1500, "10.1.0.2/24");
        assertThat(seen(report(List.of(eth0, eth1)))).containsExactly("attached eth1");
        assertThat(seen(report(List.of(eth0, nic("eth1", 2, 1500))))).containsExactly("changed eth1");
        assertThat(seen(report(List.of(eth0)))).containsExactly("detached eth1");
        assertThat(seen(null)).containsExactly("detached eth0");
    }

    @Test
    void aNicThatWasPutInThePlaceOfAnotherIsSaidToBeOne() {
        assertThat(seen(report(List.of(nic("eth0", 1, 1500))))).hasSize(2);
        assertThat(seen(report(List.of(nic("eth0", 1, 1400))))).containsExactly("changed eth0");
        assertThat(seen(report(List.of(nic("eth0", 2, 1400))))).containsExactly("detached eth0", "attached eth0");
    }

    @Test
    void rulesConcernTheWholeSandbox() {
        assertThat(seen(report(List.of()))).isEmpty();
        SandboxReport ruled = new SandboxReport(
                "web",
                "/run/netns/web",
                State.ATTACHED,
                List.of(),
                List.of(new PodRule("inet", 1, false, null, null, null, null, null, 7, "lookup", Map.of(), List.of())),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        assertThat(seen(ruled)).containsExactly("changed ");
    }
}
