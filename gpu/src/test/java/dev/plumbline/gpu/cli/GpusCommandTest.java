package dev.plumbline.gpu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.gpu.HostTree;
import dev.plumbline.gpu.Machines;
import dev.plumbline.vfio.cli.VfioBind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpusCommandTest {
    @TempDir
    private Path root;

    @Test
    void theDocumentHasTheDeviceObjectAndMore() throws IOException {
        JsonNode document = json(0, Machines.desktop(root));
        JsonNode gpu = document.at("/gpus/0");
        assertThat(gpu.path("bdf").asText()).isEqualTo("0000:01:00.0");
        assertThat(gpu.at("/verdict/ok").asBoolean()).isFalse();
        assertThat(gpu.at("/companions/0/role").asText()).isEqualTo("audio");
        assertThat(gpu.at("/companions/0/driver").asText()).isEqualTo("snd_hda_intel");
        assertThat(gpu.at("/use/clients/0/name").asText()).isEqualTo("Xorg");
        assertThat(gpu.at("/use/firmware/bar").asInt()).isEqualTo(1);
        assertThat(gpu.at("/mig/capable").isBoolean()).isTrue();
        assertThat(gpu.at("/mig/capable").asBoolean()).isFalse();
        assertThat(gpu.at("/nvidia").isObject()).isTrue();
        assertThat(gpu.path("findings").findValuesAsText("code")).contains("BOOT_VGA");
        assertThat(document.path("peers").isArray()).isTrue();
        assertThat(document.path("peers")).isEmpty();
    }

    @Test
    void someGpusComeWithThePathsAmongThem() throws IOException {
        JsonNode document = json(0, Machines.a100Pcie(root), "3e:00.0", "3d:00.0");
        assertThat(document.path("gpus").findValuesAsText("bdf")).startsWith("0000:3e:00.0");
        assertThat(document.at("/peers/0/path").asText()).isEqualTo("switch");
        assertThat(document.at("/peers/0/via").asText()).isEqualTo("0000:3b:00.0");
        assertThat(document.at("/peers/0/redirected").isBoolean()).isTrue();
        assertThat(document.at("/peers/0/link").asText()).isEqualTo("unknown");
    }

    @Test
    void peopleSeeALineAGpuWithWhatToKnowBeneathAndTheTable() throws IOException {
        assertThat(text(0, Machines.desktop(root.resolve("desktop"))))
                .contains("0000:01:00.0", "group 1", "256 MiB", "in use")
                .contains("    audio 0000:01:00.1, snd_hda_intel")
                .contains("    FIRMWARE_FRAMEBUFFER: efifb")
                .contains("        fix: ");
        assertThat(text(0, Machines.hgxH100(root.resolve("hgx"))))
                .contains("    nvswitch, serves others too: 0000:07:00.0 0000:08:00.0 0000:09:00.0 0000:0a:00.0")
                .contains("    MIG: instance 1 with 1 compute, instance 2 with 2 compute")
                .contains("nvswitch/node", "nvswitch/system");
        assertThat(text(0, Machines.virtualFunctions(root.resolve("vfs"))))
                .contains(
                        "blocked",
                        "    VFS_ENABLED: ",
                        "        fix: remove them first: vfio-bind vfs 0000:4f:00.0 --count 0")
                .doesNotContain("left");
    }

    @Test
    void argumentsArePrintedALineEach() throws IOException {
        assertThat(text(0, Machines.a100Pcie(root), "--qemu", "af:00.0").lines())
                .contains(
                        "-cpu host,host-phys-bits=on",
                        "-fw_cfg name=opt/ovmf/X-PciMmio64Mb,string=131072",
                        "-device pcie-root-port,id=port-vfio-0000-af-00.0,chassis=128,slot=44800");
        assertThat(text(0, Machines.a100Pcie(root.resolve("hot")), "--qemu", "--hotplug", "af:00.0"))
                .contains("pref64-reserve=137438953472,mem-reserve=16777216")
                .doesNotContain("vfio-pci");
    }

    @Test
    void theGuestsDocumentHasTheSameArguments() throws IOException {
        JsonNode document = json(0, Machines.a100Pcie(root), "--qemu", "af:00.0");
        assertThat(document.at("/ports/0/slot").asInt()).isEqualTo(44800);
        assertThat(document.at("/devices/0/bdf").asText()).isEqualTo("0000:af:00.0");
        assertThat(document.at("/totalBytes").asLong()).isEqualTo(128L << 30);
        assertThat(document.path("arguments")).extracting(JsonNode::asText).contains("-fw_cfg");
    }

    @Test
    void refusalsHaveTheirExitCodes() throws IOException {
        HostTree host = Machines.desktop(root);
        assertThat(json(4, host, "01:00.1").at("/error/code").asText()).isEqualTo("NOT_A_GPU");
        assertThat(json(3, host, "7f:00.0").at("/error/code").asText()).isEqualTo("NOT_FOUND");
        assertThat(json(2, host, "--qemu").at("/error/code").asText()).isEqualTo("BAD_USAGE");
        assertThat(json(2, host, "--hotplug", "01:00.0").at("/error/code").asText())
                .isEqualTo("BAD_USAGE");
        assertThat(json(2, host, "--qemu", "01:00.0", "--phys-bits", "70")
                        .at("/error/code")
                        .asText())
                .isEqualTo("BAD_PHYS_BITS");
        assertThat(json(4, host, "--qemu", "01:00.0", "--phys-bits", "33")
                        .at("/error/code")
                        .asText())
                .isEqualTo("BAR_WINDOW");
    }

    @Test
    void aHostWithoutGpusHasAnEmptyList() throws IOException {
        HostTree host = new HostTree(root);
        assertThat(json(0, host).path("gpus")).isEmpty();
        assertThat(text(0, host)).contains("no GPU");
    }

    private static JsonNode json(int exitCode, HostTree host, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.add("--json");
        return new ObjectMapper().readTree(text(exitCode, host, words.toArray(String[]::new)));
    }

    private static String text(int exitCode, HostTree host, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of("gpus"));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--sysroot", host.root().toString(), "--state", host.root() + "/state"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = VfioBind.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                words.toArray(String[]::new));
        assertThat(code).as(out + "\n" + err).isEqualTo(exitCode);
        return out.toString(StandardCharsets.UTF_8);
    }
}
