package dev.plumbline.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.gpu.Companion.Place;
import dev.plumbline.gpu.PeerPath.Path;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.DeviceDetails.MdevType;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of machines as their owners' listings show them. */
class GpuInventoryTest {
    @TempDir
    private java.nio.file.Path root;

    @Test
    void whatIsOnACardBelongsToItsGpu() {
        Gpu gpu = only(Machines.desktop(root));
        assertThat(gpu.companions())
                .extracting(companion -> companion.function().bdf().toString(), Companion::role, Companion::place)
                .containsExactly(
                        tuple("0000:01:00.1", "audio", Place.SLOT),
                        tuple("0000:01:00.2", "usb", Place.SLOT),
                        tuple("0000:01:00.3", "ucsi", Place.SLOT));
    }

    @Test
    void whatOnlySharesTheSlotOfAProcessorsGraphicsStays() {
        assertThat(only(Machines.apu(root)).companions())
                .extracting(companion -> companion.function().bdf().toString(), Companion::role)
                .containsExactly(tuple("0000:07:00.1", "audio"));
    }

    @Test
    void anAddressWhereNothingIsIsNotFoundOnAHostWithoutGpusToo() {
        Bdf nothing = Bdf.parse("7f:00.0");
        PlumblineException refused = catchThrowableOfType(
                PlumblineException.class, () -> new HostTree(root).inventory().require(List.of(nothing)));
        assertThat(refused.problem().kind()).isEqualTo(Problem.Kind.NOT_FOUND);
    }

    @Test
    void aCardWithASwitchIsOneCard() {
        GpuInventory found = Machines.arcAndNavi(root).inventory();
        assertThat(gpu(found, "05:00.0").companions())
                .extracting(companion -> companion.function().bdf().toString(), Companion::role, Companion::place)
                .containsExactly(tuple("0000:06:00.0", "audio", Place.CARD));
        assertThat(gpu(found, "0a:00.0").companions())
                .extracting(companion -> companion.function().bdf().toString(), Companion::role, Companion::place)
                .containsExactly(tuple("0000:0a:00.1", "audio", Place.SLOT));
    }

    @Test
    void whoUsesADisplayIsNamed() {
        Gpu gpu = only(Machines.desktop(root));
        assertThat(gpu.use().nodes()).containsExactly("/dev/dri/card0", "/dev/dri/renderD128", "/dev/nvidia0");
        assertThat(gpu.use().clients())
                .extracting(client -> client.process().toString(), GpuUse.Client::nodes)
                .containsExactly(
                        tuple("Xorg (pid 1300)", List.of("/dev/dri/card0")),
                        tuple("picom (pid 1500)", List.of("/dev/dri/card0", "/dev/dri/renderD128")));
        assertThat(gpu.use().bootVga()).isTrue();
        assertThat(gpu.use().firmware()).isEqualTo("efifb");
        assertThat(gpu.use().firmwareBar()).isEqualTo(1);
        assertThat(gpu.use().console())
                .as("the console is on efifb's frame buffer")
                .isNull();
        assertThat(codes(gpu)).containsExactly("IN_USE_DRM", "FIRMWARE_FRAMEBUFFER", "BOOT_VGA");
        assertThat(gpu.findings().get(0).text()).isEqualTo("Xorg (pid 1300), picom (pid 1500) have it open");
        assertThat(gpu.findings().get(1).text()).contains("efifb").contains("BAR 1");
    }

    @Test
    void aConsoleIsOnTheGpuThatHasItsFrameBuffer() {
        HostTree host = Machines.arcAndNavi(root);
        GpuInventory found = host.inventory();
        assertThat(gpu(found, "0a:00.0").use().console()).isEqualTo("fb0");
        assertThat(gpu(found, "05:00.0").use().isUsed()).isFalse();
        host.file("sys/class/vtconsole/vtcon1/bind", "0");
        assertThat(gpu(host.inventory(), "0a:00.0").use().console()).isNull();
    }

    @Test
    void computeProcessesAreFoundByTheNodeThatTheDriverNumbers() {
        GpuInventory found = Machines.hgxH100(root).inventory();
        assertThat(gpu(found, "1b:00.0").use().clients())
                .extracting(client -> client.process().pid())
                .containsExactly(4242);
        assertThat(gpu(found, "43:00.0").use().clients()).isEmpty();
        NvidiaProc nvidia = nvidia(gpu(found, "43:00.0"));
        assertThat(nvidia.uuid()).startsWith("GPU-0f1e2d3c");
        assertThat(nvidia.minor()).isEqualTo(1);
    }

