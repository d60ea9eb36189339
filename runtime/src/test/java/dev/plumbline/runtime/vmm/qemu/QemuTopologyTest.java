package dev.plumbline.runtime.vmm.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.runtime.vmm.Port;
import dev.plumbline.runtime.vmm.VmSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QemuTopologyTest {
    @Test
    void emptyRootPortsOfQ35AreFreeInTheOrderOfTheirSlots() throws IOException {
        VmSnapshot seen = observe(
                "-M", "q35",
                "-device", "pcie-root-port,id=b,chassis=2,slot=2,addr=11.0",
                "-device", "pcie-root-port,id=a,chassis=1,slot=1,addr=10.0,multifunction=on",
                "-device", "pcie-root-port,id=c,chassis=3,slot=3,addr=10.1");
        assertThat(seen.machine()).startsWith("pc-q35-");
        assertThat(seen.freePorts())
                .containsExactly(
                        new Port("a", "0x0", "10/00"), new Port("c", "0x0", "10.1/00"), new Port("b", "0x0", "11/00"));
        assertThat(seen.devices()).containsExactly("a", "b", "c");
        assertThat(seen.netdevs()).isEmpty();
    }

    @Test
    void portsThatCannotBeUsedAreNotFree() throws IOException {
        VmSnapshot seen = observe(
                "-M", "q35",
                "-device", "pcie-root-port,chassis=1,slot=1,addr=2",
                "-device", "pcie-root-port,id=fixed,chassis=2,slot=2,addr=3,hotplug=off",
                "-device", "pcie-root-port,id=taken,chassis=3,slot=3,addr=4",
                "-device", "virtio-serial-pci,bus=taken",
                "-device", "pxb-pcie,id=other,bus_nr=128,addr=5",
                "-device", "pcie-root-port,id=far,bus=other,chassis=4,slot=4");
        assertThat(seen.freePorts()).isEmpty();
        assertThatThrownBy(() -> seen.ports(1)).isInstanceOfSatisfying(PlumblineException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("NO_FREE_PORT");
            assertThat(e.problem().kind()).isEqualTo(Kind.REFUSED);
            assertThat(e.problem().fix()).contains("pcie-root-port,id=");
        });
    }

    @Test
    void aPortBehindASwitchHasALongerPath() throws IOException {
        VmSnapshot seen = observe(
                "-M", "q35",
                "-device", "pcie-root-port,id=rp,chassis=1,slot=1,addr=2",
                "-device", "x3130-upstream,id=up,bus=rp",
                "-device", "xio3130-downstream,id=down,bus=up,chassis=2,slot=2,addr=7");
        assertThat(seen.freePorts()).containsExactly(new Port("down", "0x0", "02/00/07/00"));
    }

    @Test
    void freeSlotsOfPcAreFree() throws IOException {
        VmSnapshot seen = observe("-M", "pc", "-device", "virtio-serial-pci,addr=4");
        assertThat(seen.machine()).startsWith("pc-i440fx-");
        assertThat(seen.freePorts().stream().map(Port::pciPath).toList())
                .containsExactlyElementsOf(IntStream.range(2, 32)
                        .filter(slot -> slot != 4)
                        .mapToObj(slot -> String.format("%02x", slot))
                        .toList());
        assertThat(seen.freePorts()).contains(new Port("pci.0", "0x8", "08"));
    }

    @Test
    void backEndsAreListedWithAndWithoutADevice() throws IOException {
        VmSnapshot seen = observe(
                "-M", "q35",
                "-netdev", "user,id=lone",
                "-netdev", "user,id=used",
                "-device", "virtio-net-pci,id=nic,netdev=used,romfile=");
        assertThat(seen.netdevs()).containsExactlyInAnyOrder("lone", "used");
    }

    private static VmSnapshot observe(String... arguments) throws IOException {
        Deadline deadline = Deadline.after(Duration.ofSeconds(20));
        try (QemuProcess qemu = QemuProcess.start(arguments);
                QemuMachine machine = QemuMachine.connect(qemu.monitor(), deadline)) {
            return machine.observe(deadline);
        }
    }
}
