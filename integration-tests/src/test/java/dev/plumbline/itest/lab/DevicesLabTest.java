package dev.plumbline.itest.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The lab has what its tests rely on. Says so first when a kernel or a QEMU of another version does not. */
@Tag("lab")
class DevicesLabTest {
    private static final Path DEVICES = Path.of("/sys/bus/pci/devices");

    @Test
    void functionsShareAGroupWhereTheTopologySaysSo() throws IOException {
        assertThat(group("0000:01:00.0")).containsExactly("0000:01:00.0");
        assertThat(group("0000:03:00.0")).containsExactly("0000:03:00.0");
        assertThat(group("0000:04:00.0")).containsExactly("0000:04:00.0", "0000:04:00.1");
        assertThat(group("0000:08:02.0")).containsExactly("0000:07:00.0", "0000:08:01.0", "0000:08:02.0");
        assertThat(group("0000:0b:00.0")).containsExactly("0000:0a:00.0", "0000:0b:00.0");
        assertThat(group("0000:0f:00.0")).containsExactly("0000:0f:00.0");
    }

    @Test
    void theFunctionsHaveTheirDrivers() throws IOException {
        assertThat(driver("0000:01:00.0")).isEqualTo("e1000e");
        assertThat(driver("0000:02:00.0")).isEqualTo("virtio-pci");
        assertThat(driver("0000:03:00.0")).isEqualTo("nvme");
        assertThat(driver("0000:04:00.0")).isEqualTo("bochs-drm");
        assertThat(driver("0000:04:00.1")).isEqualTo("snd_hda_intel");
        assertThat(driver("0000:05:00.0")).isEqualTo("bochs-drm");
        assertThat(driver("0000:08:01.0")).isEqualTo("e1000");
        assertThat(driver("0000:08:02.0")).isEqualTo("none");
        assertThat(driver("0000:0f:00.0")).isEqualTo("none");
    }

    @Test
    void theNvmeFunctionOffersFourVirtualFunctions() throws IOException {
        assertThat(Files.readString(DEVICES.resolve("0000:03:00.0/sriov_totalvfs"))
                        .strip())
                .isEqualTo("4");
    }

    @Test
    void vfioIsThere() {
        assertThat(Path.of("/dev/vfio/vfio")).exists();
        assertThat(Path.of("/sys/bus/pci/drivers/vfio-pci")).isDirectory();
    }

    private static String[] group(String address) throws IOException {
        try (Stream<Path> members = Files.list(DEVICES.resolve(address).resolve("iommu_group/devices"))) {
            return members.map(member -> member.getFileName().toString())
                    .sorted()
                    .toArray(String[]::new);
        }
    }

    private static String driver(String address) throws IOException {
        Path link = DEVICES.resolve(address).resolve("driver");
        return Files.exists(link) ? link.toRealPath().getFileName().toString() : "none";
    }
}
