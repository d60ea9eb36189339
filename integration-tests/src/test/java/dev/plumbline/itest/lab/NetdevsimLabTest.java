package dev.plumbline.itest.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Scope;
import dev.plumbline.runtime.demo.Shell;
import dev.plumbline.sriov.NetlinkVfAdmin;
import dev.plumbline.sriov.PfLink;
import dev.plumbline.sriov.SetVf;
import dev.plumbline.sriov.VfAdmin;
import dev.plumbline.sriov.VfSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Settings of virtual functions, told to a real kernel and read back by iproute2. The device is netdevsim, whose virtual
 * functions are settings only.
 */
@Tag("lab-long")
class NetdevsimLabTest {
    private static final String DEVICE = "netdevsim1";
    private static final Path BUS = Path.of("/sys/bus/netdevsim");

    private static PfLink pf;

    @BeforeAll
    static void make() throws IOException {
        Shell.run("modprobe psample");
        Shell.run("insmod " + System.getProperty("plumbline.lab.dir") + "/netdevsim.ko");
        Files.writeString(BUS.resolve("new_device"), "1 1");
        Path device = BUS.resolve("devices").resolve(DEVICE);
        Files.writeString(device.resolve("sriov_numvfs"), "3");
        try (Stream<Path> links = Files.list(device.resolve("net"))) {
            String name = links.findFirst().orElseThrow().getFileName().toString();
            pf = link(name);
        }
    }

    @AfterAll
    static void remove() throws IOException {
        Files.writeString(BUS.resolve("del_device"), "1");
    }

    private static PfLink link(String name) throws IOException {
        int index = Integer.parseInt(
                Files.readString(Path.of("/sys/class/net", name, "ifindex")).strip());
        return new PfLink(DEVICE, 0, name, index);
    }

    @Test
    void settingsAreMadeReadBackByIproute2AndTakenBack() {
        Map<VfSetting, String> wanted = new EnumMap<>(VfSetting.class);
        wanted.put(VfSetting.MAC, "02:11:22:33:44:55");
        wanted.put(VfSetting.VLAN, VfSetting.VLAN.parse("100:3:802.1ad"));
        wanted.put(VfSetting.RATE, VfSetting.RATE.parse("100:500"));
        wanted.put(VfSetting.SPOOFCHK, "on");
        wanted.put(VfSetting.TRUST, "on");
        wanted.put(VfSetting.LINK_STATE, "enable");
        wanted.put(VfSetting.QUERY_RSS, "on");
        try (Scope scope = scope()) {
            Map<VfSetting, String> before = has(scope, 1);
            SetVf step = SetVf.from(before, pf, 1, wanted);
            step.apply(scope);
            assertThat(has(scope, 1)).containsAllEntriesOf(wanted);
            assertThat(step.inspect(scope).differences()).isEmpty();
            assertThat(shownByIproute2(1))
                    .contains("02:11:22:33:44:55")
                    .contains("vlan 100, qos 3")
                    .contains("802.1ad")
                    .contains("max_tx_rate 500Mbps")
                    .contains("min_tx_rate 100Mbps")
                    .contains("spoof checking on")
                    .contains("link-state enable")
                    .contains("trust on")
                    .contains("query_rss on");
            assertThat(has(scope, 0)).isEqualTo(before);

            step.undo(scope);
            assertThat(has(scope, 1)).isEqualTo(before);
            step.undo(scope);
            assertThat(has(scope, 1)).isEqualTo(before);
        }
    }

    @Test
    void whatSomebodyElseHasSetSinceIsLeftAndFound() {
        try (Scope scope = scope()) {
            SetVf step = SetVf.from(has(scope, 2), pf, 2, Map.of(VfSetting.TRUST, "on", VfSetting.SPOOFCHK, "on"));
            step.apply(scope);
            Shell.run("ip link set dev " + pf.name() + " vf 2 vlan 7");
            Shell.run("ip link set dev " + pf.name() + " vf 2 trust off");
            assertThat(step.inspect(scope).differences())
                    .extracting(Inspection.Difference::code)
                    .containsExactly(VfSetting.TRUST.code());
            step.undo(scope);
            assertThat(shownByIproute2(2))
                    .contains("vlan 7")
                    .contains("trust off")
                    .contains("spoof checking off");
            Shell.run("ip link set dev " + pf.name() + " vf 2 vlan 0");
        }
    }

    @Test
    void aLinkThatWasRenamedIsFoundAgain() throws IOException {
        try (Scope scope = scope()) {
            SetVf step = SetVf.from(has(scope, 0), pf, 0, Map.of(VfSetting.MAC, "02:11:22:33:44:66"));
            step.apply(scope);
            Shell.run("ip link set dev " + pf.name() + " name renamed0");
            pf = link("renamed0");
            step.undo(scope);
            assertThat(shownByIproute2(0)).contains("00:00:00:00:00:00");
        }
    }

    @Test
    void aNumberThatIsNotThereIsRefused() {
        try (Scope scope = scope()) {
            SetVf step = SetVf.from(has(scope, 0), pf, 9, Map.of(VfSetting.TRUST, "on"));
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                    PlumblineException.class, () -> step.apply(scope))
                            .problem()
                            .code())
                    .isEqualTo("VF_NOT_FOUND");
        }
    }

    private static Scope scope() {
        return new Scope(Deadline.after(Duration.ofSeconds(60))).provide(VfAdmin.class, NetlinkVfAdmin::open);
    }

    private static Map<VfSetting, String> has(Scope scope, int number) {
        return scope.get(VfAdmin.class).vfs(pf).stream()
                .filter(vf -> vf.number() == number)
                .findFirst()
                .map(VfSetting::of)
                .orElseThrow();
    }

    private static String shownByIproute2(int number) {
        return Shell.run("ip link show dev " + pf.name())
                .lines()
                .filter(line -> line.strip().startsWith("vf " + number + " "))
                .findFirst()
                .orElseThrow();
    }
}
