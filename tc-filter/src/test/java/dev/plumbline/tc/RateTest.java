package dev.plumbline.tc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.netlink.wire.Bytes;
import org.junit.jupiter.api.Test;

class RateTest {
    @Test
    void aBurstIsNeverZeroHoweverFastTheRate() {
        assertThat(Rate.ofBits(400_000_000_000L).burst(1500)).isEqualTo(1);
        assertThat(Rate.ofBits(50_000_000_000L).burst(10 << 20)).isEqualTo(26203);
    }

    @Test
    void aBurstThatNeedsMoreThanThirtyTwoBitsIsTheLongestThereIs() {
        assertThat(Rate.ofBytes(1).burst(1L << 40)).isEqualTo(0xffffffff);
    }

    @Test
    void aRateAboveThirtyTwoBitsIsSaturatedInTheStructure() {
        Rate fast = Rate.ofBits(50_000_000_000L);

        assertThat(fast.needs64()).isTrue();
        assertThat(Bytes.u32(fast.spec(2047), 8)).isEqualTo(0xffffffff);
        assertThat(Rate.ofBits(10_000_000_000L).needs64()).isFalse();
    }

    @Test
    void aTableCountsWholeMicroseconds() {
        byte[] table = Rate.ofBits(10_000_000).table(2047);

        assertThat(table).hasSize(1024);
        assertThat(Bytes.u32(table, 0)).isEqualTo(93); // 6.4 us are 6, of 15.625 ticks each
    }

    @Test
    void noRateAndNoBurstAreRefused() {
        assertThatThrownBy(() -> Rate.ofBits(7)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rate.ofBits(8).burst(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void handlesAreReadAndWrittenInHexadecimal() {
        assertThat(Handles.parse("1:10")).isEqualTo(0x10010);
        assertThat(Handles.parse("ffff:")).isEqualTo(Handles.INGRESS);
        assertThat(Handles.text(0x10010)).isEqualTo("1:10");
        assertThat(Handles.text(Handles.INGRESS)).isEqualTo("ffff:");
        assertThat(Handles.text(Handles.ROOT)).isEqualTo("root");
        assertThatThrownBy(() -> Handles.parse("110")).hasMessageContaining("colon");
        assertThatThrownBy(() -> Handles.of(0x10000, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
