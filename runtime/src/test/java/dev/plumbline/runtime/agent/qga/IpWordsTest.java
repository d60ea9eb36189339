package dev.plumbline.runtime.agent.qga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runtime.agent.GuestNeighbour;
import dev.plumbline.runtime.agent.GuestNic;
import dev.plumbline.runtime.agent.GuestNic.FoundBy;
import dev.plumbline.runtime.agent.GuestNicState;
import dev.plumbline.runtime.agent.GuestRoute;
import dev.plumbline.tap.PodAddress;
import dev.plumbline.tap.PodNeighbour;
import dev.plumbline.tap.PodRoute;
import dev.plumbline.tap.PodRoute.Nexthop;
import dev.plumbline.tap.PodRule;
import java.util.List;
import java.util.Map;
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
                Map.of("initcwnd", "20", "mtu", "lock 1400"),
                Map.of("tos", "0x10"),
                List.of(),
                List.of(new Nexthop("10.88.7.1", "eth0", 2, false), new Nexthop("fe80::1", "eth1", 1, true)));
        assertThat(words(IpWords.routes(List.of(new GuestRoute(route, null)), "inet")))
                .containsExactly("route replace unicast 10.5.0.0/16 table 100 proto static scope global metric 7"
                        + " src 10.88.7.2 tos 0x10 advmss 1360 initcwnd 20 mtu lock 1400 nexthop via 10.88.7.1 dev eth0 weight 2"
                        + " nexthop via inet6 fe80::1 dev eth1 weight 1 onlink");
    }

    @Test
    void routesOfOneFamilyAreRemovedAndMayBeGoneAlready() {
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
                        Map.of(),
                        Map.of(),
                        List.of(),
                        List.of()),
                null);
        List<IpLine> lines = IpWords.routeRemovals(List.of(blackhole, route("default", "inet6", "fe80::1", 0)), "inet");
        assertThat(words(lines)).containsExactly("route del blackhole 10.6.0.0/16 table 254 proto boot scope global");
        assertThat(lines.get(0).mayFailWith("RTNETLINK answers: No such process"))
                .isTrue();
        assertThat(lines.get(0).mayFailWith("Error: FIB table does not exist.")).isTrue();
        assertThat(lines.get(0).mayFailWith("RTNETLINK answers: Operation not permitted"))
                .isFalse();
    }

    @Test
    void rulesSayWhatTheyMatchAndDo() {
        PodRule lookup = new PodRule(
                "inet",
                100,
                true,
                "10.1.0.0/16",
                "10.2.0.0/16",
                "eth0",
                "eth1",
                "0x10/0xff",
                100,
                "lookup",
                Map.of("ipproto", "6"),
                List.of());
        PodRule prohibit =
                new PodRule("inet6", 7, false, null, null, null, null, null, 0, "prohibit", Map.of(), List.of());
        PodRule jump =
                new PodRule("inet", 8, false, null, null, null, null, null, 0, "goto", Map.of("goto", "9"), List.of());
        assertThat(IpWords.ruleAddition(lookup).words())
                .isEqualTo("rule add not priority 100 from 10.1.0.0/16 to 10.2.0.0/16 iif eth0 oif eth1"
                        + " fwmark 0x10/0xff ipproto 6 table 100");
        assertThat(IpWords.ruleRemoval(prohibit).words()).isEqualTo("rule del priority 7 from all prohibit");
        assertThat(IpWords.ruleAddition(jump).words()).isEqualTo("rule add priority 8 from all goto 9");
    }

    @Test
    void neighboursArePermanentLearntOrAnsweredFor() {
        assertThat(IpWords.neighbour(
                                new GuestNeighbour("eth0", PodNeighbour.permanent("10.0.0.1", "02:00:00:00:00:09")))
                        .words())
                .isEqualTo("neigh replace 10.0.0.1 lladdr 02:00:00:00:00:09 dev eth0 nud permanent");
        PodNeighbour gateway = new PodNeighbour("fe80::1", "02:00:00:00:00:09", "reachable", false, true);
        assertThat(IpWords.neighbour(new GuestNeighbour("eth0", gateway)).words())
                .isEqualTo("neigh replace fe80::1 lladdr 02:00:00:00:00:09 dev eth0 nud reachable router");
        PodNeighbour proxy = new PodNeighbour("10.0.0.9", null, "permanent", true, false);
        assertThat(IpWords.neighbour(new GuestNeighbour("eth0", proxy)).words())
                .isEqualTo("neigh replace proxy 10.0.0.9 dev eth0");
        assertThat(IpWords.neighbourRemoval(new GuestNeighbour("eth0", proxy)).words())
                .isEqualTo("neigh del proxy 10.0.0.9 dev eth0");
    }

    @Test
    void pciPathsComeFromWhatTheLinksOfSysfsHold() {
        String listing = """
                total 0
                lrwxrwxrwx 1 root root 0 Nov 24 07:00 eth0 -> ../../devices/pci0000:00/0000:00:10.0/0000:01:00.0/virtio3/net/eth0
                lrwxrwxrwx    1 root     root             0 Nov 24 07:00 eth1 -> ../../devices/pci0000:00/0000:00:10.1/0000:02:00.0/virtio4/net/eth1
                lrwxrwxrwx 1 root root 0 Nov 24 07:00 ens3 -> ../../devices/pci0000:00/0000:00:03.0/virtio1/net/ens3
                lrwxrwxrwx 1 root root 0 Nov 24 07:00 lo -> ../../devices/virtual/net/lo
                """;
        assertThat(PciPaths.of(listing))
                .containsExactlyInAnyOrderEntriesOf(Map.of("eth0", "10/00", "eth1", "10.1/00", "ens3", "03"));
    }

    @Test
    void addressesThatAreTooManyGoBeforeTheOthersCome() {
        GuestNic nic = new GuestNic(
                "02:00:00:00:00:01",
                null,
                FoundBy.MAC,
                "eth0",
                1400,
                List.of(
                        new PodAddress(
                                "10.88.7.2/24", null, "10.88.7.255", "global", "eth0:1", List.of(), 50, null, null),
                        new PodAddress(
                                "192.168.9.1/32",
                                "192.168.9.2/32",
                                null,
                                "link",
                                "other",
                                List.of("noprefixroute"),
                                0,
                                null,
                                null),
                        new PodAddress("fd88:7:0::2/64", null, null, "global", null, List.of(), 0, 0, 600)));
        GuestNicState found = new GuestNicState(
                nic.mac(),
                "eth0",
                List.of("10.88.7.9/24", "10.88.7.2/24", "192.168.9.1/32", "fd88:7::2/64", "fe80::ff:fe00:1/64"));
        assertThat(words(NicSetup.lines(nic, found)))
                .containsExactly(
                        "link set dev eth0 mtu 1400",
                        "addr flush dev eth0 to 10.88.7.9",
                        "addr replace 10.88.7.2/24 broadcast 10.88.7.255 dev eth0 label eth0:1 metric 50",
                        "addr replace 192.168.9.1/32 peer 192.168.9.2/32 dev eth0 scope link noprefixroute",
                        "addr replace fd88:7:0::2/64 dev eth0 nodad valid_lft 600 preferred_lft 0",
                        "link set dev eth0 up");
    }

    @Test
    void aFunctionThatCameWithItsOwnMacGetsThePods() {
        GuestNic nic = new GuestNic("02:00:00:00:00:01", "10/00", FoundBy.MAC_OR_PATH, "eth0", 1400, List.of());
        assertThat(words(NicSetup.lines(nic, new GuestNicState("52:54:00:00:01:01", "eth0", List.of()))))
                .containsExactly(
                        "link set dev eth0 address 02:00:00:00:00:01",
                        "link set dev eth0 mtu 1400",
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
                        dst, family, gateway, metric, 254, "link", "boot", "unicast", null, false, null, null, Map.of(),
                        Map.of(), List.of(), List.of()),
                "eth0");
    }

    private static List<String> words(List<IpLine> lines) {
        return lines.stream().map(IpLine::words).toList();
    }
}
