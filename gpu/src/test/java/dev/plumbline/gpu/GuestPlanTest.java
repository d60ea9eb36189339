package dev.plumbline.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.host.Problem;
import dev.plumbline.vfio.Bdf;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guests that GPUs need. */
class GuestPlanTest {
    @TempDir
    private java.nio.file.Path root;

    @Test
    void theFunctionsOfACardAreFunctionsOfOneDevice() {
        GuestPlan plan = cold(Machines.desktop(root), "01:00.0");
        assertThat(plan.ports()).hasSize(1);
        assertThat(devices(plan))
                .containsExactly(
                        "pcie-root-port,id=port-vfio-0000-01-00.0,chassis=128,slot=256",
                        "vfio-pci,id=vfio-0000-01-00.0,host=0000:01:00.0,bus=port-vfio-0000-01-00.0,addr=0.0,"
                                + "multifunction=on,romfile=",
                        "vfio-pci,id=vfio-0000-01-00.1,host=0000:01:00.1,bus=port-vfio-0000-01-00.0,addr=0.1,romfile=",
                        "vfio-pci,id=vfio-0000-01-00.2,host=0000:01:00.2,bus=port-vfio-0000-01-00.0,addr=0.2,romfile=",
                        "vfio-pci,id=vfio-0000-01-00.3,host=0000:01:00.3,bus=port-vfio-0000-01-00.0,addr=0.3,romfile=");
    }

    @Test
    void gpusThatShareASwitchShareOneInTheGuestAndAreToldSo() {
        GuestPlan plan = cold(Machines.a100Pcie(root), "3d:00.0", "3e:00.0", "af:00.0");
        assertThat(plan.ports())
                .extracting(GuestPort::driver, GuestPort::id, GuestPort::bus)
                .containsExactly(
                        tuple("pcie-root-port", "port-vfio-0000-3b-00.0", null),
                        tuple("x3130-upstream", "switch-vfio-0000-3b-00.0", "port-vfio-0000-3b-00.0"),
                        tuple("xio3130-downstream", "port-vfio-0000-3d-00.0", "switch-vfio-0000-3b-00.0"),
                        tuple("xio3130-downstream", "port-vfio-0000-3e-00.0", "switch-vfio-0000-3b-00.0"),
                        tuple("pcie-root-port", "port-vfio-0000-af-00.0", null));
        assertThat(plan.functions())
                .extracting(GuestFunction::bus, GuestFunction::properties)
                .containsExactly(
                        tuple("port-vfio-0000-3d-00.0", List.of("x-nv-gpudirect-clique=0")),
                        tuple("port-vfio-0000-3e-00.0", List.of("x-nv-gpudirect-clique=0")),
                        tuple("port-vfio-0000-af-00.0", List.of()));
    }

    @Test
    void aCardWithASwitchGetsOne() {
        GuestPlan plan = cold(Machines.arcAndNavi(root), "05:00.0");
        assertThat(plan.ports())
                .extracting(GuestPort::driver)
                .containsExactly("pcie-root-port", "x3130-upstream", "xio3130-downstream", "xio3130-downstream");
        assertThat(plan.functions())
                .extracting(function -> function.function().bdf().toString())
                .containsExactly("0000:05:00.0", "0000:06:00.0");
    }

    @Test
    void virtualFunctionsOfOneDeviceAreDevicesOfTheirOwn() {
        GuestPlan plan = cold(Machines.virtualFunctions(root), "4f:00.1", "4f:00.2");
        assertThat(plan.ports()).hasSize(2).extracting(GuestPort::driver).containsOnly("pcie-root-port");
        assertThat(devices(plan))
                .contains("vfio-pci,id=vfio-0000-4f-00.1,host=0000:4f:00.1,bus=port-vfio-0000-4f-00.1,romfile=");
    }

    @Test
    void switchesOfGpusGoWithAVmThatHasAllOfThem() {
        HostTree host = Machines.hgxH100(root);
        GpuInventory inventory = host.inventory();
        GuestPlan all = new GuestPlanner(host.devices(), inventory).cold(inventory.gpus(), false, Optional.empty());
        assertThat(all.functions()).hasSize(12);
        assertThat(all.functions().get(11).function().bdf()).isEqualTo(Bdf.parse("0a:00.0"));
        assertThat(all.findings()).isEmpty();

        GuestPlan some = cold(host, "1b:00.0", "43:00.0");
        assertThat(some.functions()).hasSize(2);
        assertThat(some.findings()).extracting(Finding::code).containsExactly("FABRIC_STAYS");
    }

