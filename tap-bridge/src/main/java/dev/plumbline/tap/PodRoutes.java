package dev.plumbline.tap;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.route.Hop;
import dev.plumbline.netlink.route.Route;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Attribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chooses the routes that a guest must be told, and puts them into words. */
final class PodRoutes {
    private static final int NO_LINK = 0;

    /** The metrics that have ip-route(8)'s words; MTU and advmss have fields of their own. */
    private static final Map<Attribute<Integer>, String> METRICS = metrics();

    private static final Set<Integer> TYPES_WITHOUT_LINK =
            Set.of(Rtnetlink.RTN_BLACKHOLE, Rtnetlink.RTN_UNREACHABLE, Rtnetlink.RTN_PROHIBIT, Rtnetlink.RTN_THROW);

    private static final Map<Integer, String> PREFERENCES = Map.of(1, "high", 3, "low"); // RFC 4191; 0 is medium

    private PodRoutes() {}

    private static Map<Attribute<Integer>, String> metrics() {
        Map<Attribute<Integer>, String> words = new LinkedHashMap<>();
        words.put(Rtnetlink.RTAX_WINDOW, "window");
        words.put(Rtnetlink.RTAX_RTT, "rtt");
        words.put(Rtnetlink.RTAX_RTTVAR, "rttvar");
        words.put(Rtnetlink.RTAX_SSTHRESH, "ssthresh");
        words.put(Rtnetlink.RTAX_CWND, "cwnd");
        words.put(Rtnetlink.RTAX_REORDERING, "reordering");
        words.put(Rtnetlink.RTAX_HOPLIMIT, "hoplimit");
        words.put(Rtnetlink.RTAX_INITCWND, "initcwnd");
        words.put(Rtnetlink.RTAX_RTO_MIN, "rto_min");
        words.put(Rtnetlink.RTAX_INITRWND, "initrwnd");
        words.put(Rtnetlink.RTAX_QUICKACK, "quickack");
        words.put(Rtnetlink.RTAX_FASTOPEN_NO_COOKIE, "fastopen_no_cookie");
        return words;
    }

    /**
     * {@return the routes by the index of the link they leave by, 0 for those that belong to none}
     *
     * <p>Left out is what the guest's kernel makes by itself: the local table, and what came from addresses.
     */
    static Map<Integer, List<PodRoute>> byLink(List<Route> routes, Map<Integer, String> names) {
        Map<Integer, List<PodRoute>> byLink = new HashMap<>();
        for (Route route : routes) {
            if (isWanted(route)) {
                byLink.computeIfAbsent(link(route), any -> new ArrayList<>()).add(words(route, names));
            }
        }
        return byLink;
    }

    private static boolean isWanted(Route route) {
        return route.table() != Rtnetlink.RT_TABLE_LOCAL && !comesWithAddresses(route);
    }

    /** {@return whether the kernel makes a route by itself, from an address or for a moment} */
    static boolean comesWithAddresses(Route route) {
        return route.protocol() == Rtnetlink.RTPROT_KERNEL || (route.flags() & Rtnetlink.RTM_F_CLONED) != 0;
    }

    /** {@return whether a route leaves by a link, as one of several ways or the only one} */
    static boolean leavesBy(Route route, int index) {
        return isUnicast(route)
                && (route.oif().orElse(NO_LINK) == index
                        || route.hops().stream().anyMatch(hop -> hop.index() == index));
    }

    private static int link(Route route) {
        if (!isUnicast(route)) {
            return NO_LINK; // IPv6 gives a blackhole the loopback for a link
        }
        return route.oif()
                .orElseGet(
                        () -> route.hops().stream().findFirst().map(Hop::index).orElse(NO_LINK));
    }

    private static boolean isUnicast(Route route) {
        return route.type() == Rtnetlink.RTN_UNICAST;
    }

    static PodRoute words(Route route, Map<Integer, String> names) {
        return new PodRoute(
                route.isDefault() ? "default" : route.destination().toString(),
                Words.family(route.family()),
                route.gateway().map(IpPrefix::text).orElse(null),
                route.metric(),
                route.table(),
                Words.scope(route.scope()),
                Words.protocol(route.protocol()),
                Words.type(route.type()),
                route.prefSrc().map(IpPrefix::text).orElse(null),
                route.isOnlink(),
                boxed(route.mtu()),
                route.metrics().get(Rtnetlink.RTAX_ADVMSS).orElse(null),
                metrics(route),
                options(route),
                beyond(route),
                route.hops().stream().map(hop -> words(hop, names)).toList());
    }

    private static Map<String, String> metrics(Route route) {
        Map<String, String> metrics = new LinkedHashMap<>();
        METRICS.forEach((attribute, word) -> route.metrics()
                .get(attribute)
                .ifPresent(value -> metrics.put(word, locked(route, attribute) + Integer.toUnsignedString(value))));
        if (route.isLocked(Rtnetlink.RTAX_MTU) && route.mtu().isPresent()) {
            metrics.put("mtu", "lock " + route.mtu().getAsInt());
        }
        if ((route.metrics().get(Rtnetlink.RTAX_FEATURES, 0) & Rtnetlink.RTAX_FEATURE_ECN) != 0) {
            metrics.put("features", "ecn");
        }
        route.metrics().get(Rtnetlink.RTAX_CC_ALGO).ifPresent(name -> metrics.put("congctl", name));
        return metrics;
    }

    private static String locked(Route route, Attribute<?> metric) {
        return route.isLocked(metric) ? "lock " : "";
    }

    private static Map<String, String> options(Route route) {
        Map<String, String> options = new LinkedHashMap<>();
        if (route.tos() != 0) {
            options.put("tos", "0x" + Integer.toHexString(route.tos()));
        }
        if (route.source().length() != 0) {
            options.put("from", route.source().toString());
        }
        String preference = PREFERENCES.get(route.pref().orElse(0));
        if (preference != null) {
            options.put("pref", preference);
        }
        route.realms().ifPresent(realms -> options.put("realms", (realms >>> 16) + "/" + (realms & 0xffff)));
        return options;
    }

    private static List<String> beyond(Route route) {
        List<String> beyond = new ArrayList<>();
        if (!TYPES_WITHOUT_LINK.contains(route.type()) && !isUnicast(route)) {
            beyond.add("type " + Words.type(route.type())); // such a one is about the pod's own links
        }
        route.encap().ifPresent(encap -> beyond.add("encap " + encap.type()));
        if (route.hops().stream().anyMatch(hop -> hop.encap().isPresent())) {
            beyond.add("encap of a next hop");
        }
        return beyond;
    }

    private static PodRoute.Nexthop words(Hop hop, Map<Integer, String> names) {
        return new PodRoute.Nexthop(
                hop.gateway().map(IpPrefix::text).orElse(null),
                names.getOrDefault(hop.index(), Integer.toString(hop.index())),
                hop.weight(),
                (hop.flags() & Rtnetlink.RTNH_F_ONLINK) != 0);
    }

    private static @Nullable Integer boxed(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }
}
