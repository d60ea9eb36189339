package dev.plumbline.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.host.PlumblineException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatesTest {
    @ParameterizedTest
    @CsvSource({
        "1000000, 1000000",
        "100mbit, 100000000",
        "100Mbit, 100000000",
        "1.5gbit, 1500000000",
        "8bit, 8",
        "1kibit, 1024",
        "10mbps, 80000000",
        "1mibps, 8388608",
        "2t, 2000000000000"
    })
    void ratesAreReadAsTcWritesThem(String text, long bits) {
        assertThat(new Rates().convert(text)).isEqualTo(bits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "fast", "-1", "0", "7", "1e9", "100 mbit", "100mbits", "ibit", "9999999999tbit", "1..5mbit"})
    void whatIsNoRateIsRefused(String text) {
        assertThatThrownBy(() -> new Rates().convert(text))
                .isInstanceOf(PlumblineException.class)
                .hasMessageContaining("not a rate");
    }
}
