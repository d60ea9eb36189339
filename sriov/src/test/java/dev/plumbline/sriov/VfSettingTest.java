package dev.plumbline.sriov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.route.Vf;
import dev.plumbline.netlink.route.VfSettings;
import dev.plumbline.netlink.uapi.IfLink;
import dev.plumbline.netlink.wire.Attributes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a virtual function can be set: the words, their ranges, and what is asked of the kernel for them. */
class VfSettingTest {
    @ParameterizedTest
    @CsvSource({
        "VLAN, 100, 100:0:802.1q",
        "VLAN, 100:3, 100:3:802.1q",
        "VLAN, 4094:7:802.1ad, 4094:7:802.1ad",
        "VLAN, 0, 0:0:802.1q",
        "VLAN, 0:0:802.1q, 0:0:802.1q",
        "MAC, 02:AB:00:00:00:0c, 02:ab:00:00:00:0c",
        "RATE, 100:1000, 100:1000",
        "RATE, 100:0, 100:0",
        "RATE, 0:0, 0:0",
        "RATE, 7:7, 7:7",
        "SPOOFCHK, off, off",
        "TRUST, on, on",
        "LINK_STATE, disable, disable",
        "NODE_GUID, 00:11:22:33:44:55:66:FF, 00:11:22:33:44:55:66:ff",
        "QUERY_RSS, on, on",
    })
    void aValueHasOneSpelling(VfSetting setting, String typed, String spelled) {
        assertThat(setting.parse(typed)).isEqualTo(spelled);
        assertThat(setting.parse(spelled)).isEqualTo(spelled);
    }

    @ParameterizedTest
    @CsvSource({
        "VLAN, 4095",
        "VLAN, -1",
        "VLAN, ''",
        "VLAN, 10:8",
        "VLAN, 10:",
        "VLAN, 0:1",
        "VLAN, 10:1:802.1x",
        "VLAN, 10:1:8021ad",
        "VLAN, 0:0:802.1ad",
        "VLAN, 10:1:802.1q:2",
        "VLAN, 99999999999",
        "MAC, 00:00:00:00:00:00",
        "MAC, 01:00:5e:00:00:01",
        "MAC, ff:ff:ff:ff:ff:ff",
        "MAC, 02:00:00:00:00",
        "MAC, 0200.0000.0001",
        "RATE, 200:100",
        "RATE, 100",
        "RATE, -1:5",
        "RATE, 1:99999999999",
        "RATE, a:b",
        "SPOOFCHK, yes",
        "TRUST, ON",
        "LINK_STATE, up",
        "PORT_GUID, 00:11:22:33:44:55:66",
        "QUERY_RSS, ''",
    })
    void whatCannotBeMeantIsBadInputWithWhatCould(VfSetting setting, String typed) {
        PlumblineException e = catchThrowableOfType(PlumblineException.class, () -> setting.parse(typed));
        assertThat(e.problem().kind()).isEqualTo(Kind.BAD_INPUT);
        assertThat(e.problem().fix()).isNotBlank();
    }

    @Test
    void whatADriverReportsIsReadInTheSameSpelling() {
        Vf vf = vf(VfSettings.of(5)
                .mac(MacAddress.of("02:00:00:00:00:05"))
                .vlan(100, 3)
                .vlan(100, 3, VfSettings.ETH_P_8021AD)
                .rate(10, 1000)
                .spoofCheck(true)
                .trust(false)
                .linkState(IfLink.IFLA_VF_LINK_STATE_ENABLE)
                .nodeGuid(0x0011223344556677L));
        assertThat(VfSetting.of(vf))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        VfSetting.VLAN, "100:3:802.1ad",
                        VfSetting.MAC, "02:00:00:00:00:05",
                        VfSetting.RATE, "10:1000",
                        VfSetting.SPOOFCHK, "on",
                        VfSetting.TRUST, "off",
                        VfSetting.LINK_STATE, "enable",
                        VfSetting.NODE_GUID, "00:11:22:33:44:55:66:77"));
    }

    @Test
    void whatADriverDoesNotReportIsAbsent() {
        Vf vf = new Vf(Attributes.of(
                IfLink.IFLA_VF_SPOOFCHK.of(List.of(1, -1)),
                IfLink.IFLA_VF_TRUST.of(List.of(1, -1)),
                IfLink.IFLA_VF_RSS_QUERY_EN.of(List.of(1, -1)),
                IfLink.IFLA_VF_LINK_STATE.of(List.of(1, 77))));
        assertThat(VfSetting.of(vf)).isEmpty();
    }

    @Test
    void aSettingIsOneRequestThatReadsBackAsItself() {
        Map<VfSetting, String> values = Map.of(
                VfSetting.VLAN, "100:3:802.1ad",
                VfSetting.MAC, "02:00:00:00:00:05",
                VfSetting.RATE, "10:1000",
                VfSetting.SPOOFCHK, "off",
                VfSetting.TRUST, "on",
                VfSetting.LINK_STATE, "disable",
                VfSetting.NODE_GUID, "80:11:22:33:44:55:66:77",
                VfSetting.PORT_GUID, "ff:ff:ff:ff:ff:ff:ff:fe",
                VfSetting.QUERY_RSS, "on");
        assertThat(values).hasSize(VfSetting.values().length);
        values.forEach((setting, value) -> {
            Vf vf = vf(setting.request(7, value));
            assertThat(vf.number()).as(setting.word()).isEqualTo(7);
            if (setting != VfSetting.VLAN) { // which the kernel reports in two attributes
                assertThat(VfSetting.of(vf)).isEqualTo(Map.of(setting, value));
            }
        });
        assertThat(vf(VfSetting.VLAN.request(7, "9:1:802.1q")).vlan()).hasValue(9);
        assertThat(vf(VfSetting.VLAN.request(7, "9:1:802.1ad")).vlanProtocol()).hasValue(VfSettings.ETH_P_8021AD);
    }

    @Test
    void theOrderIsTheOneThatDriversAreKnownToNeed() {
        assertThat(VfSetting.values())
                .startsWith(
                        VfSetting.VLAN,
                        VfSetting.MAC,
                        VfSetting.RATE,
                        VfSetting.SPOOFCHK,
                        VfSetting.TRUST,
                        VfSetting.LINK_STATE);
    }

    private static Vf vf(VfSettings settings) {
        return new Vf(settings.toValue().value().in(IfLink.IFLA_VF_INFO));
    }
}
