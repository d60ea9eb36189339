package dev.plumbline.runtime.vmm.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.runtime.vmm.NicPlug;
import dev.plumbline.runtime.vmm.PluggedNic;
import dev.plumbline.runtime.vmm.Port;
import dev.plumbline.runtime.vmm.ScratchTap;
import dev.plumbline.runtime.vmm.VmSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real QEMU does without a guest: everything but letting a device go. */
@Timeout(60)
class QemuMachineTest {
    private static final String MAC = "5a:99:71:85:23:ef";

    @ParameterizedTest
    @ValueSource(strings = {"q35", "pc"})
    void aPluggedNicIsWhereItsPortSays(String type) throws IOException {
        try (QemuProcess qemu = start(type);
                ScratchTap tap = new ScratchTap(1);
                QemuMachine machine = connect(qemu)) {
            Port port = machine.observe(soon()).ports(1).get(0);
            machine.plugNic(plug(port, 1), tap.queues(), List.of(), soon());

            assertThat(machine.nic("nic-eth0", soon()))
                    .contains(new PluggedNic("nic-eth0", MAC, port.pciPath(), "net-nic-eth0"));
            VmSnapshot after = machine.observe(soon());
            assertThat(after.devices()).contains("nic-eth0");
            assertThat(after.netdevs()).containsExactly("net-nic-eth0");
            assertThat(after.freePorts()).doesNotContain(port);
            assertThat(tap.queues().get(0).isOpen()).isTrue();
        }
    }

