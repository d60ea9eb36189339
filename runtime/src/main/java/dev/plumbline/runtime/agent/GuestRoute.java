package dev.plumbline.runtime.agent;

import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.tap.PodRoute;
import org.jspecify.annotations.Nullable;

/**
 * A route as the guest is to have it.
 *
 * @param route the pod's route
 * @param device the guest NIC's name, or null for a route without one (multipath, blackhole)
 */
public record GuestRoute(PodRoute route, @Nullable String device) {
    /** {@return what tells it from others, in iproute2's words: {@code 10.9.0.0/16 via 10.0.0.1 dev eth0 metric 50}} */
    public String words() {
        StringBuilder words = new StringBuilder(route.type().equals("unicast") ? "" : route.type() + " ");
        boolean v6Default = route.dst().equals("default") && route.family().equals("inet6");
        words.append(v6Default ? "::/0" : route.dst());
        way(words, route.gateway(), device);
        if (route.table() != Rtnetlink.RT_TABLE_MAIN) {
            words.append(" table ").append(route.table());
        }
        if (route.metric() != 0) {
            words.append(" metric ").append(route.metric());
        }
        for (PodRoute.Nexthop hop : route.nexthops()) {
            words.append(" nexthop");
            way(words, hop.gateway(), hop.link());
            words.append(" weight ").append(hop.weight());
        }
        return words.toString();
    }

    private static void way(StringBuilder words, @Nullable String gateway, @Nullable String device) {
        if (gateway != null) {
            words.append(" via ").append(gateway);
        }
        if (device != null) {
            words.append(" dev ").append(device);
        }
    }
}
