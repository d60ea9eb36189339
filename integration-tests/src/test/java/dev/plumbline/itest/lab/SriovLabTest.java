package dev.plumbline.itest.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Virtual functions of a real physical function are bound, and it then keeps them. They are an NVMe controller's, offline
 * until somebody gives them resources, so that no driver shall take them.
 */
@Tag("lab")
class SriovLabTest extends LabBed {
    private static final LabFunction FIRST = new LabFunction("0000:03:00.1");
    private static final LabFunction SECOND = new LabFunction("0000:03:00.2");
    private static final String PF = LabFunction.NVME.address();

    @BeforeEach
    void keepDriversAway() {
        LabFunction.NVME.write("sriov_drivers_autoprobe", "0");
    }

    @AfterEach
    void removeAll() {
        if (!LabFunction.NVME.read("sriov_numvfs").equals("0")) {
            FIRST.unbind();
            LabFunction.NVME.write("sriov_numvfs", "0");
        }
        LabFunction.NVME.write("sriov_drivers_autoprobe", "1");
    }

    @Test
    void aFunctionIsBoundAndThenKept() throws Exception {
        run(0, "vfs", PF, "--count", "2");
        assertThat(FIRST.driver()).isEqualTo("none");
        assertThat(FIRST.groupMembers()).containsExactly(FIRST.address());
        assertThat(LabFunction.NVME.read("sriov_drivers_autoprobe")).isEqualTo("0");

        JsonNode bound = run(0, "bind", FIRST.address());
        assertThat(bound.at("/devices/0/driver").asText()).isEqualTo("vfio-pci");
        assertThat(bound.at("/devices/0/sriov/pf").asText()).isEqualTo(PF);
        assertThat(FIRST.groupNode()).exists();
        assertThat(SECOND.driver()).isEqualTo("none");
        assertThat(run(0, "vfs", PF).at("/vfs/0/driver").asText()).isEqualTo("vfio-pci");

        // With its physical function's driver, or for another number, it would vanish.
        assertThat(run(4, "bind", PF).at("/error/code").asText()).isEqualTo("VFS_ENABLED");
        try (NodeHolder holder = NodeHolder.of(FIRST.groupNode())) {
            JsonNode error = run(4, "vfs", PF, "--count", "3").path("error");
            assertThat(error.path("code").asText()).isEqualTo("IN_USE_VFIO");
            assertThat(error.path("cause").asText()).contains(holder.toString());
        }
        assertThat(LabFunction.NVME.driver()).isEqualTo("nvme");
        assertThat(FIRST.driver()).isEqualTo("vfio-pci");

        run(0, "restore", FIRST.address());
        assertThat(FIRST.driver()).isEqualTo("none");
        assertThat(FIRST.override()).isEqualTo("(null)");
        run(0, "vfs", PF, "--count", "0");
        assertAsBefore();
    }

    @Test
    void restoringAllTakesABoundFunctionBackToo() {
        run(0, "vfs", PF, "--count", "1");
        run(0, "bind", FIRST.address());
        run(0, "restore", "--all");
        assertThat(LabFunction.NVME.read("sriov_numvfs")).isEqualTo("0");
        assertAsBefore();
    }

    private JsonNode run(int exitCode, String verb, String... arguments) {
        Program program = Program.vfioBind(state(), verb, arguments);
        assertThat(program.exitCode()).as(program.toString()).isEqualTo(exitCode);
        return program.document();
    }
}
