package dev.plumbline.itest.sriov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Scope;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.NetlinkException;
import dev.plumbline.netlink.route.Vf;
import dev.plumbline.netlink.route.VfSettings;
import dev.plumbline.sriov.PfLink;
import dev.plumbline.sriov.SetVf;
import dev.plumbline.sriov.VfAdmin;
import dev.plumbline.sriov.VfSetting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What any driver with settings of virtual functions does, and {@link SetVf} with it: looked at with a fake one everywhere,
 * and with the kernel's netdevsim where that is there.
 */
public abstract class VfSettingsContract {
    private static final Map<VfSetting, String> ALL = Map.of(
            VfSetting.VLAN, "100:3:802.1ad",
            VfSetting.MAC, "02:11:22:33:44:55",
            VfSetting.RATE, "100:500",
            VfSetting.SPOOFCHK, "on",
            VfSetting.TRUST, "on",
            VfSetting.LINK_STATE, "enable",
            VfSetting.QUERY_RSS, "on");

    private Map<VfSetting, String> before = Map.of();

    /** {@return the way to the driver} */
    protected abstract VfAdmin admin();

    /** {@return a physical function with at least two virtual ones, of which nothing was set, and at most eight} */
    protected abstract PfLink pf();

    @AfterEach
    void nothingIsLeft() {
        if (!before.isEmpty()) {
            assertThat(settings(1)).as("what the test left").isEqualTo(before);
        }
    }

    @Test
    void eachFunctionIsListedOnce() {
        assertThat(admin().vfs(pf()).stream()
                        .mapToInt(vf -> vf.number())
                        .sorted()
                        .distinct()
                        .toArray())
                .hasSizeGreaterThanOrEqualTo(2)
                .hasSize(admin().vfs(pf()).size())
                .startsWith(0, 1);
    }

    @Test
    void allSettingsAreKeptAndGivenBackExactly() {
        SetVf step = step(ALL);
        apply(step);
        assertThat(settings(1)).containsAllEntriesOf(ALL);
        assertThat(settings(0)).as("the other function").doesNotContainValue("02:11:22:33:44:55");
        assertThat(inspect(step)).isEmpty();
        undo(step);
        assertThat(settings(1)).isEqualTo(before);
        undo(step);
        assertThat(settings(1)).isEqualTo(before);
    }

    @Test
    void eachSettingAloneLeavesTheOthers() {
        ALL.forEach((setting, value) -> {
            SetVf step = step(Map.of(setting, value));
            Map<VfSetting, String> expected = new TreeMap<>(before);
            expected.put(setting, value);
            apply(step);
            assertThat(settings(1)).as(setting.word()).isEqualTo(expected);
            undo(step);
            assertThat(settings(1)).as("%s undone", setting.word()).isEqualTo(before);
        });
    }

    @Test
    void aTagIsTakenOffByVlanNone() {
        SetVf tagged = step(Map.of(VfSetting.VLAN, "7:2:802.1q"));
        apply(tagged);
        SetVf bare = SetVf.from(settings(1), pf(), 1, Map.of(VfSetting.VLAN, "0:0:802.1q"));
        apply(bare);
        assertThat(settings(1)).containsEntry(VfSetting.VLAN, "0:0:802.1q");
        undo(bare);
        assertThat(settings(1)).containsEntry(VfSetting.VLAN, "7:2:802.1q");
        undo(tagged);
    }

    @Test
    void undoingWhatWasNeverBegunChangesNothing() {
        undo(step(ALL));
        assertThat(settings(1)).isEqualTo(before);
    }

    @Test
    void undoingLeavesWhatSomebodyElseHasSetSince() {
        SetVf step = step(Map.of(VfSetting.TRUST, "on", VfSetting.RATE, "0:100"));
        apply(step);
        admin().set("set a rate", pf(), VfSettings.of(1).rate(0, 77));
        assertThat(inspect(step).get("VF_RATE_DIFFERS").found()).isEqualTo("0:77");
        undo(step);
        assertThat(settings(1))
                .containsEntry(VfSetting.RATE, "0:77")
                .containsEntry(VfSetting.TRUST, before.get(VfSetting.TRUST));
        admin().set("set no rate", pf(), VfSettings.of(1).rate(0, 0));
    }

