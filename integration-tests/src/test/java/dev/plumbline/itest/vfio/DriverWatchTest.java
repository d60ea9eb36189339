package dev.plumbline.itest.vfio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.DriverWatch;
import dev.plumbline.vfio.DriverWatch.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverWatchTest {
    private static final Bdf NIC = Bdf.parse("01:00.0");

    @TempDir
    private Path root;

    @Test
    void driversAndFunctionsThatComeAndGoAreToldOnce() throws IOException {
        FakeHost fake = new FakeHost(root);
        FakeHost.Function nic =
                fake.function("0000:01:00.0", "020000", "8086", "10d3").driver("e1000e");
        DriverWatch watch = DriverWatch.of(fake.sysroot());
        assertThat(watch.look()).isEmpty();

        Files.delete(root.resolve("sys/bus/pci/devices/0000:01:00.0/driver"));
        assertThat(watch.look()).containsExactly(new Change("driver-unbound", NIC, null, "e1000e"));
        nic.driver("vfio-pci");
        fake.function("0000:02:00.0", "020000", "8086", "10d3");
        assertThat(watch.look())
                .containsExactly(
                        new Change("driver-bound", NIC, "vfio-pci", null),
                        new Change("device-added", Bdf.parse("02:00.0"), null, null));
        Files.delete(root.resolve("sys/bus/pci/devices/0000:01:00.0"));
        assertThat(watch.look()).containsExactly(new Change("device-removed", NIC, null, "vfio-pci"));
        assertThat(watch.look()).isEmpty();
    }
}
