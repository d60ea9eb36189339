package dev.plumbline.tap;

import java.util.List;

/**
 * A link of a pod with everything that belongs to it, as one scan found it.
 *
 * @param index the interface index
 * @param name its name
 * @param kind the netlink kind: {@code veth}, {@code macvlan}, ...; {@code device} for a link of no kind; {@code tun} or
 *     {@code tap} for those of {@code /dev/net/tun}
 * @param ethernet whether its frames are Ethernet's
 * @param loopback whether it is a loopback
 * @param enslaved whether it is a port of a bridge or a member of a bond
 * @param up whether it is administratively up
 * @param mtu bytes
 * @param mac its Ethernet address, empty when it has none
 * @param txQueueLength packets
 * @param alias its alias, empty when it has none
 * @param addresses its addresses but the automatic link-local one
 * @param routes routes that leave by it but those that the kernel made from addresses; a multipath route is with its
 *     first next hop
 * @param neighbours its permanent neighbours
 * @param ingress the kind of its ingress or clsact qdisc, empty when it has none
 * @param lastFilter the highest preference among its ingress filters, 0 when it has none
 */
public record PodLink(
        int index,
        String name,
        String kind,
        boolean ethernet,
        boolean loopback,
        boolean enslaved,
        boolean up,
        int mtu,
        String mac,
        int txQueueLength,
        String alias,
        List<PodAddress> addresses,
        List<PodRoute> routes,
        List<PodNeighbour> neighbours,
        String ingress,
        int lastFilter) {
    public PodLink {
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
        neighbours = List.copyOf(neighbours);
    }
}
