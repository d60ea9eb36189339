package dev.plumbline.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code plumb cdi generate}: documents about the functions of a host of files. */
class CdiGenerateTest extends CdiCommandBed {
    @Test
    void aDocumentIsGeneratedFromTheHostsFunctions() throws IOException {
        function("0000:01:00.0", "0x030200", "12", "vfio0");
        function("0000:01:00.1", "0x040300", "12", "vfio1");
        function("0000:02:00.0", "0x010802", "13", null);
        function("0000:41:00.0", "0x120000", "7", null);
        function("0000:00:01.0", "0x060400", "1", null);
        function("0000:03:00.0", "0x020000", null, null);
        String sysroot = root.resolve("host").toString();

        JsonNode gpus = json(0, "generate", "--gpus", "--sysroot", sysroot);
        assertThat(gpus.path("kind").asText()).isEqualTo("plumbline.dev/gpu");
        assertThat(gpus.path("devices"))
                .extracting(one -> one.path("name").asText())
                .containsExactly("group-7", "group-12", "0000:41:00.0", "0000:01:00.0");
        assertThat(gpus.at("/devices/1/annotations/vfio.plumbline.dev~1addresses")
                        .asText())
                .isEqualTo("0000:01:00.0,0000:01:00.1");
        assertThat(gpus.at("/devices/1/containerEdits/deviceNodes"))
                .extracting(node -> node.path("path").asText())
                .containsExactly("/dev/vfio/12", "/dev/vfio/devices/vfio0", "/dev/vfio/devices/vfio1");

        assertThat(plumb("generate", "--pci", "02:00.0", "--kind", "v.com/nvme", "--sysroot", sysroot))
                .isZero();
        assertThat(out).startsWith("---\n").contains("kind: v.com/nvme", "\"0000:02:00.0\"");
        write("generated.yaml", out);
        json(0, "validate", root.resolve("generated.yaml").toString());

        String file = root.resolve("out/gpu.json").toString();
        JsonNode written = json(0, "generate", "--gpus", "--sysroot", sysroot, "--output", file);
        assertThat(written.path("file").asText()).isEqualTo(file);
        assertThat(written.path("devices")).hasSize(4);
        String first = Files.readString(Path.of(file));
        json(0, "generate", "--gpus", "--sysroot", sysroot, "--output", file);
        assertThat(Files.readString(Path.of(file))).isEqualTo(first);
        json(0, "why", "--dir", root.resolve("out").toString(), "plumbline.dev/gpu=group-12");

        json(3, "generate", "--pci", "0000:09:00.0", "--sysroot", sysroot);
        json(2, "generate", "--pci", "nonsense", "--sysroot", sysroot);
        assertThat(json(4, "generate", "--pci", "0000:03:00.0", "--sysroot", sysroot)
                        .at("/error/code")
                        .asText())
                .isEqualTo("NO_GROUP");
        json(4, "generate", "--pci", "0000:00:01.0", "--sysroot", sysroot);
        json(2, "generate", "--sysroot", sysroot);
        json(2, "generate", "--gpus", "--kind", "gpu", "--sysroot", sysroot);
        json(2, "generate", "--gpus", "--sysroot", sysroot, "--format", "json", "--output", root + "/x.yaml");
    }

    private void function(String bdf, String classCode, String group, String cdev) throws IOException {
        Path device = Files.createDirectories(root.resolve("host/sys/bus/pci/devices/" + bdf));
        Files.writeString(device.resolve("class"), classCode + "\n");
        Files.writeString(device.resolve("vendor"), "0x10de\n");
        Files.writeString(device.resolve("device"), "0x2330\n");
        if (group != null) {
            Path groups = Files.createDirectories(root.resolve("host/sys/kernel/iommu_groups/" + group));
            Files.createSymbolicLink(device.resolve("iommu_group"), groups);
        }
        if (cdev != null) {
            Files.createDirectories(device.resolve("vfio-dev/" + cdev));
        }
    }
}
