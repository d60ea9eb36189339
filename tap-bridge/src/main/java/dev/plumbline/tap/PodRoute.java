package dev.plumbline.tap;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A route of a pod, in words that JSON and a guest agent can carry. Names are iproute2's.
 *
 * @param dst {@code default} or a prefix
 * @param family {@code inet} or {@code inet6}
 * @param gateway the next hop's address, of either family
 * @param metric the priority, 0 when the kernel reported none
 * @param table the table's number, 254 for main
 * @param scope {@code global}, {@code site}, {@code link}, {@code host}, {@code nowhere} or a number
 * @param protocol who made it: {@code kernel}, {@code boot}, {@code static}, {@code ra}, ... or a number
 * @param type {@code unicast}, {@code blackhole}, {@code unreachable}, {@code prohibit}, ... or a number
 * @param prefsrc the source address that it prefers
 * @param onlink whether the gateway is reachable although no route leads to it
 * @param mtu the route's MTU in bytes
 * @param advmss the MSS that TCP announces, in bytes
 * @param metrics further properties of connections along it, by ip-route(8)'s words ({@code window}, {@code initcwnd},
 *     {@code congctl}, ...), in the kernel's own units; a value that is kept from changing begins with {@code lock}
 * @param options {@code tos}, {@code from} (IPv6 sources), {@code pref} and {@code realms}, by ip-route(8)'s words
 * @param beyond what it has besides and has no words here, such as {@code encap mpls}
 * @param nexthops the next hops of a multipath route, else empty
 */
public record PodRoute(
        String dst,
        String family,
        @Nullable String gateway,
        int metric,
        int table,
        String scope,
        String protocol,
        String type,
        @Nullable String prefsrc,
        boolean onlink,
        @Nullable Integer mtu,
        @Nullable Integer advmss,
        Map<String, String> metrics,
        Map<String, String> options,
        List<String> beyond,
        List<Nexthop> nexthops) {
    public PodRoute {
        metrics = Words.ordered(metrics);
        options = Words.ordered(options);
        beyond = List.copyOf(beyond);
        nexthops = List.copyOf(nexthops);
    }

    /**
     * One of several ways that a multipath route offers.
     *
     * @param gateway its address
     * @param link the pod link that leads there
     * @param weight 1 to 256
     * @param onlink whether the gateway is reachable although no route leads to it
     */
    public record Nexthop(@Nullable String gateway, String link, int weight, boolean onlink) {}
}