    @Test
    void whatAGpuIsCutIntoIsListed() {
        GpuInventory found = Machines.hgxH100(root).inventory();
        assertThat(gpu(found, "1b:00.0").mig()).isTrue();
        assertThat(nvidia(gpu(found, "1b:00.0")).instances())
                .extracting(NvidiaProc.GpuInstance::id, NvidiaProc.GpuInstance::computeInstances)
                .containsExactly(tuple(1, List.of(0)), tuple(2, List.of(0, 1)));
        assertThat(nvidia(gpu(found, "43:00.0")).instances()).isEmpty();
        assertThat(only(Machines.desktop(root.resolve("other"))).mig()).isFalse();
    }

    @Test
    void virtualGpusAreListedWhicheverWayTheDriverMakesThem() {
        Gpu mediated = gpu(Machines.a100Pcie(root.resolve("mdev")).inventory(), "af:00.5");
        assertThat(mediated.vgpuTypes()).containsExactly(new MdevType("nvidia-474", "GRID A100-10C", 1));
        assertThat(mediated.function().sriov().pf()).isEqualTo(Bdf.parse("af:00.0"));

        Gpu direct = gpu(Machines.virtualFunctions(root.resolve("vf")).inventory(), "81:00.4");
        assertThat(direct.vgpu()).isEqualTo("557");
        assertThat(direct.vgpuTypes()).as("it is one already").allMatch(type -> type.available() == 0);
        assertThat(direct.vgpuTypes())
                .extracting(MdevType::id, MdevType::name)
                .containsExactly(tuple("557", "NVIDIA A40-1Q"), tuple("558", "NVIDIA A40-2Q"));
    }

    @Test
    void virtualFunctionsAreGpusWithoutCompanions() {
        GpuInventory found = Machines.virtualFunctions(root).inventory();
        assertThat(found.gpus())
                .extracting(gpu -> gpu.function().bdf().toString())
                .containsExactly("0000:4f:00.0", "0000:4f:00.1", "0000:4f:00.2", "0000:81:00.0", "0000:81:00.4");
        assertThat(found.gpus()).allSatisfy(gpu -> assertThat(gpu.companions()).isEmpty());
        assertThat(found.peers()).as("only of the two physical ones").hasSize(1);
    }

    @Test
    void everyGpuOfABoardHasItsSwitchesAndNothingElseDoes() {
        GpuInventory found = Machines.hgxH100(root).inventory();
        assertThat(found.gpus())
                .hasSize(8)
                .allSatisfy(gpu -> assertThat(gpu.companions())
                        .extracting(
                                companion -> companion.function().bdf().toString(), Companion::role, Companion::place)
                        .containsExactly(
                                tuple("0000:07:00.0", "nvswitch", Place.HOST),
                                tuple("0000:08:00.0", "nvswitch", Place.HOST),
                                tuple("0000:09:00.0", "nvswitch", Place.HOST),
                                tuple("0000:0a:00.0", "nvswitch", Place.HOST)));
        assertThat(found.peers()).hasSize(28).extracting(PeerPath::link).containsOnly("nvswitch");
        assertThat(path(found, "1b:00.0", "61:00.0").path()).isEqualTo(Path.NODE);
        assertThat(path(found, "1b:00.0", "9d:00.0").path()).isEqualTo(Path.SYSTEM);
    }

    @Test
    void gpusBehindOneSwitchReachEachOtherThere() {
        GpuInventory found = Machines.a100Pcie(root).inventory();
        PeerPath near = path(found, "3d:00.0", "3e:00.0");
        assertThat(near.path()).isEqualTo(Path.SWITCH);
        assertThat(near.via()).isEqualTo(Bdf.parse("3b:00.0"));
        assertThat(near.redirected()).isFalse();
        assertThat(near.link()).as("NVLink is not in sysfs").isEqualTo("unknown");
        assertThat(path(found, "3d:00.0", "af:00.0").path()).isEqualTo(Path.SYSTEM);
    }

