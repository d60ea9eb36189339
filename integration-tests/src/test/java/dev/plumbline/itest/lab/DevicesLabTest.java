package dev.plumbline.itest.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The lab has what its tests rely on. Tells a lab that is not as it should be from a Plumbline that is not. */
@Tag("lab")
class DevicesLabTest {
    @Test
    void functionsShareAGroupWhereTheTopologySaysSo() {
        assertThat(LabFunction.NIC.groupMembers()).containsExactly("0000:01:00.0");
        assertThat(LabFunction.NVME.groupMembers()).containsExactly("0000:03:00.0");
        assertThat(LabFunction.DISPLAY.groupMembers()).containsExactly("0000:04:00.0", "0000:04:00.1");
        assertThat(LabFunction.LONE_DISPLAY.groupMembers()).containsExactly("0000:05:00.0");
        assertThat(LabFunction.BRIDGE.groupMembers()).containsExactly("0000:07:00.0", "0000:08:01.0", "0000:08:02.0");
        assertThat(new LabFunction("0000:0b:00.0").groupMembers()).containsExactly("0000:0a:00.0", "0000:0b:00.0");
        assertThat(LabFunction.EDU.groupMembers()).containsExactly("0000:0f:00.0");
    }

    @Test
    void theFunctionsHaveTheirDrivers() {
        assertThat(LabFunction.NIC.driver()).isEqualTo("e1000e");
        assertThat(LabFunction.NVME.driver()).isEqualTo("nvme");
        assertThat(LabFunction.DISPLAY.driver()).isEqualTo("bochs-drm");
        assertThat(LabFunction.AUDIO.driver()).isEqualTo("snd_hda_intel");
        assertThat(LabFunction.LONE_DISPLAY.driver()).isEqualTo("bochs-drm");
        assertThat(LabFunction.BRIDGED_NIC.driver()).isEqualTo("e1000");
        assertThat(LabFunction.BRIDGE.driver()).isEqualTo("none");
        assertThat(LabFunction.BRIDGED_EDU.driver()).isEqualTo("none");
        assertThat(LabFunction.EDU.driver()).isEqualTo("none");
        assertThat(LabFunction.NIC.override()).isEqualTo("(null)");
    }

    @Test
    void theNvmeControllerOffersFourVirtualFunctions() {
        assertThat(LabFunction.NVME.read("sriov_totalvfs")).isEqualTo("4");
        assertThat(LabFunction.NVME.read("sriov_numvfs")).isEqualTo("0");
    }

    @Test
    void vfioIsThere() {
        assertThat(Path.of("/dev/vfio/vfio")).exists();
        assertThat(Path.of("/sys/bus/pci/drivers/vfio-pci")).isDirectory();
        assertThat(LabFunction.NIC.groupNode()).doesNotExist();
    }
}
