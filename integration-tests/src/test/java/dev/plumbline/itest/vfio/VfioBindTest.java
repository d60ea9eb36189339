package dev.plumbline.itest.vfio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.vfio.cli.VfioBind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vfio-bind program as others see it: documents, reason codes and exit codes, on a host of files. */
class VfioBindTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path root;

    @TempDir
    private Path state;

    private FakeHost fake;
    private String out = "";
    private String err = "";

    @BeforeEach
    void make() {
        fake = new FakeHost(root);
        fake.function("0000:01:00.0", "030200", "10de", "2330").driver("nvidia").group(12);
        fake.function("0000:01:00.1", "040300", "10de", "22bd")
                .driver("snd_hda_intel")
                .group(12);
        fake.function("0000:02:00.0", "020000", "8086", "10d3")
                .driver("e1000e")
                .group(13)
                .netdev("eth0", 1);
        fake.function("0000:03:00.0", "010802", "144d", "a808")
                .driver("nvme")
                .group(14)
                .disk("nvme0n1", "259");
        fake.function("10000:04:00.0", "068000", "10de", "22a3").group(15);
        fake.function("0000:05:00.0", "020000", "8086", "10d3")
                .driver("vfio-pci")
                .group(16)
                .file("vfio-dev/vfio3/dev", "511:3");
        fake.function("0000:00:00.0", "060000", "8086", "0d57").group(1);
        fake.function("0000:06:00.0", "020000", "15b3", "1019")
                .driver("mlx5_core")
                .group(17)
                .file("sriov_totalvfs", "8")
                .file("sriov_numvfs", "2")
                .link("virtfn0", "../0000:06:00.1")
                .link("virtfn1", "../0000:06:00.2");
        fake.function("0000:06:00.2", "020000", "15b3", "101a").group(18).link("physfn", "../0000:06:00.0");
        fake.function("0000:07:00.0", "020000", "8086", "10d3").driver("e1000e");
        fake.file(
                "proc/net/route",
                "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n"
                        + "eth0\t00000000\t0102000A\t0003\t0\t0\t0\t00000000\t0\t0\t0");
        fake.file("proc/self/mountinfo", "29 1 259:1 / /srv/data\\040one rw,relatime shared:1 - ext4 /dev/other rw");
    }

    private int run(String... words) {
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--sysroot", root.toString(), "--state", state.toString()));
        int code = VfioBind.run(
                new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                new PrintStream(errBytes, true, StandardCharsets.UTF_8),
                all.toArray(String[]::new));
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return code;
    }

    private JsonNode json(int code, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--json");
        assertThat(run(all.toArray(String[]::new))).as(err).isEqualTo(code);
        return MAPPER.readTree(out);
    }

    private JsonNode show(String bdf) throws IOException {
        return json(0, "show", bdf);
    }

    private static List<String> reasons(JsonNode device) {
        return device.path("verdict").path("reasons").findValuesAsText("code");
    }

    private static List<String> fields(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void aDeviceObjectHasWhatWasPromised() throws IOException {
        JsonNode device = show("01:00.0");
        assertThat(fields(device))
                .startsWith(
                        "bdf",
                        "class",
                        "vendor",
                        "device",
                        "subsystem",
                        "driver",
                        "override",
                        "modules",
                        "numa",
                        "netdevs",
                        "blockdevs",
                        "group",
                        "vfio",
                        "bars",
                        "reset",
                        "sriov")
                .contains("holder", "journal", "verdict", "bindable");
        assertThat(device.path("class").path("code").asText()).isEqualTo("0x030200");
        assertThat(device.path("vendor").path("id").asText()).isEqualTo("0x10de");
        assertThat(device.path("driver").asText()).isEqualTo("nvidia");
        assertThat(device.path("override").isNull()).isTrue();
        assertThat(device.path("numa").asInt()).isZero();
        JsonNode group = device.path("group");
        assertThat(group.path("id").asText()).isEqualTo("12");
        assertThat(group.path("members")).hasSize(2);
        assertThat(group.path("viable").asBoolean()).isFalse();
        JsonNode blocker = group.path("blockers").path(0);
        assertThat(blocker.path("bdf").asText()).isEqualTo("0000:01:00.1");
        assertThat(blocker.path("driver").asText()).isEqualTo("snd_hda_intel");
        assertThat(blocker.path("reason").asText()).isEqualTo("GROUP_SIBLING_BOUND");
        assertThat(device.path("vfio").path("group").asText()).isEqualTo("/dev/vfio/12");
        assertThat(device.path("bars")).hasSize(2);
        JsonNode bar = device.path("bars").path(1);
        assertThat(bar.path("size").asLong()).isEqualTo(64L << 30);
        assertThat(bar.path("bits").asInt()).isEqualTo(64);
        assertThat(bar.path("prefetchable").asBoolean()).isTrue();
        assertThat(device.path("reset")).hasSize(2);
        assertThat(device.path("bindable").asBoolean()).isTrue();
        assertThat(reasons(device)).containsExactly("GROUP_NOT_VIABLE");
    }

    @Test
    void eachReasonComesWhereItApplies() throws IOException {
        assertThat(reasons(show("02:00.0"))).contains("IN_USE_NETDEV");
        assertThat(out).contains("carries the default route");
        assertThat(reasons(show("03:00.0"))).contains("IN_USE_MOUNT");
        assertThat(out).contains("nvme0n1p1 is mounted on /srv/data one");
        assertThat(reasons(show("00:00.0"))).containsExactly("HOST_BRIDGE");
        assertThat(reasons(show("06:00.0"))).contains("VFS_ENABLED");
        assertThat(reasons(show("07:00.0"))).contains("NO_GROUP");
        assertThat(reasons(show("10000:04:00.0"))).containsExactly("DRIVER_MISSING");
        assertThat(show("10000:04:00.0").path("bindable").asBoolean()).isTrue();
        for (String bdf : List.of("02:00.0", "03:00.0", "00:00.0", "06:00.0", "07:00.0")) {
            assertThat(show(bdf).path("bindable").asBoolean()).as(bdf).isFalse();
        }
    }

    @Test
    void withoutAnIommuNothingIsBoundUnlessTheUnsafeModeIsAskedFor(@TempDir Path other) throws IOException {
        FakeHost bare = new FakeHost(other);
        bare.function("0000:01:00.0", "020000", "8086", "10d3").driver("e1000e");
        Files.delete(other.resolve("sys/class/iommu/dmar0"));
        root = other;
        assertThat(reasons(show("01:00.0"))).contains("NO_IOMMU");
        assertThat(json(4, "bind", "01:00.0", "--force")
                        .path("error")
                        .path("code")
                        .asText())
                .isEqualTo("NO_IOMMU");
        assertThat(json(7, "doctor").path("findings").findValuesAsText("code")).contains("NO_IOMMU");
        assertThat(json(0, "groups").path("groups")).isEmpty();

        bare.file("sys/module/vfio/parameters/enable_unsafe_noiommu_mode", "Y");
        assertThat(json(4, "bind", "01:00.0").path("error").path("code").asText())
                .isEqualTo("NO_IOMMU");
        assertThat(json(0, "bind", "01:00.0", "--force", "--dry-run").path("steps"))
                .hasSize(1);
    }

    @Test
    void aLimitOnLockedMemoryIsAReasonForAProcessWithoutPrivileges() throws IOException {
        fake.file("proc/self/limits", "Max locked memory         8388608              8388608              bytes");
        fake.file("proc/self/status", "CapEff:\t0000000000000000");
        JsonNode device = json(7, "check", "05:00.0").path("devices").path(0);
        assertThat(reasons(device)).containsExactly("MEMLOCK");
        assertThat(json(7, "doctor").path("findings").findValuesAsText("code")).contains("MEMLOCK");
        fake.file("proc/self/status", "CapEff:\t000001ffffffffff");
        assertThat(json(0, "check", "05:00.0").path("ok").asBoolean()).isTrue();
    }

    @Test
    void aBoundDeviceIsReadyUntilSomebodyHoldsIt() throws IOException {
        JsonNode ready = show("05:00.0");
        assertThat(ready.path("verdict").path("ok").asBoolean()).isTrue();
        assertThat(ready.path("bindable").asBoolean()).isTrue();
        assertThat(ready.path("vfio").path("cdev").asText()).isEqualTo("/dev/vfio/devices/vfio3");
        assertThat(json(0, "check", "05:00.0").path("ok").asBoolean()).isTrue();

        fake.file("proc/4242/comm", "qemu-system-x86");
        fake.link("proc/4242/fd/31", "/dev/vfio/devices/vfio3");
        JsonNode held = show("05:00.0");
        assertThat(held.path("holder").path("pid").asInt()).isEqualTo(4242);
        assertThat(held.path("group").path("viable").asBoolean()).isFalse();
        assertThat(reasons(held)).containsExactly("IN_USE_VFIO");
        assertThat(json(7, "check", "05:00.0").path("ok").asBoolean()).isFalse();
    }

    @Test
    void virtualFunctionsAndTheirPhysicalOneKnowEachOther() throws IOException {
        JsonNode pf = show("06:00.0").path("sriov");
        assertThat(pf.path("total").asInt()).isEqualTo(8);
        assertThat(pf.path("count").asInt()).isEqualTo(2);
        JsonNode vf = show("06:00.2").path("sriov");
        assertThat(vf.path("pf").asText()).isEqualTo("0000:06:00.0");
        assertThat(vf.path("index").asInt()).isEqualTo(1);
    }

    @Test
    void aListIsOrderedAndCanBeNarrowed() throws IOException {
        List<String> all = json(0, "list").path("devices").findValuesAsText("bdf");
        assertThat(all.get(0)).isEqualTo("0000:00:00.0");
        assertThat(all.get(all.size() - 1)).isEqualTo("10000:04:00.0");
        assertThat(json(0, "list", "--class", "gpu").path("devices")).hasSize(1);
        assertThat(json(0, "list", "--class=nvme,gpu").path("devices")).hasSize(2);
        assertThat(json(0, "list", "--driver", "vfio-pci").path("devices")).hasSize(1);
        assertThat(json(0, "list", "--group", "12").path("devices")).hasSize(2);
        assertThat(json(2, "list", "--class", "toaster")
                        .path("error")
                        .path("code")
                        .asText())
                .isEqualTo("BAD_CLASS");
    }

    @Test
    void textIsOneLineADeviceWithWhatIsInTheWayBeneath() {
        assertThat(run("list")).isZero();
        List<String> lines = out.lines().toList();
        assertThat(lines)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("0000:01:00.0   3D controller")
                        .contains("nvidia", "group 12")
                        .endsWith("bindable"));
        int nic = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith("0000:02:00.0"))
                .findFirst()
                .orElseThrow());
        assertThat(lines.get(nic)).endsWith("blocked");
        assertThat(lines.get(nic + 1)).startsWith("    IN_USE_NETDEV: ");
        assertThat(lines.get(nic + 2)).startsWith("    fix: ");
        assertThat(out).doesNotContain("\u001b");
    }

    @Test
    void groupsSayWhatEachMemberIs() throws IOException {
        JsonNode group = json(0, "groups", "12").path("groups").path(0);
        assertThat(group.path("viable").asBoolean()).isFalse();
        assertThat(group.path("blockers")).hasSize(2);
        assertThat(group.path("roles").path("0000:01:00.1").asText()).isEqualTo("endpoint");
        assertThat(json(0, "groups").path("groups")).hasSize(8);
        assertThat(json(3, "groups", "99").path("error").path("code").asText()).isEqualTo("NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "check", "bind", "restore", "bars"})
    void aDeviceThatIsNotThereIsNotFoundAndABadNameIsBadUsage(String verb) throws IOException {
        JsonNode error = json(3, verb, "7f:00.0").path("error");
        assertThat(fields(error)).containsExactly("code", "message", "object", "cause", "fix");
        assertThat(error.path("code").asText()).isEqualTo("NOT_FOUND");
        assertThat(error.path("object").asText()).isEqualTo("0000:7f:00.0");
        for (String bad : List.of("7f:00", "0000:7f:20.0", "0000:7f:00.8", "zz:00.0", "12345678901:00:00.0")) {
            assertThat(json(2, verb, bad).path("error").path("code").asText()).isEqualTo("BAD_BDF");
        }
    }

    @Test
    void aBindingCanBeTriedMadeAndTakenBack() throws IOException {
        assertThat(json(0, "bind", "01:00.0", "--dry-run").path("steps").findValuesAsText("outcome"))
                .containsExactly("planned", "planned");
        try (FakeKernel kernel = new FakeKernel(fake).start()) {
            JsonNode bound = json(0, "bind", "01:00.0");
            assertThat(fields(bound)).startsWith("steps", "devices");
            assertThat(bound.path("steps").findValuesAsText("outcome")).containsExactly("applied", "applied");
            assertThat(bound.path("devices").path(0).path("verdict").path("ok").asBoolean())
                    .isTrue();
            JsonNode override = json(0, "overrides").path("overrides").path(0);
            assertThat(fields(override)).containsExactly("bdf", "override", "journaled");
            assertThat(override.path("journaled").asBoolean()).isTrue();
            assertThat(run("overrides", "--clear", "01:00.0")).isEqualTo(4);
            assertThat(json(0, "restore", "--all").path("steps").findValuesAsText("outcome"))
                    .containsExactly("undone", "undone");
            assertThat(json(0, "restore", "01:00.0").path("steps")).isEmpty();
        }
        assertThat(json(4, "bind", "02:00.0").path("error").path("code").asText())
                .isEqualTo("IN_USE_NETDEV");
        assertThat(json(4, "bind", "00:00.0", "--force")
                        .path("error")
                        .path("code")
                        .asText())
                .isEqualTo("HOST_BRIDGE");
        assertThat(json(4, "bind", "07:00.0", "--force")
                        .path("error")
                        .path("code")
                        .asText())
                .isEqualTo("NO_GROUP");
    }

    @Test
    void anOverrideThatSomebodyLeftIsFoundAndCleared() throws IOException {
        fake.file("sys/devices/pci0000:00/0000:01:00.0/driver_override", "nvidia");
        assertThat(reasons(show("01:00.0"))).contains("OVERRIDE_LEFT");
        JsonNode doctor = json(7, "doctor");
        assertThat(doctor.path("ok").asBoolean()).isFalse();
        assertThat(doctor.path("findings").findValuesAsText("code")).contains("OVERRIDE_LEFT");
        assertThat(json(0, "overrides", "--clear", "01:00.0").path("overrides")).isEmpty();
        assertThat(reasons(show("01:00.0"))).doesNotContain("OVERRIDE_LEFT");
    }

    @Test
    void windowsAreCountedAndMustFit() throws IOException {
        JsonNode windows = json(0, "bars", "01:00.0", "05:00.0", "--phys-bits", "46");
        assertThat(fields(windows)).contains("devices", "totalBytes", "ovmfMmio64Mib", "physBitsNeeded", "fits");
        assertThat(windows.path("devices").path(0).path("windowBytes").asLong()).isEqualTo(64L << 30);
        assertThat(windows.path("totalBytes").asLong()).isEqualTo(128L << 30);
        assertThat(windows.path("ovmfMmio64Mib").asLong()).isEqualTo(256L << 10);
        assertThat(windows.path("physBitsNeeded").asInt()).isEqualTo(39);
        JsonNode small = json(7, "bars", "01:00.0", "05:00.0", "--phys-bits", "36");
        assertThat(small.path("fits").asBoolean()).isFalse();
        assertThat(small.path("reasons").findValuesAsText("code")).containsExactly("BAR_WINDOW");
    }

    @Test
    void garbageIsListedWithWhatIsKnown() throws IOException {
        fake.file("sys/devices/pci0000:00/0000:02:00.0/class", "zebra");
        fake.file("sys/devices/pci0000:00/0000:02:00.0/resource", "0xzz 1\n\n-5 0x 7\n9 9 9 9");
        fake.bytes("sys/devices/pci0000:00/0000:02:00.0/config", new byte[] {1, 2});
        fake.file("sys/devices/pci0000:00/0000:02:00.0/numa_node", "-1");
        byte[] circle = new byte[256];
        circle[6] = 0x10;
        circle[0x34] = 0x40;
        circle[0x41] = 0x40;
        fake.bytes("sys/devices/pci0000:00/0000:03:00.0/config", circle);
        fake.file("sys/devices/pci0000:00/0000:09:00.0/vendor/nonsense", "");
        fake.directory("sys/devices/pci0000:00/0000:09:00.0/driver");
        fake.link("sys/bus/pci/devices/0000:09:00.0", "../../../devices/pci0000:00/0000:09:00.0");
        fake.link("sys/bus/pci/devices/0000:08:00.0", "../../../devices/pci0000:00/nowhere");
        fake.link("sys/bus/pci/devices/nonsense", ".");
        fake.link("sys/devices/pci0000:00/0000:01:00.1/iommu_group", "..");
        JsonNode devices = json(0, "list").path("devices");
        assertThat(devices.findValuesAsText("bdf"))
                .contains("0000:02:00.0", "0000:03:00.0", "0000:08:00.0", "0000:09:00.0");
        JsonNode device = show("02:00.0");
        assertThat(device.path("class").path("code").isNull()).isTrue();
        assertThat(device.path("numa").isNull()).isTrue();
        assertThat(device.path("bars")).isEmpty();
        assertThat(show("03:00.0").path("capabilities")).isEmpty();
        assertThat(run("list")).isZero();
        assertThat(run("doctor")).isEqualTo(7);
    }

    @Test
    void helpKnowsEveryVerbAndCompletionIsAScript() {
        assertThat(VfioBind.run(System.out, System.err, "--version")).isZero();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertThat(VfioBind.run(stream, stream, "--help")).isZero();
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("list", "show", "groups", "check", "bind", "restore", "overrides", "bars", "doctor", "watch");
        bytes.reset();
        assertThat(VfioBind.run(stream, stream, "completion")).isZero();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("complete -F", "--sysroot");
    }
}
