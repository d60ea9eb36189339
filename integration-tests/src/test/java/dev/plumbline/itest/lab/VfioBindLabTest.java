package dev.plumbline.itest.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.runtime.demo.Shell;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The program on a real machine: what it says is what sysfs says, and its exit codes are the documented ones. */
@Tag("lab")
class VfioBindLabTest extends LabBed {
    @Test
    void theListIsWhatSysfsHas() {
        JsonNode devices = run(0, "list").path("devices");
        SortedMap<String, String> states = new TreeMap<>();
        for (JsonNode device : devices) {
            states.put(
                    device.path("bdf").asText(),
                    device.path("driver").asText("none") + ", override "
                            + device.path("override").asText("(null)"));
        }
        assertThat(states).isEqualTo(LabFunction.states());
        JsonNode nvme = find(devices, LabFunction.NVME);
        assertThat(nvme.at("/class/code").asText()).isEqualTo("0x010802");
        assertThat(nvme.at("/sriov/total").asInt()).isEqualTo(4);
        assertThat(nvme.path("blockdevs")).extracting(JsonNode::asText).containsExactly("nvme0n1");
        JsonNode nic = find(devices, LabFunction.NIC);
        assertThat(nic.at("/vendor/id").asText()).isEqualTo("0x8086");
        assertThat(nic.at("/group/id").asText()).isEqualTo(LabFunction.NIC.group());
        assertThat(nic.path("netdevs"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(LabFunction.NIC.netdevs());
        assertThat(nic.path("reset"))
                .extracting(JsonNode::asText)
                .containsExactly(LabFunction.NIC.read("reset_method").split(" "));
    }

    @Test
    void aDeviceIsCheckedBoundCheckedAndRestored() {
        String address = LabFunction.LONE_DISPLAY.address();
        assertThat(run(7, "check", address).path("ok").asBoolean()).isFalse();
        assertThat(run(0, "bind", "--dry-run", address).path("steps")).hasSize(1);
        assertThat(LabFunction.LONE_DISPLAY.driver()).isEqualTo("bochs-drm");

        JsonNode device = run(0, "bind", address).path("devices").path(0);
        assertThat(device.path("driver").asText()).isEqualTo("vfio-pci");
        assertThat(device.at("/group/viable").asBoolean()).isTrue();
        assertThat(device.at("/vfio/group").asText())
                .isEqualTo(LabFunction.LONE_DISPLAY.groupNode().toString());
        assertThat(run(0, "check", address).path("ok").asBoolean()).isTrue();
        JsonNode override = run(0, "overrides").at("/overrides/0");
        assertThat(override.path("bdf").asText()).isEqualTo(address);
        assertThat(override.path("journaled").asBoolean()).isTrue();

        assertThat(run(0, "restore", "--all")
                        .path("devices")
                        .path(0)
                        .path("driver")
                        .asText())
                .isEqualTo("bochs-drm");
        assertThat(run(0, "overrides").path("overrides")).isEmpty();
        assertAsBefore();
    }

    @Test
    void whatIsInUseIsRefusedWithAFix() {
        String link = LabFunction.NIC.netdevs().get(0);
        Shell.run("ip link set " + link + " up");
        try {
            JsonNode error = run(4, "bind", LabFunction.NIC.address()).path("error");
            assertThat(error.path("code").asText()).isEqualTo("IN_USE_NETDEV");
            assertThat(error.path("object").asText()).isEqualTo(LabFunction.NIC.address());
            assertThat(error.path("fix").asText()).contains(link);
            assertAsBefore();
        } finally {
            Shell.run("ip link set " + link + " down");
        }
    }

    @Test
    void aBridgeIsNoDeviceForAVm() {
        JsonNode document = run(7, "check", LabFunction.BRIDGE.address());
        assertThat(document.at("/devices/0/verdict/reasons/0/code").asText()).isEqualTo("HOST_BRIDGE");
        assertThat(run(3, "check", "0000:7f:00.0").at("/error/code").asText()).isEqualTo("NOT_FOUND");
    }

    private JsonNode run(int exitCode, String verb, String... arguments) {
        Program program = Program.vfioBind(state(), verb, arguments);
        assertThat(program.exitCode()).as(program.toString()).isEqualTo(exitCode);
        return program.document();
    }

    private static JsonNode find(JsonNode devices, LabFunction function) {
        for (JsonNode device : devices) {
            if (device.path("bdf").asText().equals(function.address())) {
                return device;
            }
        }
        throw new AssertionError(function + " is not listed");
    }
}
