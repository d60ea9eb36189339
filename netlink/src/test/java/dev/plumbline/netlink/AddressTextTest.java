package dev.plumbline.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/24, 10.1.2.3/24",
        "10.1.2.3, 10.1.2.3/32",
        "fd00::1, fd00::1/128",
        "FD00:0:0:0:0:0:0:1/64, fd00::1/64",
        "::/0, ::/0",
        "0.0.0.0/0, 0.0.0.0/0",
        "2001:db8:0:0:1:0:0:1/128, 2001:db8::1:0:0:1/128",
        "1:0:2:3:4:5:6:7/128, 1:0:2:3:4:5:6:7/128",
        "fe80::/10, fe80::/10",
        "::1, ::1/128"
    })
    void aPrefixIsWrittenAsIproute2WritesIt(String text, String written) {
        assertThat(IpPrefix.of(text)).hasToString(written);
        assertThat(IpPrefix.of(written)).isEqualTo(IpPrefix.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3/33", "fd00::/129", "10.1.2/24", "example.org", "10.1.2.3/-1", "", "10.1.2.300"})
    void whatIsNoPrefixIsRefusedAndNeverLookedUp(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> IpPrefix.of(text));
    }

    @Test
    void anEthernetAddressSurvivesARoundTrip() {
        MacAddress address = MacAddress.of("02:00:FF:10:00:99");
        assertThat(address).hasToString("02:00:ff:10:00:99");
        assertThat(MacAddress.ofPrefix(address.toBytes())).isEqualTo(address);
        assertThat(MacAddress.of("ff:ff:ff:ff:ff:ff").value()).isEqualTo(0xffffffffffffL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "02:00:00:00:00", "02:00:00:00:00:0g", "02-00-00-00-00-01", "02:00:00:00:00:01:02"})
    void whatIsNoEthernetAddressIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> MacAddress.of(text));
    }
}
