package dev.plumbline.tap;

import dev.plumbline.netlink.wire.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param carrier whether it can receive: up, and with a carrier
 * @param mtu bytes
 * @param mac its Ethernet address, empty when it has none
 * @param sizes its queue and its largest packets
 * @param alias its alias, empty when it has none
 * @param pci the address of the PCI function behind it, for example {@code 0000:01:00.0}; empty when there is none
 * @param vhostUser the socket that it stands for; null when its frames are its own
 * @param addresses its addresses but the automatic link-local one
 * @param routes routes that leave by it but those that the kernel made from addresses; a multipath route is with its
 *     first next hop
 * @param neighbours what the guest shall know of its neighbours
 * @param ingress the kind of its ingress or clsact qdisc, empty when it has none
 * @param lastFilter the highest preference among its ingress filters, 0 when it has none
 * @param rootQdisc the kind of the root qdisc that somebody gave it, empty when it has the kernel's default
 * @param kernel what the kernel said of all its addresses, routes and neighbours, to give them back later
 */
public record PodLink(
        int index,
        String name,
        String kind,
        boolean ethernet,
        boolean loopback,
        boolean enslaved,
        boolean up,
        boolean carrier,
        int mtu,
        String mac,
        Sizes sizes,
        String alias,
        String pci,
        @Nullable VhostUserSocket vhostUser,
        List<PodAddress> addresses,
        List<PodRoute> routes,
        List<PodNeighbour> neighbours,
        String ingress,
        int lastFilter,
        String rootQdisc,
        Kernel kernel) {
    public PodLink {
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
        neighbours = List.copyOf(neighbours);
    }

    /** {@return a link that nobody scanned: what a file or a request says of a NIC} */
    public static PodLink told(
            int index,
            String name,
            String kind,
            int mtu,
            String mac,
            @Nullable VhostUserSocket vhostUser,
            List<PodAddress> addresses,
            List<PodRoute> routes,
            List<PodNeighbour> neighbours) {
        return new PodLink(
                index,
                name,
                kind,
                true,
                false,
                false,
                true,
                true,
                mtu,
                mac,
                new Sizes(0, 0, 0, 0),
                "",
                "",
                vhostUser,
                addresses,
                routes,
                neighbours,
                "",
                0,
                "",
                Kernel.NOTHING);
    }

    /**
     * Queue length and the largest packets, 0 where the kernel does not tell.
     *
     * @param txQueueLength packets
     * @param gsoMaxSize bytes of the largest packet that is handed to the link to be segmented
     * @param gsoMaxSegments segments of such a packet
     * @param groMaxSize bytes of the largest packet that received ones are put together to
     */
    public record Sizes(int txQueueLength, int gsoMaxSize, int gsoMaxSegments, int groMaxSize) {}

    /**
     * The kernel's own messages.
     *
     * @param addresses {@code RTM_NEWADDR}, the automatic ones among them
     * @param routes {@code RTM_NEWROUTE} but those that come with addresses
     * @param neighbours {@code RTM_NEWNEIGH} of permanent and proxy entries
     */
    public record Kernel(List<Message> addresses, List<Message> routes, List<Message> neighbours) {
        /** A link without any. */
        public static final Kernel NOTHING = new Kernel(List.of(), List.of(), List.of());

        public Kernel {
            addresses = List.copyOf(addresses);
            routes = List.copyOf(routes);
            neighbours = List.copyOf(neighbours);
        }
    }
}
