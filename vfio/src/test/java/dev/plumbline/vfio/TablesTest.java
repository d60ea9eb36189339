package dev.plumbline.vfio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the host's tables of ids and modules say. */
class TablesTest {
    private static final String IDS = """
        # a remark
        10de  NVIDIA Corporation
        \t2330  GH100 [H100 SXM5 80GB]
        # a remark among the devices
        \t22a3  GH100 [NVSwitch]
        \t\t10de 1234  A subsystem
        8086  Intel Corporation
        \t10d3  82574L

        C 03  Display controller
        \t00  VGA compatible controller
        \t\t00  VGA controller
        \t02  3D controller
        """;

    @Test
    void namesAreFoundAndOnlyThoseAskedFor() {
        PciIds ids = PciIds.parse(
                IDS.getBytes(StandardCharsets.UTF_8),
                List.of(new PciId(0x030200, 0x10de, 0x22a3, 0, 0), new PciId(-1, -1, -1, -1, -1)));
        assertThat(ids.vendors()).containsOnlyKeys(0x10de).containsValue("NVIDIA Corporation");
        assertThat(ids.devices()).containsOnlyKeys(0x10de22a3).containsValue("GH100 [NVSwitch]");
        assertThat(ids.classes()).containsOnlyKeys(0x0302).containsValue("3D controller");
        assertThat(ids.baseClasses()).containsEntry(3, "Display controller");
        assertThat(PciIds.parse(new byte[] {'\t', 'C', ' '}, List.of()).vendors())
                .isEmpty();
    }

    @Test
    void aliasesMatchWithStars() {
        String modalias = "v000015B3d0000101Esv000015B3sd00000001bc02sc00i00";
        assertThat(ModuleAliases.matches("v000015B3d0000101Esv*sd*bc*sc*i*", modalias))
                .isTrue();
        assertThat(ModuleAliases.matches("v*d*sv*sd*bc02sc00i*", modalias)).isTrue();
        assertThat(ModuleAliases.matches("v000015B3d0000101Fsv*sd*bc*sc*i*", modalias))
                .isFalse();
        assertThat(ModuleAliases.matches("*", "")).isTrue();
        assertThat(ModuleAliases.matches("", "x")).isFalse();
    }

    @Test
    void classesAreAskedForByWordOrDigits() {
        PciId gpu = new PciId(0x030200, 0x10de, 0x2330, 0, 0);
        PciId accelerator = new PciId(0x120000, 0x1002, 0x74a1, 0, 0);
        assertThat(PciClasses.matches(gpu, "gpu")).contains(true);
        assertThat(PciClasses.matches(accelerator, "gpu")).contains(true);
        assertThat(PciClasses.matches(gpu, "net")).contains(false);
        assertThat(PciClasses.matches(gpu, "0x0302")).contains(true);
        assertThat(PciClasses.matches(gpu, "03")).contains(true);
        assertThat(PciClasses.matches(gpu, "030200")).contains(true);
        assertThat(PciClasses.matches(gpu, "032")).isEmpty();
        assertThat(PciClasses.matches(gpu, "")).isEmpty();
    }

    @Test
    void registersAreReadFromTheResourceFile() {
        String resource = """
            0x00000000f0000000 0x00000000f0ffffff 0x0000000000040200
            0x000000000000e000 0x000000000000e01f 0x0000000000040101
            0x0000380000000000 0x000038ffffffffff 0x000000000014220c
            0x0000000000000000 0x0000000000000000 0x0000000000000000
            0x0000000000000010 0x0000000000000001 0x0000000000040200
            nonsense
            0x00000000f1000000 0x00000000f103ffff 0x0000000000046200
            """;
        assertThat(SysfsText.bars(resource))
                .containsExactly(
                        new Bar(0, 16 << 20, 32, false, true),
                        new Bar(1, 32, 32, false, false),
                        new Bar(2, 1L << 40, 64, true, true));
        assertThat(SysfsText.bars(null)).isEmpty();
        assertThat(SysfsText.bars("")).isEmpty();
    }

    @Test
    void limitsOfAProcessAreReadFromItsFiles() {
        String start = "Limit                     Soft Limit           Hard Limit           Units\n";
        assertThat(ProcessLimits.lockable(start + "Max locked memory         8388608              8388608   bytes\n"))
                .isEqualTo(8 << 20);
        assertThat(ProcessLimits.lockable(start + "Max locked memory         unlimited            unlimited bytes\n"))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(ProcessLimits.lockable("")).isEqualTo(Long.MAX_VALUE);
    }
}
