package dev.plumbline.vfio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BdfTest {
    @Test
    void theShortFormIsInDomainZero() {
        assertThat(Bdf.parse("01:00.0")).isEqualTo(Bdf.parse("0000:01:00.0")).hasToString("0000:01:00.0");
        assertThat(Bdf.parse("0A:1F.7")).isEqualTo(new Bdf(0, 10, 31, 7)).hasToString("0000:0a:1f.7");
    }

    @Test
    void aDomainMayBeWiderThanSixteenBits() {
        assertThat(Bdf.parse("10000:e1:00.0"))
                .isEqualTo(new Bdf(0x10000, 0xe1, 0, 0))
                .hasToString("10000:e1:00.0");
        assertThat(Bdf.parse("7fffffff:ff:1f.7")).hasToString("7fffffff:ff:1f.7");
    }

    @Test
    void addressesAreOrderedAsTheKernelOrdersThem() {
        List<String> ordered = List.of("0000:00:1f.3", "0000:01:00.0", "0000:01:00.1", "0001:00:00.0", "10000:00:00.0");
        assertThat(ordered.stream().map(Bdf::parse).sorted().map(Bdf::toString)).containsExactlyElementsOf(ordered);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "01:00",
                "1:00.0",
                "01:0.0",
                "01:20.0",
                "01:00.8",
                "0000:0210.0",
                "000:01:00.0",
                "0000-01:00.0",
                "80000000:01:00.0",
                "123456789:01:00.0",
                "01:00.0 ",
                "٠1:00.0",
                "0000:01:00.0/..",
                "g000:01:00.0"
            })
    void anythingElseIsBadInput(String text) {
        assertThat(Bdf.find(text)).isEmpty();
        assertThatThrownBy(() -> Bdf.parse(text)).hasMessageContaining("not the address of a PCI function");
    }
}