    @Test
    void aPortThatRedirectsIsSeen() {
        HostTree host = new HostTree(root);
        HostTree.Function upstream =
                host.onBus("0000:00", "0000:00:01.0", "060400", "8086:1901").bridge("0000:01:00.0", "10b5:8747", false);
        upstream.bridge("0000:02:08.0", "10b5:8747", false).behind("0000:03:00.0", "030200", "10de:20f1");
        upstream.bridge("0000:02:09.0", "10b5:8747", true).behind("0000:04:00.0", "030200", "10de:20f1");
        upstream.behind("0000:02:0a.0", "060400", "10b5:8747")
                .file("config", "only its owner may read more")
                .behind("0000:05:00.0", "030200", "10de:20f1");
        GpuInventory found = host.inventory();
        assertThat(path(found, "03:00.0", "04:00.0").redirected()).isTrue();
        assertThat(path(found, "03:00.0", "05:00.0").redirected()).isNull();
    }

    @Test
    void gpusOfOneHiveAreJoined() {
        GpuInventory found = Machines.mi300x(root).inventory();
        assertThat(found.gpus()).hasSize(4).allSatisfy(gpu -> {
            assertThat(gpu.report().verdict().ok()).isTrue();
            assertThat(gpu.findings()).isEmpty();
        });
        assertThat(path(found, "05:00.0", "26:00.0").link()).isEqualTo("xgmi");
        assertThat(path(found, "05:00.0", "46:00.0").link()).isEqualTo("none");
    }

    @Test
    void knownTroubleWithResetsIsSaidWithItsSource() {
        Gpu navi = gpu(Machines.arcAndNavi(root).inventory(), "0a:00.0");
        assertThat(navi.findings())
                .filteredOn(finding -> finding.code().equals("RESET_HANGS"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.source()).contains("vendor-reset");
                    assertThat(finding.fix()).contains("vendor-reset");
                });
    }

    @Test
    void aGpuThatCannotBeResetIsSaid() {
        HostTree host = new HostTree(root);
        host.onBus("0000:00", "0000:00:02.0", "030000", "8086:9a49").file("reset_method", "");
        Gpu gpu = only(host);
        assertThat(codes(gpu)).containsExactly("NO_RESET");
    }

    @Test
    void whatIsNoGpuIsRefusedAndWhatIsNotThereIsNotFound() {
        GpuInventory found = Machines.desktop(root).inventory();
        assertThat(problem(() -> found.require(List.of(Bdf.parse("01:00.1")))))
                .extracting(Problem::kind, Problem::code)
                .containsExactly(Problem.Kind.REFUSED, "NOT_A_GPU");
        assertThat(problem(() -> found.require(List.of(Bdf.parse("7f:00.0")))).kind())
                .isEqualTo(Problem.Kind.NOT_FOUND);
    }

    @Test
    void whatMayNotBeReadIsAbsent() {
        HostTree host = new HostTree(root);
        host.onBus("0000:00", "0000:00:02.0", "zebra", "8086:9a49");
        host.onBus("0000:00", "0000:00:03.0", "030000", "8086:56a0")
                .file("numa_node", "-1")
                .file("boot_vga", "perhaps")
                .file("resource", "0xzz");
        host.file("proc/iomem", "nonsense\n - : \n5-6 : efifb");
        host.file("proc/driver/nvidia/gpus/0000:00:03.0/information", "Device Minor: many");
        Gpu gpu = only(host);
        assertThat(gpu.use().bootVga()).isFalse();
        assertThat(gpu.use().firmware()).isNull();
        assertThat(nvidia(gpu).minor()).isNull();
    }

    static Gpu only(HostTree host) {
        List<Gpu> gpus = host.inventory().gpus();
        assertThat(gpus).hasSize(1);
        return gpus.get(0);
    }

    static Gpu gpu(GpuInventory found, String bdf) {
        return found.require(List.of(Bdf.parse(bdf))).get(0);
    }

    private static NvidiaProc nvidia(Gpu gpu) {
        return Objects.requireNonNull(gpu.nvidia());
    }

    private static PeerPath path(GpuInventory found, String one, String other) {
        return found.peersAmong(List.of(gpu(found, one), gpu(found, other))).get(0);
    }

    private static List<String> codes(Gpu gpu) {
        return gpu.findings().stream().map(Finding::code).toList();
    }

    static Problem problem(Runnable work) {
        return catchThrowableOfType(PlumblineException.class, work::run).problem();
    }
}