    @Test
    void noTwoPortsClash() {
        HostTree host = Machines.hgxH100(root);
        GpuInventory inventory = host.inventory();
        GuestPlan plan = new GuestPlanner(host.devices(), inventory).cold(inventory.gpus(), false, Optional.empty());
        assertThat(plan.ports()).extracting(GuestPort::id).doesNotHaveDuplicates();
        assertThat(plan.ports().stream()
                        .filter(port -> !port.driver().equals("x3130-upstream"))
                        .map(port -> port.chassis() + "/" + port.slot()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aPortThatADeviceComesToLaterKeepsRoomForIt() {
        HostTree host = Machines.hgxH100(root);
        GpuInventory inventory = host.inventory();
        GuestPlan plan = new GuestPlanner(host.devices(), inventory).hot(inventory.gpus(), Optional.empty());
        assertThat(plan.functions()).isEmpty();
        assertThat(plan.ports())
                .hasSize(12)
                .extracting(GuestPort::pref64Reserve, GuestPort::memReserve)
                .contains(tuple(256L << 30, 0L), tuple(0L, 32L << 20));
        assertThat(plan.ports().get(0).argument())
                .isEqualTo(
                        "pcie-root-port,id=port-vfio-0000-1b-00.0,chassis=128,slot=6912,pref64-reserve=274877906944");
    }

    @Test
    void portsComeInTheOrderInWhichGroupsArePlugged() {
        HostTree host = Machines.arcAndNavi(root);
        GpuInventory inventory = host.inventory();
        GuestPlan plan = new GuestPlanner(host.devices(), inventory).hot(inventory.gpus(), Optional.empty());
        assertThat(plan.ports())
                .extracting(GuestPort::id)
                .containsExactly(
                        "port-vfio-0000-05-00.0",
                        "port-vfio-0000-0a-00.0",
                        "port-vfio-0000-06-00.0",
                        "port-vfio-0000-0a-00.1");
    }

    @Test
    void oneIommufdServesAllFunctions() {
        GuestPlan plan = plan(Machines.a100Pcie(root), true, Optional.empty(), "3d:00.0", "3e:00.0");
        assertThat(plan.arguments()).containsSubsequence("-object", "iommufd,id=plumbline-iommufd");
        assertThat(devices(plan))
                .filteredOn(text -> text.startsWith("vfio-pci"))
                .allMatch(text -> text.endsWith(",iommufd=plumbline-iommufd"));
    }

    @Test
    void aWorkaroundIsUsedOnlyWhereTheFactsSaySo() {
        HostTree host = new HostTree(root);
        host.onBus("0000:00", "0000:00:02.0", "030000", "8086:9a49").group(2);
        host.onBus("0000:00", "0000:00:03.0", "030000", "8086:56a0").group(3);
        assertThat(cold(host, "00:02.0", "00:03.0").functions())
                .extracting(GuestFunction::properties)
                .containsExactly(List.of("x-igd-opregion=on"), List.of());
    }

    @Test
    void whatDoesNotFitIsRefusedWithWhatWouldHelp() {
        HostTree host = Machines.hgxH100(root);
        GpuInventory inventory = host.inventory();
        GuestPlan plan = new GuestPlanner(host.devices(), inventory).cold(inventory.gpus(), false, Optional.of(42));
        assertThat(GpuInventoryTest.problem(plan::orRefused)).satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.REFUSED);
            assertThat(problem.code()).isEqualTo("BAR_WINDOW");
            assertThat(problem.text()).contains("43 bits").contains("42");
        });
        assertThat(cold(host, "1b:00.0").orRefused().arguments())
                .containsSubsequence("-fw_cfg", "name=opt/ovmf/X-PciMmio64Mb,string=262144");
    }

    private static GuestPlan cold(HostTree host, String... gpus) {
        return plan(host, false, Optional.empty(), gpus);
    }

    private static GuestPlan plan(HostTree host, boolean iommufd, Optional<Integer> bits, String... gpus) {
        GpuInventory inventory = host.inventory();
        List<Gpu> chosen = inventory.require(Arrays.stream(gpus).map(Bdf::parse).toList());
        return new GuestPlanner(host.devices(), inventory).cold(chosen, iommufd, bits);
    }

    private static List<String> devices(GuestPlan plan) {
        List<String> arguments = plan.arguments();
        return Stream.iterate(0, i -> i < arguments.size(), i -> i + 2)
                .filter(i -> arguments.get(i).equals("-device"))
                .map(i -> arguments.get(i + 1))
                .toList();
    }
}
