package dev.plumbline.tap;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.route.Hop;
import dev.plumbline.netlink.route.Route;
import dev.plumbline.netlink.uapi.Rtnetlink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Chooses the routes that a guest must be told, and puts them into words. */
final class PodRoutes {
    private static final int NO_LINK = 0;

    private PodRoutes() {}

    /**
     * {@return the routes by the index of the link they leave by, 0 for those that belong to none}
     *
     * <p>Left out is what the guest's kernel makes by itself: the local table, and what came from addresses.
     */
    static Map<Integer, List<PodRoute>> byLink(List<Route> routes, Map<Integer, String> names) {
        Map<Integer, List<PodRoute>> byLink = new java.util.HashMap<>();
        for (Route route : routes) {
            if (isWanted(route)) {
                byLink.computeIfAbsent(link(route), any -> new ArrayList<>()).add(words(route, names));
            }
        }
        return byLink;
    }

    private static boolean isWanted(Route route) {
        return route.protocol() != Rtnetlink.RTPROT_KERNEL
                && route.table() != Rtnetlink.RT_TABLE_LOCAL
                && (route.flags() & Rtnetlink.RTM_F_CLONED) == 0;
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

    private static PodRoute words(Route route, Map<Integer, String> names) {
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
                route.hops().stream().map(hop -> words(hop, names)).toList());
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
