package dev.plumbline.vfio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.host.Sysroot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptRemappingTest {
    @TempDir
    private Path root;

    @Test
    void aUnitThatCannotRemapInterruptsIsNamed() throws IOException {
        write("sys/class/iommu/dmar0/intel-iommu/ecap", "f00f4a"); // as an emulated unit with intremap=on has it
        write("sys/class/iommu/dmar1/intel-iommu/ecap", "f00f42");
        write("sys/class/iommu/dmar2/intel-iommu/ecap", "zebra");
        write("sys/class/iommu/ivhd0/amd-iommu/cap", "40f");
        assertThat(read()).isEqualTo(new InterruptRemapping(List.of("dmar1"), false));
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.ok()).isFalse();
            assertThat(finding.text()).startsWith("dmar1 cannot remap interrupts");
        });
    }

    @Test
    void thatVfioDoesWithoutIsSaid() throws IOException {
        write("sys/class/iommu/dmar0/intel-iommu/ecap", "f00f42");
        write("sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts", "Y");
        assertThat(findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.fix()).contains("without allow_unsafe_interrupts"));
    }

    @Test
    void permissionThatNobodyNeedsIsNoFault() throws IOException {
        write("sys/class/iommu/dmar0/intel-iommu/ecap", "f00f4a");
        write("sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts", "Y");
        assertThat(findings()).isEmpty();
    }

    private List<Doctor.Finding> findings() throws IOException {
        Files.createDirectories(root.resolve("sys/bus/pci/devices"));
        return HostDevices.of(new Sysroot(root), root.resolve("state")).examine().stream()
                .filter(finding -> finding.code().equals("INTERRUPT_REMAPPING"))
                .toList();
    }

    private InterruptRemapping read() {
        return InterruptRemapping.read(new Sysroot(root));
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
    }
}