    @Test
    void aNicWithTwoQueuesTakesTwoDescriptors() throws IOException {
        try (QemuProcess qemu = start("q35");
                ScratchTap tap = new ScratchTap(2);
                QemuMachine machine = connect(qemu);
                QmpClient side = QmpClient.connect(qemu.side(), soon())) {
            long before = qemu.descriptors();
            machine.plugNic(plug(machine.observe(soon()).ports(1).get(0), 2), tap.queues(), List.of(), soon());
            assertThat(qemu.descriptors()).isGreaterThanOrEqualTo(before + 2);
            assertThat(property(side, "mq")).isEqualTo("true");
            assertThat(property(side, "vectors")).isEqualTo("6");
            assertThat(machine.observe(soon()).netdevs()).containsExactly("net-nic-eth0");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aRefusedDeviceLeavesNothingBehind(int queues) throws IOException {
        try (QemuProcess qemu = start("q35");
                ScratchTap tap = new ScratchTap(queues);
                QemuMachine machine = connect(qemu)) {
            VmSnapshot before = machine.observe(soon());
            long descriptors = qemu.descriptors();
            NicPlug plug = plug(new Port("nowhere", null, ""), queues);
            assertThatThrownBy(() -> machine.plugNic(plug, tap.queues(), List.of(), soon()))
                    .isInstanceOf(QmpException.class)
                    .hasMessageContaining("Bus 'nowhere' not found");
            assertThat(machine.observe(soon())).isEqualTo(before);
            assertThat(qemu.descriptors()).isEqualTo(descriptors);
        }
    }

    @Test
    void aRefusedBackEndLeavesNoDescriptorBehind() throws IOException {
        try (QemuProcess qemu = start("q35");
                ScratchTap tap = new ScratchTap(1);
                QemuMachine machine = connect(qemu);
                QmpClient side = QmpClient.connect(qemu.side(), soon())) {
            side.execute("netdev_add", Map.of("type", "user", "id", "net-nic-eth0"), soon());
            Port port = machine.observe(soon()).ports(1).get(0);
            long descriptors = qemu.descriptors();
            assertThatThrownBy(() -> machine.plugNic(plug(port, 1), tap.queues(), List.of(), soon()))
                    .hasMessageContaining("Duplicate ID");
            assertThat(qemu.descriptors()).isEqualTo(descriptors);
            assertThat(machine.observe(soon()).netdevs())
                    .as("somebody else's back-end stays")
                    .containsExactly("net-nic-eth0");
        }
    }

    @Test
    void anOccupiedPortIsRefusedAndItsDeviceStays() throws IOException {
        try (QemuProcess qemu = start("q35");
                ScratchTap first = new ScratchTap(1);
                ScratchTap second = new ScratchTap(1);
                QemuMachine machine = connect(qemu)) {
            Port port = machine.observe(soon()).ports(1).get(0);
            machine.plugNic(plug(port, 1), first.queues(), List.of(), soon());
            NicPlug again = new NicPlug("nic-eth1", MAC, port.bus(), port.addr(), 1, false);
            assertThatThrownBy(() -> machine.plugNic(again, second.queues(), List.of(), soon()))
                    .hasMessageContaining("in use by virtio-net-pci");
            assertThat(machine.observe(soon()).netdevs()).containsExactly("net-nic-eth0");
            assertThat(machine.nic("nic-eth0", soon())).isPresent();
        }
    }

    @Test
    void unpluggingWhatIsNotThereDoesNothing() throws IOException {
        try (QemuProcess qemu = start("q35");
                QemuMachine machine = connect(qemu)) {
            VmSnapshot before = machine.observe(soon());
            machine.unplugNic("nic-eth0", soon());
            machine.unplugNic("nic-eth0", soon());
            assertThat(machine.observe(soon())).isEqualTo(before);
            assertThat(machine.nic("nic-eth0", soon())).isEmpty();
            assertThat(machine.nic("rp0", soon())).as("a device that is no NIC").isEmpty();
        }
    }

    @Test
    void unpluggingRemovesABackEndWithoutADevice() throws IOException {
        try (QemuProcess qemu = start("q35");
                QemuMachine machine = connect(qemu);
                QmpClient side = QmpClient.connect(qemu.side(), soon())) {
            side.execute("netdev_add", Map.of("type", "user", "id", "net-nic-eth0"), soon());
            machine.unplugNic("nic-eth0", soon());
            assertThat(machine.observe(soon()).netdevs()).isEmpty();
        }
    }

    @Test
    void aGuestThatDoesNotAnswerIsNamed() throws IOException {
        try (QemuProcess qemu = start("q35");
                ScratchTap tap = new ScratchTap(1);
                QemuMachine machine = connect(qemu);
                QmpClient side = QmpClient.connect(qemu.side(), soon())) {
            machine.plugNic(plug(machine.observe(soon()).ports(1).get(0), 1), tap.queues(), List.of(), soon());
            side.execute("cont", Map.of(), soon());
            side.execute("stop", Map.of(), soon());
            for (int i = 0; i < 2; i++) { // the second finds the first one's request pending
                Problem problem = unplugging(machine, Duration.ofMillis(300));
                assertThat(problem.code()).isEqualTo("UNPLUG_NOT_ANSWERED");
                assertThat(problem.why()).contains("paused");
            }
        }
    }

    @Test
    void aGuestThatNeverRanIsNotAsked() throws IOException {
        try (QemuProcess qemu = start("q35");
                ScratchTap tap = new ScratchTap(1);
                QemuMachine machine = connect(qemu);
                QmpClient side = QmpClient.connect(qemu.side(), soon())) {
            machine.plugNic(plug(machine.observe(soon()).ports(1).get(0), 1), tap.queues(), List.of(), soon());
            assertThat(unplugging(machine, Duration.ofSeconds(30)).why()).contains("prelaunch");
            side.execute("device_del", Map.of("id", "nic-eth0"), soon()); // fails if one is pending
        }
    }

    private static Problem unplugging(QemuMachine machine, Duration time) {
        return catchThrowableOfType(PlumblineException.class, () -> machine.unplugNic("nic-eth0", Deadline.after(time)))
                .problem();
    }

    @Test
    void aSecondClientOfAMonitorIsToldToHaveItsOwn() throws IOException {
        try (QemuProcess qemu = start("q35");
                QemuMachine first = connect(qemu)) {
            assertThat(first.observe(soon()).devices()).isNotEmpty();
            assertThatThrownBy(() -> QemuMachine.connect(qemu.monitor(), Deadline.after(Duration.ofMillis(300))))
                    .isInstanceOfSatisfying(
                            PlumblineException.class,
                            e -> assertThat(e.problem().fix()).contains("a monitor of its own"));
        }
    }

    @Test
    void aMonitorCanBeTakenAgainAtOnce() throws IOException {
        try (QemuProcess qemu = start("q35")) {
            for (int i = 0; i < 3; i++) {
                try (QemuMachine machine = connect(qemu)) {
                    assertThat(machine.observe(soon()).devices()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void anIdThatQemuDoesNotTakeIsBadInput() throws IOException {
        try (QemuProcess qemu = start("q35");
                QemuMachine machine = connect(qemu)) {
            for (String id : new String[] {"", "0", "nic eth0", "nic/eth0", "nic:eth0"}) {
                assertThatThrownBy(() -> machine.unplugNic(id, soon()))
                        .isInstanceOfSatisfying(
                                PlumblineException.class,
                                e -> assertThat(e.problem().kind()).isEqualTo(Problem.Kind.BAD_INPUT));
            }
        }
    }

    private static QemuProcess start(String type) throws IOException {
        return type.equals("q35")
                ? QemuProcess.start("-M", "q35", "-device", "pcie-root-port,id=rp0,chassis=1,slot=1,addr=10.0")
                : QemuProcess.start("-M", type);
    }

    private static QemuMachine connect(QemuProcess qemu) {
        return QemuMachine.connect(qemu.monitor(), soon());
    }

    private static NicPlug plug(Port port, int queues) {
        return new NicPlug("nic-eth0", MAC, port.bus(), port.addr(), queues, false);
    }

    private static String property(QmpClient side, String name) {
        return side.execute("qom-get", Map.of("path", "/machine/peripheral/nic-eth0", "property", name), soon())
                .asText();
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30));
    }
}
