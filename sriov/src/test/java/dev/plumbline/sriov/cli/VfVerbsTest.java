package dev.plumbline.sriov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.sriov.SysTree;
import dev.plumbline.vfio.cli.VfioBind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code vfio-bind vfs} and {@code vf} on trees of files: what they print, and their exit codes. */
class VfVerbsTest {
    private static final String PF = "0000:3b:00.0";
    private static final String SWITCH = "a8d5330003a1420c";

    @TempDir
    private Path root;

    @TempDir
    private Path state;

    private SysTree tree;
    private String out = "";
    private String err = "";

    @BeforeEach
    void make() {
        tree = new SysTree(root)
                .pf(PF, "mlx5_core", 8, 2)
                .netdev(PF, "ens1f0", 2, 0, SWITCH, "p0")
                .netdev(PF, "ens1f0_1", 9, 0, SWITCH, "pf0vf1")
                .vf(PF, 0, "0000:3b:00.2")
                .vf(PF, 1, "0000:3b:00.3")
                .driver("0000:3b:00.2", "mlx5_core")
                .netdev("0000:3b:00.2", "ens1f0v0", 7);
    }

    @Test
    void theDocumentHasEveryFunctionAndNullForWhatATreeCannotTell() throws IOException {
        JsonNode document = json(0, "vfs", PF);
        assertThat(document.path("pf").asText()).isEqualTo(PF);
        assertThat(document.path("total").asInt()).isEqualTo(8);
        assertThat(document.path("count").asInt()).isEqualTo(2);
        assertThat(document.path("vfs")).hasSize(2);
        JsonNode first = document.path("vfs").get(0);
        assertThat(fields(first))
                .contains(
                        "index",
                        "bdf",
                        "driver",
                        "netdev",
                        "mac",
                        "vlan",
                        "qos",
                        "proto",
                        "minRate",
                        "maxRate",
                        "spoofchk",
                        "trust",
                        "linkState",
                        "representor");
        assertThat(first.path("index").asInt()).isZero();
        assertThat(first.path("bdf").asText()).isEqualTo("0000:3b:00.2");
        assertThat(first.path("driver").asText()).isEqualTo("mlx5_core");
        assertThat(first.path("netdev").asText()).isEqualTo("ens1f0v0");
        for (String setting : List.of("mac", "vlan", "qos", "proto", "minRate", "spoofchk", "trust", "linkState")) {
            assertThat(first.path(setting).isNull()).as(setting).isTrue();
        }
        assertThat(first.path("representor").isNull()).isTrue();
        JsonNode second = document.path("vfs").get(1);
        assertThat(second.path("driver").isNull()).isTrue();
        assertThat(second.path("representor").asText()).isEqualTo("ens1f0_1");
        assertThat(document.has("steps")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {PF, "3b:00.0", "ens1f0"})
    void aPhysicalFunctionHasThreeNames(String name) throws IOException {
        assertThat(json(0, "vfs", name).path("pf").asText()).isEqualTo(PF);
    }

    @Test
    void thePeoplesTableIsAligned() {
        assertThat(run("vfs", "ens1f0")).isZero();
        List<String> lines = out.lines().toList();
        assertThat(lines.get(0)).isEqualTo(PF + " ens1f0, mlx5_core: 2 of 8 virtual functions");
        assertThat(lines.get(1)).startsWith("vf  address       driver     link");
        assertThat(lines.get(2)).startsWith("0   0000:3b:00.2  mlx5_core  ens1f0v0");
        assertThat(lines.get(3)).startsWith("1   0000:3b:00.3  -          -").endsWith("ens1f0_1");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(run("vfs", "0000:99:00.0")).isEqualTo(3);
        assertThat(run("vfs", "nosuch0")).isEqualTo(3);
        assertThat(run("vf", PF, "2", "--trust", "on")).isEqualTo(3);
    }

    @Test
    void aFunctionThatCannotHaveVirtualOnesIsRefused() throws IOException {
        assertThat(json(4, "vfs", "0000:3b:00.2").path("error").path("fix").asText())
                .contains(PF);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vfs",
                "vfs a/b",
                "vfs " + PF + " --count x",
                "vfs " + PF + " --count -1",
                "vfs " + PF + " --count 2 --probe maybe",
                "vfs " + PF + " --count 2 --restore",
                "vf " + PF,
                "vf " + PF + " 0",
                "vf " + PF + " x --trust on",
                "vf " + PF + " -1 --trust on",
                "vf " + PF + " 0 --vlan 5000",
                "vf " + PF + " 0 --vlan 0:3",
                "vf " + PF + " 0 --vlan 10:8",
                "vf " + PF + " 0 --vlan 0:0:802.1ad",
                "vf " + PF + " 0 --mac 01:00:5e:00:00:01",
                "vf " + PF + " 0 --mac 00:00:00:00:00:00",
                "vf " + PF + " 0 --rate 200:100",
                "vf " + PF + " 0 --spoofchk maybe",
                "vf " + PF + " 0 --link-state up",
            })
    void whatCannotBeMeantIsBadInput(String arguments) throws IOException {
        JsonNode error = json(2, arguments.split(" ")).path("error");
        assertThat(fields(error)).containsExactly("code", "message", "object", "cause", "fix");
        assertThat(error.path("fix").asText()).isNotBlank();
        assertThat(journals()).isEmpty();
    }