    @Test
    void aFunctionThatIsNotThereIsNotFound() {
        SetVf step = new SetVf(pf(), 99, Map.of(VfSetting.TRUST, "on"), Map.of(VfSetting.TRUST, "off"));
        PlumblineException e = catchThrowableOfType(PlumblineException.class, () -> apply(step));
        assertThat(e.problem().kind()).isEqualTo(Kind.NOT_FOUND);
        undo(step);
        assertThat(inspect(step)).containsKey("VF_MISSING");
        NetlinkException kernel = catchThrowableOfType(
                NetlinkException.class,
                () -> admin().set("trust", pf(), VfSettings.of(99).trust(true)));
        assertThat(kernel.errno()).isEqualTo(22); // EINVAL
    }

    @Test
    void whatTheDriverRefusesIsNamedInItsWordsAndWhatWasSetBeforeIsTakenBack() {
        Map<VfSetting, String> wanted = Map.of(VfSetting.VLAN, "9:0:802.1q", VfSetting.MAC, "01:00:5e:00:00:01");
        SetVf step = step(wanted);
        PlumblineException e = catchThrowableOfType(PlumblineException.class, () -> apply(step));
        assertThat(e.problem().code()).isEqualTo("VF_SETTING_REFUSED");
        assertThat(e.problem().message()).contains("mac");
        assertThat(e.problem().why()).contains("EINVAL");
        assertThat(settings(1)).containsEntry(VfSetting.VLAN, "9:0:802.1q");
        undo(step);
    }

    @Test
    void aLinkThatIsKnownByAnOldNameAndIndexIsFoundByItsDevice() {
        PfLink renamed = new PfLink(pf().device(), pf().port(), pf().name(), pf().index() + 100_000);
        assertThat(admin().find(renamed)).contains(pf());
        assertThat(admin().find(new PfLink("0000:ff:1f.7", 0, pf().name(), pf().index())))
                .isEmpty();
    }

    @Test
    void anAddressOfAnotherSpellingIsTheSame() {
        SetVf step = step(Map.of(VfSetting.MAC, VfSetting.MAC.parse("02:AA:BB:CC:DD:EE")));
        apply(step);
        assertThat(settings(1))
                .containsEntry(VfSetting.MAC, MacAddress.of("02:aa:bb:cc:dd:ee").toString());
        undo(step);
    }

    private SetVf step(Map<VfSetting, String> wanted) {
        if (before.isEmpty()) {
            before = settings(1);
        }
        return SetVf.from(before, pf(), 1, wanted);
    }

    final Map<VfSetting, String> settings(int number) {
        return admin().vfs(pf()).stream()
                .filter(vf -> vf.number() == number)
                .findFirst()
                .map(VfSetting::of)
                .orElseThrow();
    }

    final void apply(SetVf step) {
        try (Scope scope = scope()) {
            step.apply(scope);
        }
    }

    final void undo(SetVf step) {
        try (Scope scope = scope()) {
            step.undo(scope);
        }
    }

    private Map<String, Difference> inspect(SetVf step) {
        Map<String, Difference> differences = new TreeMap<>();
        try (Scope scope = scope()) {
            step.inspect(scope).differences().forEach(difference -> differences.put(difference.code(), difference));
        }
        return differences;
    }

    private Scope scope() {
        VfAdmin admin = admin();
        // Not the admin itself: a scope closes what it opened, and the next step needs it again.
        return new Scope(Deadline.after(Duration.ofSeconds(20))).provide(VfAdmin.class, () -> new Borrowed(admin));
    }

    /** Somebody else's way to the driver. */
    private record Borrowed(VfAdmin admin) implements VfAdmin {
        @Override
        public Optional<PfLink> find(PfLink pf) {
            return admin.find(pf);
        }

        @Override
        public List<Vf> vfs(PfLink pf) {
            return admin.vfs(pf);
        }

        @Override
        public void set(String what, PfLink pf, VfSettings settings) {
            admin.set(what, pf, settings);
        }
    }
}
