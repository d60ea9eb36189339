package dev.plumbline.itest.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.change.Scope;
import dev.plumbline.itest.sriov.VfSettingsContract;
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
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The contract on a real kernel, which iproute2 reads too. The device is netdevsim, whose virtual functions are settings
 * and nothing else.
 */
@Tag("lab-long")
class NetdevsimLabTest extends VfSettingsContract {
    private static final String DEVICE = "netdevsim1";
    private static final Path BUS = Path.of("/sys/bus/netdevsim");

    private static PfLink pf;
    private static NetlinkVfAdmin admin;

    @BeforeAll
    static void make() throws IOException {
        admin = NetlinkVfAdmin.open();
        Shell.run("modprobe psample");
        Shell.run("insmod " + System.getProperty("plumbline.lab.dir") + "/netdevsim.ko");
        Files.writeString(BUS.resolve("new_device"), "1 1");
        Path device = BUS.resolve("devices").resolve(DEVICE);
        Files.writeString(device.resolve("sriov_numvfs"), "3");
        try (Stream<Path> links = Files.list(device.resolve("net"))) {
            Path link = links.findFirst().orElseThrow();
            int index =
                    Integer.parseInt(Files.readString(link.resolve("ifindex")).strip());
            pf = new PfLink(DEVICE, 0, link.getFileName().toString(), index);
        }
    }

    @AfterAll
    static void remove() throws IOException {
        admin.close();
        Files.writeString(BUS.resolve("del_device"), "1");
    }

    @Override
    protected VfAdmin admin() {
        return admin;
    }

    @Override
    protected PfLink pf() {
        return pf;
    }

    @Test
    void iproute2ReadsWhatWasSet() {
        Map<VfSetting, String> wanted = Map.of(
                VfSetting.MAC, "02:11:22:33:44:55",
                VfSetting.VLAN, "100:3:802.1ad",
                VfSetting.RATE, "100:500",
                VfSetting.SPOOFCHK, "on",
                VfSetting.TRUST, "on",
                VfSetting.LINK_STATE, "enable",
                VfSetting.QUERY_RSS, "on");
        String before = shownByIproute2(2);
        try (Scope scope =
                new Scope(Deadline.after(Duration.ofSeconds(60))).provide(VfAdmin.class, NetlinkVfAdmin::open)) {
            Map<VfSetting, String> has = admin.vfs(pf).stream()
                    .filter(vf -> vf.number() == 2)
                    .findFirst()
                    .map(VfSetting::of)
                    .orElseThrow();
            SetVf step = SetVf.from(has, pf, 2, wanted);
            step.apply(scope);
            assertThat(shownByIproute2(2))
                    .contains("02:11:22:33:44:55")
                    .contains("vlan 100, qos 3")
                    .containsIgnoringCase("802.1ad")
                    .contains("max_tx_rate 500Mbps")
                    .contains("min_tx_rate 100Mbps")
                    .contains("spoof checking on")
                    .contains("link-state enable")
                    .contains("trust on")
                    .contains("query_rss on");
            step.undo(scope);
            assertThat(shownByIproute2(2)).isEqualTo(before);
        }
    }

    private static String shownByIproute2(int number) {
        return Shell.run("ip link show dev " + pf.name())
                .lines()
                .filter(line -> line.strip().startsWith("vf " + number + " "))
                .findFirst()
                .orElseThrow();
    }
}
