package dev.plumbline.runtime.agent.qga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runtime.agent.GuestNic;
import dev.plumbline.runtime.agent.GuestNicState;
import dev.plumbline.runtime.agent.GuestRoute;
import dev.plumbline.tap.PodAddress;
import dev.plumbline.tap.PodRoute;
import dev.plumbline.tap.PodRoute.Nexthop;
import dev.plumbline.tap.PodRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class IpWordsTest {
    private static final GuestNicState LO = new GuestNicState("00:00:00:00:00:00", "lo", List.of("127.0.0.1/8"));

    @Test
    void routesToALinkComeBeforeThoseThroughAGateway() {
        GuestRoute gateway = route("default", "inet", "10.88.7.1", 0);
        GuestRoute link = route("10.88.7.1", "inet", null, 0);
        assertThat(words(IpWords.routes(List.of(gateway, link), "inet")))
                .containsExactly(
                        "route replace unicast 10.88.7.1 dev eth0 table 254 proto boot scope link",
                        "route replace unicast 0.0.0.0/0 via 10.88.7.1 dev eth0 table 254 proto boot scope link");
    }

    @Test
    void theSecondOfTwoEqualRoutesDoesNotReplaceTheFirst() {
        List<IpLine> lines = IpWords.routes(
                List.of(route("default", "inet6", "fe80::1", 1024), route("default", "inet6", "fe80::2", 1024)),
                "inet6");
        assertThat(words(lines))
                .containsExactly(
                        "route replace unicast ::/0 via fe80::1 dev eth0 table 254 proto boot metric 1024",
                        "route append unicast ::/0 via fe80::2 dev eth0 table 254 proto boot metric 1024");
        assertThat(lines.get(0).mayFailWith("RTNETLINK answers: File exists")).isFalse();
        assertThat(lines.get(1).mayFailWith("RTNETLINK answers: File exists")).isTrue();
    }

    @Test
    void everythingThatARouteCanSayIsSaid() {
        PodRoute route = new PodRoute(
                "10.5.0.0/16",
                "inet",
                null,
                7,
                100,
                "global",
                "static",
                "unicast",
                "10.88.7.2",
                false,
                1400,
                1360,
                List.of(new Nexthop("10.88.7.1", "eth0", 2, false), new Nexthop("fe80::1", "eth1", 1, true)));
        assertThat(words(IpWords.routes(List.of(new GuestRoute(route, null)), "inet")))
                .containsExactly("route replace unicast 10.5.0.0/16 table 100 proto static scope global metric 7"
                        + " src 10.88.7.2 mtu 1400 advmss 1360 nexthop via 10.88.7.1 dev eth0 weight 2"
                        + " nexthop via inet6 fe80::1 dev eth1 weight 1 onlink");
    }

    @Test
    void onlyRoutesWithoutADeviceAreRemoved() {
        GuestRoute blackhole = new GuestRoute(
                new PodRoute(
                        "10.6.0.0/16",
                        "inet",
                        null,
                        0,
                        254,
                        "global",
                        "boot",
                        "blackhole",
                        null,
                        false,
                        null,
                        null,
                        List.of()),
                null);
        List<IpLine> lines =
                IpWords.routeRemovals(List.of(route("default", "inet", "10.88.7.1", 0), blackhole), "inet");
        assertThat(words(lines)).containsExactly("route del blackhole 10.6.0.0/16 table 254 proto boot scope global");
        assertThat(lines.get(0).mayFailWith("RTNETLINK answers: No such process"))
                .isTrue();
        assertThat(lines.get(0).mayFailWith("Error: FIB table does not exist.")).isTrue();
        assertThat(lines.get(0).mayFailWith("RTNETLINK answers: Operation not permitted"))
                .isFalse();
    }

    @Test
    void rulesSayWhatTheyMatchAndDo() {
        PodRule lookup =
                new PodRule("inet", 100, "10.1.0.0/16", "10.2.0.0/16", "eth0", "eth1", "0x10/0xff", 100, "lookup");
        PodRule prohibit = new PodRule("inet6", 7, null, null, null, null, null, 0, "prohibit");
        assertThat(IpWords.ruleAddition(lookup).words())
                .isEqualTo("rule add priority 100 from 10.1.0.0/16 to 10.2.0.0/16 iif eth0 oif eth1 fwmark 0x10/0xff"
                        + " table 100");
        assertThat(IpWords.ruleRemoval(prohibit).words()).isEqualTo("rule del priority 7 from all prohibit");
    }

    @Test
    void addressesThatAreTooManyGoBeforeTheOthersCome() {
        GuestNic nic = new GuestNic(
                "02:00:00:00:00:01",
                "eth0",
                1400,
                List.of(
                        new PodAddress("10.88.7.2/24", null, "10.88.7.255", false, 50),
                        new PodAddress("192.168.9.1/32", "192.168.9.2/32", null, true, 0),
                        new PodAddress("fd88:7:0::2/64", null, null, false, 0)));
        GuestNicState found = new GuestNicState(
                nic.mac(),
                "eth0",
                List.of("10.88.7.9/24", "10.88.7.2/24", "192.168.9.1/32", "fd88:7::2/64", "fe80::ff:fe00:1/64"));
        assertThat(words(NicSetup.lines(nic, found)))
                .containsExactly(
                        "link set dev eth0 mtu 1400",
                        "addr flush dev eth0 to 10.88.7.9",
                        "addr replace 10.88.7.2/24 broadcast 10.88.7.255 dev eth0 metric 50",
                        "addr replace 192.168.9.1/32 peer 192.168.9.2/32 dev eth0 noprefixroute",
                        "addr replace fd88:7:0::2/64 dev eth0 nodad",
                        "link set dev eth0 up");
    }

    @Test
    void aNicThatHasTheNameAndNoAddressIsMovedAway() {
        List<GuestNicState> present = List.of(
                LO,
                new GuestNicState("02:00:00:00:00:02", "eth0", List.of("fe80::1/64")),
                new GuestNicState("02:00:00:00:00:01", "eth1", List.of()),
                new GuestNicState("02:00:00:00:00:03", "moved0", List.of()));
        assertThat(words(new NameChange(present, "eth1", "eth0").lines()))
                .containsExactly(
                        "link set dev eth0 down",
                        "link set dev eth0 name moved1",
                        "link set dev eth1 down",
                        "link set dev eth1 name eth0");
    }

    @Test
    void aNicThatHasTheNameAndAnAddressKeepsIt() {
        List<GuestNicState> present = List.of(
                new GuestNicState("02:00:00:00:00:02", "eth0", List.of("192.0.2.1/24")),
                new GuestNicState("02:00:00:00:00:01", "eth1", List.of()));
        assertThatThrownBy(() -> new NameChange(present, "eth1", "eth0").lines())
                .hasMessageContaining("another NIC of this name");
    }

    @Test
    void namesThatIpWouldTakeApartAreNotPlain() {
        assertThat(List.of("eth0", "net1.100", "veth-a_b", "fifteen-bytes-x", "a-", "+0"))
                .allMatch(GuestNames::isPlain);
        assertThat(List.of("", "sixteen-bytes-xx", "a b", "a\nb", "a/b", "a#b", "a\"b", "a'b", "-a", ".", "..", "a:1"))
                .noneMatch(GuestNames::isPlain);
    }

    private static GuestRoute route(String dst, String family, String gateway, int metric) {
        return new GuestRoute(
                new PodRoute(
                        dst, family, gateway, metric, 254, "link", "boot", "unicast", null, false, null, null,
                        List.of()),
                "eth0");
    }

    private static List<String> words(List<IpLine> lines) {
        return lines.stream().map(IpLine::words).toList();
    }
}
