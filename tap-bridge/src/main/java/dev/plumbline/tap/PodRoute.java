package dev.plumbline.tap;

import java.util.List;
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
        List<Nexthop> nexthops) {
    public PodRoute {
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
