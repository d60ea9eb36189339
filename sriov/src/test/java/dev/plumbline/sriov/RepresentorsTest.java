package dev.plumbline.sriov;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.sriov.PortName.Kind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which link stands for which virtual function while the NIC switches. */
class RepresentorsTest {
    private static final String PF = "0000:3b:00.0";
    private static final String SECOND_PF = "0000:3b:00.1";
    private static final String SWITCH = "a8d5330003a1420c";

    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource({
        "p0, UPLINK, , 0, -1",
        "p1s3, UPLINK, , 1, -1",
        "pf0, PF, , 0, -1",
        "c1pf1, PF, 1, 1, -1",
        "pf0vf1, VF, , 0, 1",
        "c0pf0vf127, VF, 0, 0, 127",
        "c2pf1vf3, VF, 2, 1, 3",
        "pf0sf88, SF, , 0, 88",
        "c1pf0sf5, SF, 1, 0, 5",
    })
    void thePortsNameSaysWhatItLeadsTo(String name, Kind kind, Integer controller, int pf, int number) {
        assertThat(PortName.of(name)).contains(new PortName(kind, controller, pf, number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "eth0", "p", "pf", "pf0vf", "vf1", "pf0vf1x", "cpf0vf1", "port1", "pf99999vf0"})
    void anyOtherNameSaysNothing(String name) {
        assertThat(PortName.of(name)).isEmpty();
    }

    @Test
    void eachVirtualFunctionHasItsRepresentorAmongThePfsOwnLinks() {
        SysTree tree = switching();
        tree.netdev(PF, "ens1f0_1", 11, 0, SWITCH, "pf0vf1").netdev(PF, "ens1f0_0", 10, 0, SWITCH, "pf0vf0");
        assertThat(Representors.of(tree.sysroot(), tree.read(PF))).isEqualTo(Map.of(0, "ens1f0_0", 1, "ens1f0_1"));
    }

    @Test
    void aRepresentorThatBelongsToNoDeviceIsFoundByItsSwitch() {
        SysTree tree = switching();
        tree.file("sys/class/net/rep3/phys_switch_id", SWITCH)
                .file("sys/class/net/rep3/phys_port_name", "pf0vf3")
                .file("sys/class/net/other/phys_switch_id", "00")
                .file("sys/class/net/other/phys_port_name", "pf0vf4");
        assertThat(Representors.of(tree.sysroot(), tree.read(PF))).isEqualTo(Map.of(3, "rep3"));
    }

    @Test
    void thePfsThatShareASwitchKeepTheirOwn() {
        SysTree tree = switching();
        tree.pf(SECOND_PF, "mlx5_core", 4, 1)
                .netdev(SECOND_PF, "ens1f1", 3, 0, SWITCH, "p1")
                .netdev(PF, "first", 10, 0, SWITCH, "pf0vf0")
                .netdev(SECOND_PF, "second", 11, 0, SWITCH, "pf1vf0");
        assertThat(Representors.of(tree.sysroot(), tree.read(PF))).isEqualTo(Map.of(0, "first"));
        assertThat(Representors.of(tree.sysroot(), tree.read(SECOND_PF))).isEqualTo(Map.of(0, "second"));
    }

    @Test
    void theHostsOwnFunctionComesBeforeAnotherControllers() {
        SysTree tree = switching();
        tree.netdev(PF, "theirs", 10, 0, SWITCH, "c1pf0vf0")
                .netdev(PF, "ours", 11, 0, SWITCH, "pf0vf0")
                .netdev(PF, "onlyTheirs", 12, 0, SWITCH, "c1pf0vf5");
        assertThat(Representors.of(tree.sysroot(), tree.read(PF))).isEqualTo(Map.of(0, "ours", 5, "onlyTheirs"));
    }

    @Test
    void theLegacyModeHasNone() {
        SysTree tree = new SysTree(root).pf(PF, "ixgbe", 4, 2).netdev(PF, "eth0", 2);
        assertThat(Representors.of(tree.sysroot(), tree.read(PF))).isEmpty();
    }

    @Test
    void subFunctionsAreNobodysRepresentors() {
        SysTree tree = switching().netdev(PF, "sf", 10, 0, SWITCH, "pf0sf0");
        assertThat(Representors.of(tree.sysroot(), tree.read(PF))).isEmpty();
    }

    private SysTree switching() {
        return new SysTree(root).pf(PF, "mlx5_core", 8, 2).netdev(PF, "ens1f0", 2, 0, SWITCH, "p0");
    }
}
