package dev.plumbline.itest.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.host.Deadline;
import dev.plumbline.runtime.vmm.qemu.QmpClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab's displays: what is said of them, and into a VM with the arguments that are printed for it and back. */
@Tag("lab")
class GpuLabTest extends LabBed {
    @TempDir
    private Path directory;

    @Test
    void displaysAreListedWithWhatSysfsHasOfThem() {
        JsonNode document = gpus(0);
        JsonNode display = find(document, LabFunction.DISPLAY);
        assertThat(display.path("driver").asText()).isEqualTo(LabFunction.DISPLAY.driver());
        assertThat(display.at("/companions/0/bdf").asText()).isEqualTo(LabFunction.AUDIO.address());
        assertThat(display.at("/companions/0/role").asText()).isEqualTo("audio");
        assertThat(display.at("/companions/0/driver").asText()).isEqualTo(LabFunction.AUDIO.driver());
        assertThat(find(document, LabFunction.LONE_DISPLAY).path("companions")).isEmpty();
        assertThat(find(document, LabFunction.LONE_DISPLAY).at("/use/nodes"))
                .extracting(JsonNode::asText)
                .as("a driver of displays has it")
                .anyMatch(node -> node.startsWith("/dev/dri/card"));
        assertThat(find(document, LabFunction.VIRTIO_DISPLAY).path("bdf").asText())
                .isEqualTo(LabFunction.VIRTIO_DISPLAY.address());
        assertThat(document.path("peers"))
                .as("all on the lab's one host bridge")
                .allSatisfy(path -> assertThat(path.path("path").asText()).isEqualTo("bridge"));
        assertThat(gpus(4, LabFunction.NIC.address()).at("/error/code").asText())
                .isEqualTo("NOT_A_GPU");
    }

    @Test
    void aCardGoesIntoAVmAsOneDeviceAndComesBack() throws IOException, InterruptedException {
        bind(LabFunction.DISPLAY);
        assertThat(LabFunction.AUDIO.driver()).isEqualTo("vfio-pci");
        JsonNode plan = gpus(0, "--qemu", LabFunction.DISPLAY.address());
        try (NestedGuest guest = NestedGuest.start(directory, devices(plan))) {
            List<JsonNode> inside = await(
                    guest,
                    function -> function.path("qdev_id").asText().startsWith("vfio-"),
                    found -> found.size() == 2);
            assertThat(inside)
                    .extracting(function -> function.path("function").asInt())
                    .containsExactly(0, 1);
            assertThat(inside)
                    .extracting(function -> function.path("slot").asInt())
                    .containsOnly(0);
            assertThat(inside.get(0).path("bus"))
                    .as("one bus")
                    .isEqualTo(inside.get(1).path("bus"));
            assertThat(find(gpus(0), LabFunction.DISPLAY).at("/holder/pid").asLong())
                    .isEqualTo(guest.pid());
        }
        restore(LabFunction.DISPLAY);
        assertAsBefore();
    }

    @Test
    void aPortThatADisplayComesToLaterHasRoomForIt() throws IOException, InterruptedException {
        JsonNode plan = gpus(0, "--qemu", "--hotplug", LabFunction.LONE_DISPLAY.address());
        JsonNode port = plan.at("/ports/0");
        long room = port.path("memReserve").asLong();
        assertThat(room).isGreaterThan(16L << 20);
        try (NestedGuest guest = NestedGuest.start(directory, devices(plan))) {
            List<JsonNode> inside = await(
                    guest,
                    function -> function.path("qdev_id").equals(port.path("id")),
                    found -> found.size() == 1 && window(found.get(0)) > 0);
            assertThat(window(inside.get(0))).isGreaterThanOrEqualTo(room);
        }
    }

    /** The lab has no KVM for the processor, and the firmware is not OVMF: the devices are what is tried. */
    private static String[] devices(JsonNode plan) {
        return StreamSupport.stream(plan.path("arguments").spliterator(), false)
                .map(JsonNode::asText)
                .dropWhile(argument -> !argument.equals("-device"))
                .toArray(String[]::new);
    }

    /** What a port passes on below 4 GiB, in bytes. */
    private static long window(JsonNode port) {
        JsonNode range = port.at("/pci_bridge/bus/memory_range");
        return range.path("limit").asLong() - range.path("base").asLong() + 1;
    }

    /** The firmware numbers the buses first, and then lays out what is behind them. */
    private static List<JsonNode> await(NestedGuest guest, Predicate<JsonNode> wanted, Predicate<List<JsonNode>> enough)
            throws InterruptedException {
        Deadline deadline = Deadline.after(LIMIT);
        try (QmpClient monitor = QmpClient.connect(guest.qmp(), deadline)) {
            while (true) {
                List<JsonNode> found =
                        NestedGuest.functions(monitor, deadline).filter(wanted).toList();
                if (enough.test(found)) {
                    return found;
                }
                assertThat(deadline.passed()).as("in time: %s", found).isFalse();
                Thread.sleep(100);
            }
        }
    }

    private JsonNode gpus(int exitCode, String... arguments) {
        Program program = Program.vfioBind(state(), "gpus", arguments);
        assertThat(program.exitCode()).as(program.toString()).isEqualTo(exitCode);
        return program.document();
    }

    private static JsonNode find(JsonNode document, LabFunction function) {
        for (JsonNode gpu : document.path("gpus")) {
            if (gpu.path("bdf").asText().equals(function.address())) {
                return gpu;
            }
        }
        throw new AssertionError(function + " is not listed");
    }
}
