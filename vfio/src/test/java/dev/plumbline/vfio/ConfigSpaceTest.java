package dev.plumbline.vfio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ConfigSpaceTest {
    /** A PCI Express endpoint: PM at 0x40, Express with FLR at 0x60, MSI-X at 0xa0; AER, SR-IOV and resizable registers. */
    private static byte[] express() {
        byte[] config = new byte[4096];
        set(config, 0, 0x86, 0x80, 0xd3, 0x10, 0, 0, 0x10, 0);
        set(config, 0x34, 0x40);
        set(config, 0x40, 0x01, 0x60, 0, 0, 0x08, 0);
        set(config, 0x60, 0x10, 0xa0, 2, 0, 0, 0, 0, 0x10);
        set(config, 0xa0, 0x11, 0x00);
        set(config, 0x100, 0x01, 0, 0x01, 0x15);
        set(config, 0x150, 0x10, 0, 0x01, 0x20);
        set(config, 0x200, 0x15, 0, 0x01, 0, 0x00, 0x10, 0, 0, 0x21, 0, 0, 0);
        return config;
    }

    private static void set(byte[] config, int at, int... values) {
        for (int i = 0; i < values.length; i++) {
            config[at + i] = (byte) values[i];
        }
    }

    @Test
    void capabilitiesAreFoundByTheirLists() {
        assertThat(DeviceDetails.capabilities(new ConfigSpace(express())))
                .containsExactly("PM", "PCIe", "MSI-X", "FLR", "AER", "SR-IOV", "ReBAR");
    }

    @Test
    void withoutPrivilegesOnlyTheHeaderIsKnown() {
        ConfigSpace header = new ConfigSpace(Arrays.copyOf(express(), 64));
        assertThat(header.capabilities()).isEmpty();
        assertThat(header.extendedCapabilities()).isEmpty();
    }

    @Test
    void aListThatRunsInCirclesEnds() {
        byte[] config = express();
        set(config, 0xa0, 0x11, 0x40);
        set(config, 0x200, 0x15, 0, 0x01, 0x10);
        ConfigSpace space = new ConfigSpace(config);
        assertThat(space.capabilities()).hasSize(3);
        assertThat(space.extendedCapabilities()).hasSize(3);
    }

    @Test
    void aFunctionThatHasGoneHasNothing() {
        byte[] ones = new byte[256];
        Arrays.fill(ones, (byte) 0xff);
        ConfigSpace space = new ConfigSpace(ones);
        assertThat(space.isGone()).isTrue();
        assertThat(space.capabilities()).isEmpty();
        assertThat(HeaderType.of(ones, 0x0604)).isEqualTo(HeaderType.BRIDGE);
    }

    @Test
    void theHeaderDecidesWhatIsABridgeNotTheClass() {
        byte[] config = new byte[64];
        assertThat(HeaderType.of(config, 0x0680)).isEqualTo(HeaderType.ENDPOINT);
        config[0x0e] = (byte) 0x81;
        assertThat(HeaderType.of(config, 0x0680)).isEqualTo(HeaderType.BRIDGE);
        assertThat(HeaderType.of(new byte[0], 0x0604)).isEqualTo(HeaderType.BRIDGE);
    }

    @Test
    void resetsAreGuessedOnlyWhereTheKernelDoesNotSay() {
        ConfigSpace space = new ConfigSpace(express());
        assertThat(SysfsText.resets("flr bus", true, space)).containsExactly("flr", "bus");
        assertThat(SysfsText.resets("", true, space)).isEmpty();
        assertThat(SysfsText.resets(null, true, space)).containsExactly("flr");
        assertThat(SysfsText.resets(null, false, space)).isEmpty();
    }
}
