package dev.plumbline.sriov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.vfio.Bdf;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which function, which number and which link belong together, read from trees of files. */
class PhysicalFunctionTest {
    private static final String PF = "0000:3b:00.0";

    @TempDir
    private Path root;

    private SysTree tree() {
        return new SysTree(root).pf(PF, "ixgbe", 63, 2).netdev(PF, "eno1", 4);
    }

    @Test
    void virtualFunctionsAreInOrderOfTheirNumbers() {
        SysTree tree = tree();
        // As many as it takes for the names to be in another order than the numbers.
        for (int i = 0; i < 12; i++) {
            tree.vf(PF, i, "0000:3b:1" + i / 8 + "." + i % 8);
        }
        PhysicalFunction pf = tree.read(PF);
        assertThat(pf.total()).isEqualTo(63);
        assertThat(pf.count()).isEqualTo(2);
        assertThat(pf.autoprobe()).isTrue();
        assertThat(pf.driver()).isEqualTo("ixgbe");
        assertThat(pf.vfs()).extracting(VirtualFunction::index).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(pf.vf(10).bdf()).isEqualTo(Bdf.parse("0000:3b:11.2"));
    }

    @Test
    void theWayBackFromAVirtualFunctionIsExact() {
        // One address is the beginning of the other's link text.
        SysTree tree = tree().vf(PF, 0, "0000:3b:10.1").vf(PF, 1, "0000:3b:10.0");
        assertThat(PhysicalFunction.of(tree.sysroot(), Bdf.parse("3b:10.0"))).contains(Bdf.parse(PF));
        assertThat(PhysicalFunction.of(tree.sysroot(), Bdf.parse(PF))).isEmpty();
        assertThat(tree.read(PF).vf(Bdf.parse("3b:10.0")))
                .map(VirtualFunction::index)
                .contains(1);
        assertThat(Netdev.deviceOf(tree.sysroot(), "eno1")).contains(PF);
        assertThat(Netdev.deviceOf(tree.sysroot(), "../net/eno1")).isEmpty();
    }

    @Test
    void aFunctionInAWideDomainIsFound() {
        SysTree tree = new SysTree(root).pf("10000:01:00.0", "ice", 8, 1).vf("10000:01:00.0", 0, "10000:01:01.0");
        assertThat(tree.read("10000:01:00.0").vf(0).bdf()).hasToString("10000:01:01.0");
    }

    @Test
    void ofSeveralPortsTheFirstIsMeantUnlessOneIsNamed() {
        SysTree tree = new SysTree(root)
                .pf(PF, "mlx4_core", 8, 0)
                .netdev(PF, "enp2", 9, 1, null, null)
                .netdev(PF, "enp1", 12, 0, null, null);
        PhysicalFunction pf = tree.read(PF);
        assertThat(pf.link(null)).contains(new PfLink(PF, 0, "enp1", 12));
        assertThat(pf.link("enp2")).contains(new PfLink(PF, 1, "enp2", 9));
        assertThat(pf.link("enp3")).isEmpty();
    }

    @Test
    void aRepresentorIsNotThePfsLink() {
        SysTree tree = new SysTree(root)
                .pf(PF, "mlx5_core", 8, 1)
                .netdev(PF, "a0", 3, 0, "aa", "pf0vf0")
                .netdev(PF, "uplink", 7, 0, "aa", "p0");
        assertThat(tree.read(PF).link(null)).map(PfLink::name).contains("uplink");
    }

    @Test
    void aLinkThatIsInAnotherNamespaceIsToldFromNone() {
        SysTree tree = tree().vf(PF, 0, "0000:3b:10.0")
                .driver("0000:3b:10.0", "ixgbevf")
                .directory("sys/bus/pci/devices/0000:3b:10.0/net")
                .vf(PF, 1, "0000:3b:10.1")
                .driver("0000:3b:10.1", "vfio-pci")
                .vf(PF, 2, "0000:3b:10.2")
                .driver("0000:3b:10.2", "ixgbevf")
                .netdev("0000:3b:10.2", "eno1v2", 9);
        PhysicalFunction pf = tree.read(PF);
        assertThat(pf.vf(0).netdevsElsewhere()).isTrue();
        assertThat(pf.vf(1).netdevsElsewhere()).isFalse();
        assertThat(pf.vf(2).netdevsElsewhere()).isFalse();
        assertThat(pf.vf(2).netdevs()).extracting(Netdev::name).containsExactly("eno1v2");
    }

    @Test
    void whatInfinibandKeepsForAFunctionIsRead() {
        String kept = "sys/bus/pci/devices/" + PF + "/sriov/1/";
        SysTree tree = tree().vf(PF, 0, "0000:3b:10.0")
                .vf(PF, 1, "0000:3b:10.1")
                .file(kept + "node", "11:22:33:44:77:66:77:90")
                .file(kept + "port", "11:22:33:44:77:66:77:91")
                .file(kept + "policy", "Follow");
        assertThat(tree.read(PF).vf(0).infiniband()).isNull();
        assertThat(tree.read(PF).vf(1).infiniband())
                .isEqualTo(new InfinibandPolicy("11:22:33:44:77:66:77:90", "11:22:33:44:77:66:77:91", "Follow"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        SysTree tree = tree().vf(PF, 0, "0000:3b:10.0");
        assertKind(Kind.NOT_FOUND, () -> tree.read("0000:99:00.0"));
        assertKind(Kind.NOT_FOUND, () -> tree.read(PF).vf(1));
    }

    @Test
    void aFunctionThatIsNoPfIsRefusedAndNamesItsPf() {
        SysTree tree = tree().vf(PF, 0, "0000:3b:10.0").file("sys/bus/pci/devices/0000:00:1f.0/class", "0x060100");
        assertThat(assertKind(Kind.REFUSED, () -> tree.read("0000:3b:10.0")).fix())
                .contains(PF);
        assertThat(assertKind(Kind.REFUSED, () -> tree.read("0000:00:1f.0")).fix())
                .contains("SR-IOV");
    }

    private static dev.plumbline.host.Problem assertKind(
            Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        PlumblineException e = catchThrowableOfType(PlumblineException.class, call);
        assertThat(e.problem().kind()).isEqualTo(kind);
        return e.problem();
    }
}
