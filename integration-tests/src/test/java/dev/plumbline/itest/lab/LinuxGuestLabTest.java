package dev.plumbline.itest.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.host.Deadline;
import dev.plumbline.itest.GuestShell;
import dev.plumbline.runtime.demo.GuestVm;
import dev.plumbline.runtime.vmm.qemu.QmpClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A guest with Linux inside the lab: it lets go of what is unplugged. Takes minutes to boot there. */
@Tag("lab-long")
class LinuxGuestLabTest extends LabBed {
    private static final Duration BOOT = Duration.ofMinutes(6);

    @Test
    @Timeout(600)
    void aFunctionIsPluggedAndUnplugged() {
        bind(LabFunction.NIC);
        try (GuestVm guest = GuestVm.start(GuestVm.Machine.Q35, 3, 1, "tcg")) {
            guest.awaitAgent(BOOT);
            Deadline plugging = Deadline.after(Duration.ofMinutes(2));
            try (QmpClient monitor = QmpClient.connect(guest.qmp(), plugging);
                    GuestShell shell = GuestShell.of(guest)) {
                monitor.execute(
                        "device_add",
                        Map.of("driver", "vfio-pci", "id", "nic", "host", LabFunction.NIC.address(), "bus", "rp1"),
                        plugging);
                while (!shell.run("cat /sys/bus/pci/devices/*/device").contains("0x10d3")) {
                    plugging.check("guest", "seeing the function");
                }
                long mark = monitor.eventMark();
                monitor.execute("device_del", Map.of("id", "nic"), plugging);
                assertThat(monitor.awaitEvent(
                                mark,
                                event -> event.path("event").asText().equals("DEVICE_DELETED")
                                        && event.at("/data/device").asText().equals("nic"),
                                plugging))
                        .isPresent();
            }
        }
        restore(LabFunction.NIC);
        assertAsBefore();
    }
}
