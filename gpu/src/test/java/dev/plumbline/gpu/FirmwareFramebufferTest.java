package dev.plumbline.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.vfio.Bdf;
import org.junit.jupiter.api.Test;

class FirmwareFramebufferTest {
    private static final String RESOURCE = """
            0x00000000f6000000 0x00000000f6ffffff 0x0000000000040200
            0x00000000e0000000 0x00000000efffffff 0x000000000014220c
            """;

    @Test
    void theRegisterThatItLiesInIsTheOneAround() {
        FirmwareFramebuffer found = only("""
            e0000000-f7ffffff : PCI Bus 0000:00
              e0000000-f1ffffff : PCI Bus 0000:01
                e0000000-efffffff : 0000:01:00.0
                  e0000000-e08cbfff : BOOTFB
                f6000000-f6ffffff : 0000:01:00.0
                  f6000000-f6ffffff : nvidia
            """);
        assertThat(found).isEqualTo(new FirmwareFramebuffer("BOOTFB", Bdf.parse("01:00.0"), 0xe0000000L));
        assertThat(found.bar(RESOURCE)).contains(1);
    }

    @Test
    void aReaderWithoutPrivilegesSeesWhoseItIsButNotWhere() {
        FirmwareFramebuffer found = only("""
            00000000-00000000 : PCI Bus 0000:00
              00000000-00000000 : 0000:00:02.0
                00000000-00000000 : efifb
            """);
        assertThat(found.bdf()).isEqualTo(Bdf.parse("00:02.0"));
        assertThat(found.bar(RESOURCE)).isEmpty();
    }

    @Test
    void oneThatIsInNoDeviceBelongsToNone() {
        assertThat(FirmwareFramebuffer.parse("""
            e0000000-efffffff : 0000:01:00.0
            f0000000-f08cbfff : efifb
            """)).isEmpty();
    }

    private static FirmwareFramebuffer only(String iomem) {
        assertThat(FirmwareFramebuffer.parse(iomem)).hasSize(1);
        return FirmwareFramebuffer.parse(iomem).get(0);
    }
}