    @Test
    void settingsOfATreeAreRefusedAsTheKernelHereWouldBeTheWrongOne() throws IOException {
        assertThat(json(4, "vf", PF, "0", "--trust", "on")
                        .path("error")
                        .path("code")
                        .asText())
                .isEqualTo("NO_KERNEL");
        assertThat(journals()).isEmpty();
    }

    @Test
    void moreThanThereCanBeAreRefusedWithTheMost() throws IOException {
        JsonNode error = json(4, "vfs", PF, "--count", "9").path("error");
        assertThat(error.path("code").asText()).isEqualTo("VF_COUNT_TOO_LARGE");
        assertThat(error.path("cause").asText()).contains("8 is the most");
        assertThat(read("sriov_numvfs")).isEqualTo("2");
    }

    @Test
    void aPfWithoutADriverIsRefusedWithTheWayOut() throws IOException {
        Files.delete(root.resolve("sys/bus/pci/devices/" + PF + "/driver"));
        JsonNode error = json(4, "vfs", PF, "--count", "4").path("error");
        assertThat(error.path("code").asText()).isEqualTo("PF_WITHOUT_DRIVER");
        assertThat(error.path("cause").asText()).contains("ENOENT");
        assertThat(error.path("fix").asText()).contains("drivers_probe");
    }

    @Test
    void functionsInUseDoNotVanishUnlessForced() throws IOException {
        tree.file("sys/bus/pci/devices/0000:3b:00.2/net/ens1f0v0/flags", "0x1003");
        JsonNode error = json(4, "vfs", PF, "--count", "0").path("error");
        assertThat(error.path("code").asText()).isEqualTo("IN_USE_NETDEV");
        assertThat(error.path("cause").asText()).contains("0000:3b:00.2", "ens1f0v0");
        assertThat(error.path("fix").asText()).contains("--force");
        assertThat(read("sriov_numvfs")).isEqualTo("2");
    }

    @Test
    void aFunctionWhoseLinkIsInAnotherNamespaceIsInUse() throws IOException {
        tree.driver("0000:3b:00.3", "mlx5_core").directory("sys/bus/pci/devices/0000:3b:00.3/net");
        JsonNode error = json(4, "vfs", PF, "--count", "3").path("error");
        assertThat(error.path("code").asText()).isEqualTo("IN_USE_NETDEV");
        assertThat(error.path("cause").asText()).contains("another network namespace");
    }

    @Test
    void aFunctionThatAProcessHasOpenIsInUse() throws IOException {
        tree.driver("0000:3b:00.3", "vfio-pci")
                .link("sys/bus/pci/devices/0000:3b:00.3/iommu_group", "../../../../kernel/iommu_groups/29")
                .directory("sys/kernel/iommu_groups/29")
                .file("proc/4711/comm", "qemu-system-x86")
                .link("proc/4711/fd/9", "/dev/vfio/29");
        JsonNode error = json(4, "vfs", PF, "--count", "0").path("error");
        assertThat(error.path("code").asText()).isEqualTo("IN_USE_VFIO");
        assertThat(error.path("cause").asText()).contains("qemu-system-x86", "4711");
    }

    @Test
    void theNumberThatIsThereAlreadyIsDoneWhoeverUsesThem() throws IOException {
        tree.file("sys/bus/pci/devices/0000:3b:00.2/net/ens1f0v0/flags", "0x1003");
        JsonNode document = json(0, "vfs", PF, "--count", "2");
        assertThat(document.path("steps").get(0).path("outcome").asText()).isEqualTo("already");
        assertThat(journals()).isEmpty();
    }

    @Test
    void whereNothingWasChangedNothingIsRestored() throws IOException {
        assertThat(json(0, "vfs", PF, "--restore").path("steps")).isEmpty();
    }

    @Test
    void theHelpShowsBothVerbs() {
        assertThat(run("--help")).isZero();
        assertThat(out).contains("vfs", "Sets what a physical function decides");
    }

    private List<String> journals() throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".journal"))
                    .toList();
        }
    }

    private String read(String file) throws IOException {
        return Files.readString(root.resolve("sys/bus/pci/devices/" + PF + "/" + file))
                .strip();
    }

    private JsonNode json(int code, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        assertThat(run(all.toArray(String[]::new))).as(err + out).isEqualTo(code);
        return new ObjectMapper().readTree(out);
    }

    private static List<String> fields(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!all.contains("--help")) {
            all.addAll(List.of("--sysroot", root.toString(), "--state", state.toString()));
        }
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code = VfioBind.run(
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                new PrintStream(said, true, StandardCharsets.UTF_8),
                all.toArray(String[]::new));
        out = printed.toString(StandardCharsets.UTF_8);
        err = said.toString(StandardCharsets.UTF_8);
        return code;
    }
}
