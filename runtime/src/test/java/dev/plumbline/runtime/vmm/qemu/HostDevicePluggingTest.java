package dev.plumbline.runtime.vmm.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.Deadline;
import dev.plumbline.runtime.vmm.HostDevicePlug;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a QEMU with the iommufd object (9.0 and later) is told: the one that most hosts have does not know it. */
@Timeout(30)
class HostDevicePluggingTest {
    private static final String DEVICE = "vfio-0000-01-00.0";
    private static final String ADD_OBJECT = "object-add {\"id\":\"plumbline-iommufd\",\"qom-type\":\"iommufd\"}";
    private static final String DELETE_OBJECT = "object-del {\"id\":\"plumbline-iommufd\"}";
    private static final String KNOWN = "\"return\": [{\"name\": \"iommufd\"}]";

    private ScriptedMonitor monitor;

    @BeforeEach
    void listen() throws IOException {
        monitor = new ScriptedMonitor().answering("qom-list-types", KNOWN);
    }

    @AfterEach
    void close() throws IOException {
        monitor.close();
    }

    @Test
    void aDeviceWithANodeOfItsOwnIsOpenedThroughIommufd() {
        plug(true);
        assertThat(monitor.changes())
                .containsExactly(
                        ADD_OBJECT,
                        "device_add {\"addr\":\"0.0\",\"bus\":\"rp1\",\"driver\":\"vfio-pci\",\"host\":\"0000:01:00.0\","
                                + "\"id\":\"vfio-0000-01-00.0\",\"iommufd\":\"plumbline-iommufd\",\"romfile\":\"\"}");
    }

    @Test
    void theDevicesOfAMachineShareOneIommufd() {
        monitor.answering("qom-list", "\"return\": [{\"name\": \"plumbline-iommufd\", \"type\": \"child<iommufd>\"}]");
        plug(true);
        assertThat(monitor.changes())
                .singleElement()
                .asString()
                .startsWith("device_add")
                .contains("\"iommufd\":\"plumbline-iommufd\"");
    }

    @Test
    void aDeviceWithoutANodeOfItsOwnIsOpenedThroughItsGroup() {
        plug(false);
        assertOpenedThroughItsGroup();
    }

    @Test
    void aQemuThatKnowsNoIommufdOpensItThroughItsGroup() {
        monitor.answering("qom-list-types", "\"return\": [{\"name\": \"rng-random\"}]");
        plug(true);
        assertOpenedThroughItsGroup();
    }

    @Test
    void theIommufdOfADeviceThatIsRefusedIsTakenBack() {
        monitor.answering(
                "device_add",
                "\"error\": {\"class\": \"GenericError\", \"desc\": \"vfio 0000:01:00.0: error bind device to iommufd\"}");
        QmpException refusal = catchThrowableOfType(QmpException.class, () -> plug(true));
        assertThat(refusal.text()).contains("error bind device to iommufd");
        assertThat(monitor.changes()).element(0).isEqualTo(ADD_OBJECT);
        assertThat(monitor.changes()).element(2).isEqualTo(DELETE_OBJECT);
        assertThat(monitor.changes()).hasSize(3);
    }

    @Test
    void anIommufdThatIsRefusedIsNotTakenFromWhoeverHasItsId() {
        monitor.answering(
                "object-add",
                "\"error\": {\"class\": \"GenericError\", \"desc\": \"attempt to add duplicate property to object\"}");
        QmpException refusal = catchThrowableOfType(QmpException.class, () -> plug(true));
        assertThat(refusal.text()).contains("duplicate property");
        assertThat(monitor.changes()).containsExactly(ADD_OBJECT);
    }

    @Test
    void theIommufdGoesOnceTheGuestHasLetTheDeviceGo() {
        monitor.thenSaying("device_del", "{\"event\": \"DEVICE_DELETED\", \"data\": {\"device\": \"" + DEVICE + "\"}}");
        unplug();
        assertThat(monitor.changes()).containsExactly("device_del {\"id\":\"" + DEVICE + "\"}", DELETE_OBJECT);
    }

    @Test
    void theIommufdStaysAsLongAsAnotherDeviceHasItAndNeedNotBeThere() {
        for (String refusal : new String[] {
            "object 'plumbline-iommufd' is in use, can not be deleted", "object 'plumbline-iommufd' not found"
        }) {
            monitor.thenSaying(
                            "device_del", "{\"event\": \"DEVICE_DELETED\", \"data\": {\"device\": \"" + DEVICE + "\"}}")
                    .answering("object-del", "\"error\": {\"class\": \"GenericError\", \"desc\": \"" + refusal + "\"}");
            unplug();
            assertThat(monitor.changes()).last().isEqualTo(DELETE_OBJECT);
        }
    }

    private void assertOpenedThroughItsGroup() {
        assertThat(monitor.changes())
                .singleElement()
                .asString()
                .startsWith("device_add")
                .doesNotContain("iommufd");
    }

    private void plug(boolean hasCdev) {
        try (QemuMachine machine = QemuMachine.connect(monitor.socket(), limit())) {
            machine.plugHostDevice(new HostDevicePlug(DEVICE, "0000:01:00.0", "rp1", "0.0"), hasCdev, limit());
        }
    }

    private void unplug() {
        try (QemuMachine machine = QemuMachine.connect(monitor.socket(), limit())) {
            machine.unplugHostDevice(DEVICE, limit());
        }
    }

    private static Deadline limit() {
        return Deadline.after(Duration.ofSeconds(20));
    }
}
