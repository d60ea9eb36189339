package dev.plumbline.runtime.agent.qga;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.host.Problem;
import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.runtime.agent.GuestRoute;
import dev.plumbline.tap.PodRoute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A guest's routes of one family, from {@code ip -N -j route show table all}. Pure.
 *
 * @param routes the routes
 */
record InstalledRoutes(List<Installed> routes) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** IPv6 routes have this metric when nobody chose one (net/ipv6_route.h: IP6_RT_PRIO_USER). */
    private static final int IPV6_METRIC = 1024;

    /** The types that a pod's routes can have; ip -N prints numbers. */
    private static final Map<Integer, String> TYPES = Map.of(
            Rtnetlink.RTN_UNICAST, "unicast",
            Rtnetlink.RTN_BLACKHOLE, "blackhole",
            Rtnetlink.RTN_UNREACHABLE, "unreachable",
            Rtnetlink.RTN_PROHIBIT, "prohibit",
            Rtnetlink.RTN_THROW, "throw");

    /** What makes a route the one that it is. */
    private record Key(String type, IpPrefix dst, int table, int metric, int tos) {}

    private record Way(@Nullable IpPrefix gateway, String device) {}

    private record Installed(Key key, Set<Way> ways) {}

    /**
     * {@return what ip printed}
     *
     * @throws dev.plumbline.host.PlumblineException REFUSED when that is no list of routes
     */
    static InstalledRoutes of(String output, boolean v6) {
        try {
            List<Installed> routes = new ArrayList<>();
            for (JsonNode route : JSON.readTree(output)) {
                routes.add(installed(route, v6));
            }
            return new InstalledRoutes(routes);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw Problem.refused("AGENT_NONSENSE", "guest: ip route show", "the guest lists what are no routes")
                    .because(e.getMessage())
                    .fix("the guest needs iproute2 5.2 or newer")
                    .exception(e);
        }
    }

    private static Installed installed(JsonNode route, boolean v6) {
        Set<Way> ways = new HashSet<>();
        if (route.has("dev")) {
            ways.add(way(route));
        }
        route.path("nexthops").forEach(hop -> ways.add(way(hop)));
        String dst = route.path("dst").asText();
        Key key = new Key(
                TYPES.getOrDefault(route.path("type").asInt(Rtnetlink.RTN_UNICAST), "other"),
                dst.equals("default") ? everything(v6) : IpPrefix.of(dst),
                route.path("table").asInt(Rtnetlink.RT_TABLE_MAIN),
                metric(route.path("metric").asInt(), v6),
                Integer.decode(route.path("tos").asText("0")));
        return new Installed(key, ways);
    }

    private static Way way(JsonNode hop) {
        String gateway = hop.path("gateway").asText(hop.path("via").path("host").asText(""));
        return new Way(
                gateway.isEmpty() ? null : IpPrefix.of(gateway), hop.path("dev").asText());
    }

    /** {@return whether there is a route, whatever else it says of connections} */
    boolean has(GuestRoute guest) {
        PodRoute route = guest.route();
        boolean v6 = route.family().equals("inet6");
        Key key = new Key(
                route.type(),
                route.dst().equals("default") ? everything(v6) : IpPrefix.of(route.dst()),
                route.table(),
                metric(route.metric(), v6),
                Integer.decode(route.options().getOrDefault("tos", "0")));
        Set<Way> ways = new HashSet<>();
        if (guest.device() != null) {
            ways.add(way(route.gateway(), guest.device()));
        }
        route.nexthops().forEach(hop -> ways.add(way(hop.gateway(), hop.link())));
        // IPv6 makes one route of those to one destination that differ in their gateways.
        return routes.stream()
                .anyMatch(installed ->
                        installed.key().equals(key) && installed.ways().containsAll(ways));
    }

    private static Way way(@Nullable String gateway, String device) {
        return new Way(gateway == null ? null : IpPrefix.of(gateway), device);
    }

    private static IpPrefix everything(boolean v6) {
        return IpPrefix.of(v6 ? "::/0" : "0.0.0.0/0");
    }

    private static int metric(int metric, boolean v6) {
        return v6 && metric == 0 ? IPV6_METRIC : metric;
    }
}
