package dev.plumbline.runtime.agent.kata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.agent.GuestNeighbour;
import dev.plumbline.runtime.agent.GuestNic;
import dev.plumbline.runtime.agent.GuestNic.FoundBy;
import dev.plumbline.runtime.agent.GuestRoute;
import dev.plumbline.runtime.agent.GuestTables;
import dev.plumbline.runtime.agent.NotRepresentable;
import dev.plumbline.runtime.agent.kata.proto.IPFamily;
import dev.plumbline.runtime.agent.kata.proto.Route;
import dev.plumbline.tap.PodAddress;
import dev.plumbline.tap.PodNeighbour;
import dev.plumbline.tap.PodRoute;
import dev.plumbline.tap.PodRoute.Nexthop;
import dev.plumbline.tap.PodRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KataRoutesTest {
    private static final GuestNic ETH0 =
            new GuestNic("02:00:00:00:00:01", "10/00", FoundBy.MAC, "eth0", 1500, List.of());

    @Test
    void ofSeveralToOneDestinationThePreferredOneIsSent() {
        GuestRoute far = route("10.9.0.0/16", "10.77.1.9", 200);
        GuestRoute near = route("10.9.0.0/16", "10.77.1.1", 100);
        KataRoutes choice = KataRoutes.of(List.of(far, near));
        assertThat(choice.sent()).containsExactly(near);
        assertThat(lost(far, near))
                .containsExactly(
                        "route 10.9.0.0/16 via 10.77.1.9 dev eth0 metric 200: AGENT_HAS_NO_METRIC",
                        "route 10.9.0.0/16 via 10.77.1.1 dev eth0 metric 100: AGENT_HAS_NO_METRIC");
    }

    @Test
    void defaultRoutesOfBothFamiliesDoNotMeet() {
        GuestRoute four = route("default", "10.77.1.1", 0);
        GuestRoute six = with("default", "inet6", "fd77:1::1", 1024, 254, "unicast", "boot", List.of());
        assertThat(KataRoutes.of(List.of(four, six)).sent()).containsExactly(four, six);
        assertThat(lost(four, six)).isEmpty();
        assertThat(KataWords.of(six).getFamily()).isEqualTo(IPFamily.v6);
        assertThat(KataWords.of(six).getDest()).isEmpty();
    }

    @Test
    void whatTheAgentHasNoWordsForIsNamedAndNotSent() {
        GuestRoute table = with("10.8.0.0/16", "inet", "10.77.1.1", 0, 100, "unicast", "boot", List.of());
        GuestRoute hole = new GuestRoute(
                with("10.66.0.0/16", "inet", null, 0, 254, "blackhole", "boot", List.of())
                        .route(),
                null);
        GuestRoute six = route("10.5.0.0/16", "fe80::1", 0);
        assertThat(KataRoutes.of(List.of(table, hole, six)).sent()).isEmpty();
        assertThat(lost(table, hole, six))
                .containsExactly(
                        "route 10.8.0.0/16 via 10.77.1.1 dev eth0 table 100: AGENT_HAS_NO_TABLE",
                        "route blackhole 10.66.0.0/16: AGENT_HAS_NO_ROUTE_TYPE",
                        "route 10.5.0.0/16 via fe80::1 dev eth0: AGENT_HAS_NO_GATEWAY_FAMILY");
    }

    @Test
    void aRouteOfTheKernelIsTheGuestsOwnAndNotMissed() {
        GuestRoute own = with("10.77.1.0/24", "inet", null, 0, 254, "unicast", "kernel", List.of());
        assertThat(KataRoutes.of(List.of(own)).sent()).isEmpty();
        assertThat(lost(own)).isEmpty();
        assertThat(KataRoutes.of(List.of(own)).missing(List.of())).isEmpty();
    }

    @Test
    void ofAMultipathRouteTheHeaviestWayIsSent() {
        GuestRoute several = with(
                "10.4.0.0/16",
                "inet",
                null,
                0,
                254,
                "unicast",
                "static",
                List.of(new Nexthop("10.77.1.1", "eth0", 1, false), new Nexthop("10.77.2.1", "eth1", 2, true)));
        Route words = KataWords.of(new GuestRoute(several.route(), null));
        assertThat(words.getGateway()).isEqualTo("10.77.2.1");
        assertThat(words.getDevice()).isEqualTo("eth1");
        assertThat(words.getFlags()).isEqualTo(4);
        assertThat(lost(new GuestRoute(several.route(), null)))
                .containsExactly(
                        "route 10.4.0.0/16 nexthop via 10.77.1.1 dev eth0 weight 1"
                                + " nexthop via 10.77.2.1 dev eth1 weight 2: AGENT_HAS_NO_MULTIPATH",
                        "route 10.4.0.0/16 nexthop via 10.77.1.1 dev eth0 weight 1"
                                + " nexthop via 10.77.2.1 dev eth1 weight 2 proto static: AGENT_HAS_NO_PROTOCOL");
    }

    @Test
    void theRestOfWhatIsLostIsNamed() {
        PodRoute route = new PodRoute(
                "fd9::/64",
                "inet6",
                null,
                0,
                254,
                "global",
                "boot",
                "unicast",
                "fd77::2",
                false,
                1300,
                1200,
                Map.of("initcwnd", "20", "mtu", "lock 1300"),
                Map.of("from", "fd5::/64", "pref", "high"),
                List.of(),
                List.of());
        GuestNic nic = new GuestNic(
                "02:00:00:00:00:01",
                "10/00",
                FoundBy.PATH,
                "eth0",
                1500,
                List.of(
                        new PodAddress("10.1.0.2/24", null, "10.1.0.255", "global", "eth0:1", List.of(), 0, null, null),
                        new PodAddress(
                                "10.2.0.2/32",
                                "10.2.0.3/32",
                                "10.9.9.9",
                                "link",
                                null,
                                List.of("noprefixroute"),
                                50,
                                0,
                                -2),
                        PodAddress.of("127.0.0.2/8")));
        PodRule rule = new PodRule(
                "inet", 90, false, "10.1.0.0/16", null, null, null, null, 100, "lookup", Map.of(), List.of());
        GuestTables tables = new GuestTables(
                List.of(new GuestRoute(route, "eth0")),
                List.of(new GuestNeighbour("eth0", new PodNeighbour("10.1.0.9", null, "permanent", true, false))),
                List.of(rule));
        assertThat(text(Losses.of(List.of(nic), tables)))
                .containsExactly(
                        "link eth0 with a MAC that others have: AGENT_FINDS_BY_MAC",
                        "addr 10.1.0.2/24 dev eth0 label eth0:1: AGENT_HAS_NO_LABEL",
                        "addr 10.2.0.2/32 dev eth0 peer 10.2.0.3/32: AGENT_HAS_NO_PEER",
                        "addr 10.2.0.2/32 dev eth0 broadcast 10.9.9.9: AGENT_HAS_NO_BROADCAST",
                        "addr 10.2.0.2/32 dev eth0 scope link: AGENT_HAS_NO_SCOPE",
                        "addr 10.2.0.2/32 dev eth0 noprefixroute: AGENT_HAS_NO_ADDRESS_FLAGS",
                        "addr 10.2.0.2/32 dev eth0 metric 50: AGENT_HAS_NO_METRIC",
                        "addr 10.2.0.2/32 dev eth0 valid_lft 4294967294: AGENT_HAS_NO_LIFETIME",
                        "addr 10.2.0.2/32 dev eth0 preferred_lft 0: AGENT_HAS_NO_LIFETIME",
                        "addr 127.0.0.2/8 dev eth0: AGENT_HAS_NO_LOOPBACK",
                        "route fd9::/64 dev eth0 advmss 1200: AGENT_HAS_NO_ROUTE_OPTIONS",
                        "route fd9::/64 dev eth0 initcwnd 20: AGENT_HAS_NO_ROUTE_OPTIONS",
                        "route fd9::/64 dev eth0 mtu lock 1300: AGENT_HAS_NO_ROUTE_OPTIONS",
                        "route fd9::/64 dev eth0 pref high: AGENT_HAS_NO_ROUTE_OPTIONS",
                        "route fd9::/64 dev eth0 src fd77::2: AGENT_HAS_NO_ROUTE_OPTIONS",
                        "neigh proxy 10.1.0.9: AGENT_HAS_NO_PROXY_NEIGHBOURS",
                        "rule priority 90 from 10.1.0.0/16 lookup 100: AGENT_HAS_NO_RULES");
        assertThat(KataWords.of(new GuestRoute(route, "eth0")).getSource()).isEqualTo("fd5::/64");
    }

    @Test
    void aListThatHidesDestinationsIsCountedByGateway() {
        GuestRoute first = route("default", "10.77.1.1", 0);
        GuestRoute second = route("10.9.0.0/16", "10.77.1.1", 0);
        GuestRoute linked = route("10.7.0.0/16", null, 0);
        KataRoutes choice = KataRoutes.of(List.of(first, second, linked));
        Route hidden = listed("0.0.0.0", "10.77.1.1", "eth0");
        Route onLink = listed("10.7.0.0/16", "", "eth0");
        assertThat(choice.missing(List.of(hidden, hidden, onLink))).isEmpty();
        assertThat(choice.missing(List.of(hidden, onLink))).containsExactly(first, second);
        assertThat(choice.missing(List.of(hidden, hidden))).containsExactly(linked);
        assertThat(choice.missing(List.of(hidden, listed("0.0.0.0", "10.77.1.1", "eth1"), onLink)))
                .containsExactly(first, second);
    }

    @Test
    void aListThatNamesDestinationsIsTakenByItsWord() {
        GuestRoute first = route("default", "10.77.1.1", 0);
        GuestRoute second = route("10.9.0.0/16", "10.77.1.1", 0);
        KataRoutes choice = KataRoutes.of(List.of(first, second));
        Route there = listed("10.9.0.0/16", "10.77.1.1", "eth0");
        assertThat(choice.missing(List.of(listed("0.0.0.0/0", "10.77.1.1", "eth0"), there)))
                .isEmpty();
        assertThat(choice.missing(List.of(there))).containsExactly(first);
        assertThat(choice.missing(List.of(listed("nonsense", "10.77.1.1", "eth0"), there)))
                .containsExactly(first);
    }

    @Test
    void namesThatTheKernelRefusesAreNoNames() {
        assertThat(List.of("eth0", "fifteen-bytes-x", "a#b", "-a")).allMatch(KataAgent::isName);
        assertThat(List.of("", "sixteen-bytes-xx", "a b", "a/b", "a:1", ".", "..", "a\u0000b"))
                .noneMatch(KataAgent::isName);
    }

    static GuestRoute route(String dst, @Nullable String gateway, int metric) {
        return with(dst, "inet", gateway, metric, 254, "unicast", "boot", List.of());
    }

    private static GuestRoute with(
            String dst,
            String family,
            @Nullable String gateway,
            int metric,
            int table,
            String type,
            String protocol,
            List<Nexthop> nexthops) {
        return new GuestRoute(
                new PodRoute(
                        dst, family, gateway, metric, table, "global", protocol, type, null, false, null, null,
                        Map.of(), Map.of(), List.of(), nexthops),
                "eth0");
    }

    private static Route listed(String dest, String gateway, String device) {
        return Route.newBuilder()
                .setDest(dest)
                .setGateway(gateway)
                .setDevice(device)
                .build();
    }

    private static List<String> lost(GuestRoute... routes) {
        return text(Losses.of(List.of(ETH0), new GuestTables(List.of(routes), List.of(), List.of())));
    }

    private static List<String> text(List<NotRepresentable> losses) {
        return losses.stream().map(loss -> loss.what() + ": " + loss.reason()).toList();
    }
}
