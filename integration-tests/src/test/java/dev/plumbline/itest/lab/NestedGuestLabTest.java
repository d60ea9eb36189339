package dev.plumbline.itest.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.Deadline;
import dev.plumbline.runtime.vmm.qemu.QmpClient;
import dev.plumbline.runtime.vmm.qemu.QmpException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a VM inside the lab takes and gives back: the ground on which plugging a function stands. */
@Tag("lab-long")
class NestedGuestLabTest {
    @AfterEach
    void restore() {
        LabFunction.NIC.restoreByHand();
        assertThat(LabFunction.NIC.driver()).isEqualTo("e1000e");
    }

    @Test
    void aGuestWithOnlyFirmwareTakesAFunctionAndGivesItBackWhenItEnds(@TempDir Path directory) throws Exception {
        LabFunction.NIC.bindByHand("vfio-pci");
        Deadline deadline = Deadline.after(Duration.ofSeconds(60));
        try (NestedGuest guest = NestedGuest.start(directory);
                QmpClient monitor = QmpClient.connect(guest.qmp(), deadline)) {
            QmpException refused = catchThrowableOfType(
                    QmpException.class, () -> add(monitor, LabFunction.BRIDGED_NIC, "rp0", deadline));
            assertThat(refused).hasMessageContaining("No such file or directory");

            add(monitor, LabFunction.NIC, "rp1", deadline);
            assertThat(NestedGuest.functions(monitor, deadline)
                            .filter(function ->
                                    function.path("qdev_id").asText().equals("nic"))
                            .map(function -> "%04x:%04x"
                                    .formatted(
                                            function.at("/id/vendor").asInt(),
                                            function.at("/id/device").asInt())))
                    .containsExactly("8086:10d3");

            long mark = monitor.eventMark();
            monitor.execute("device_del", Map.of("id", "nic"), deadline);
            assertThat(monitor.awaitEvent(
                            mark,
                            event -> event.path("event").asText().equals("DEVICE_DELETED"),
                            deadline.within(Duration.ofSeconds(2))))
                    .isEmpty();
        }
        assertThat(LabFunction.NIC.driver()).isEqualTo("vfio-pci");
    }

    private static void add(QmpClient monitor, LabFunction function, String port, Deadline deadline) {
        monitor.execute(
                "device_add",
                Map.of("driver", "vfio-pci", "id", "nic", "host", function.address(), "bus", port),
                deadline);
    }
}
