package dev.plumbline.sriov;

import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.route.Address;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.route.Neigh;
import dev.plumbline.netlink.route.Restore;
import dev.plumbline.netlink.route.Route;
import dev.plumbline.netlink.route.RtNetlink;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Message;
import java.util.HexFormat;
import java.util.List;

/**
 * What a link loses when it leaves its namespace, or its driver.
 *
 * @param name its name there
 * @param index its index there
 * @param mac its address
 * @param mtu bytes
 * @param up whether somebody had set it up
 * @param txQueueLength packets
 * @param alias its alias, empty for none
 * @param altNames its further names
 * @param addresses the kernel's messages of its addresses, in hexadecimal
 * @param routes those of the routes over it, the ones that others need first
 * @param neighbours those of its permanent neighbours and proxy entries
 */
public record NetdevState(
        String name,
        int index,
        String mac,
        int mtu,
        boolean up,
        int txQueueLength,
        String alias,
        List<String> altNames,
        List<String> addresses,
        List<String> routes,
        List<String> neighbours) {
    public NetdevState {
        altNames = List.copyOf(altNames);
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
        neighbours = List.copyOf(neighbours);
    }

    /** {@return what a link has now} */
    public static NetdevState of(RtNetlink netlink, Link link) {
        int index = link.index();
        return new NetdevState(
                link.name(),
                index,
                link.address().map(MacAddress::toString).orElse(""),
                link.mtu(),
                link.isUp(),
                link.txQueueLength(),
                link.alias().orElse(""),
                link.altNames(),
                hex(netlink.addresses().stream()
                        .filter(address -> address.index() == index)
                        .map(Address::message)
                        .toList()),
                hex(Restore.inOrder(netlink.routes().stream()
                        .filter(route -> isKept(route, index))
                        .map(Route::message)
                        .toList())),
                hex(List.of(
                                netlink.neighbours().stream()
                                        .filter(Neigh::isPermanent)
                                        .toList(),
                                netlink.proxyNeighbours())
                        .stream()
                        .flatMap(List::stream)
                        .filter(neighbour -> neighbour.index() == index)
                        .filter(neighbour -> neighbour.protocol().orElse(0) != Rtnetlink.RTPROT_KERNEL)
                        .map(Neigh::message)
                        .toList()));
    }

    /** Those of the local table come with the addresses. */
    private static boolean isKept(Route route, int index) {
        boolean over = route.oif().orElse(0) == index || route.hops().stream().anyMatch(hop -> hop.index() == index);
        return over
                && route.type() == Rtnetlink.RTN_UNICAST
                && route.table() != Rtnetlink.RT_TABLE_LOCAL
                && (route.flags() & Rtnetlink.RTM_F_CLONED) == 0;
    }

    private static List<String> hex(List<Message> messages) {
        return messages.stream()
                .map(message -> HexFormat.of().formatHex(message.bytes()))
                .toList();
    }
}
