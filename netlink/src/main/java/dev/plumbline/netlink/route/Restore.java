package dev.plumbline.netlink.route;

import dev.plumbline.netlink.uapi.IfAddr;
import dev.plumbline.netlink.uapi.Neighbour;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.AttributeTable;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Bytes;
import dev.plumbline.netlink.wire.Message;
import dev.plumbline.netlink.wire.MessageWriter;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.netlink.wire.Verb;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Requests that bring back an address, a route or a neighbour just as the kernel described it once: its own message, without
 * what only reports.
 */
public final class Restore {
    private static final int HEADER = 16; // struct nlmsghdr

    /** What the kernel reports and does not take. */
    private static final Set<Integer> REPORTS_OF_ROUTES = Set.of(Rtnetlink.RTA_CACHEINFO.type());

    private static final Set<Integer> REPORTS_BESIDE_OBJECT = Set.of(
            Rtnetlink.RTA_CACHEINFO.type(),
            Rtnetlink.RTA_OIF.type(),
            Rtnetlink.RTA_GATEWAY.type(),
            Rtnetlink.RTA_VIA.type(),
            Rtnetlink.RTA_MULTIPATH.type());
    private static final Set<Integer> REPORTS_WHEN_REMOVING =
            Set.of(Rtnetlink.RTA_CACHEINFO.type(), Rtnetlink.RTA_PREFSRC.type());
    private static final Set<Integer> REPORTS_OF_ADDRESSES = Set.of(IfAddr.IFA_CACHEINFO.type());
    private static final Set<Integer> REPORTS_OF_NEIGHBOURS =
            Set.of(Neighbour.NDA_CACHEINFO.type(), Neighbour.NDA_PROBES.type());
    private static final int HOP_FLAGS = 2; // rtnh_flags in struct rtnexthop

    private Restore() {}

    /** {@return routes in an order in which they can be added: those to a link before those through a gateway} */
    public static List<Message> inOrder(List<Message> routes) {
        return routes.stream()
                .sorted(Comparator.comparing(Restore::needsOthers))
                .toList();
    }

    private static boolean needsOthers(Message message) {
        Route route = new Route(message);
        return route.gateway().isPresent() || !route.hops().isEmpty();
    }

    /**
     * {@return a request for what a message describes; EEXIST when it is there}
     *
     * @param message an {@code RTM_NEWADDR}, {@code RTM_NEWROUTE} or {@code RTM_NEWNEIGH}
     */
    public static Request request(Message message) {
        return switch (message.type()) {
            case Rtnetlink.RTM_NEWADDR -> again(message, 8, IfAddr.IFA, Set.of());
            case Rtnetlink.RTM_NEWROUTE -> route(message);
            case Rtnetlink.RTM_NEWNEIGH -> again(message, 12, Neighbour.NDA, REPORTS_OF_NEIGHBOURS);
            default -> throw new IllegalArgumentException("a message of type " + message.type());
        };
    }

    /** {@return a request that removes just the address that a message describes} */
    public static Request removal(Address address) {
        return copied(address.message(), Rtnetlink.RTM_DELADDR, Verb.DELETE, 8, IfAddr.IFA, REPORTS_OF_ADDRESSES);
    }

    /** {@return a request that removes the route that a message describes, whatever source it prefers by now} */
    public static Request removal(Route route) {
        return copied(route.message(), Rtnetlink.RTM_DELROUTE, Verb.DELETE, 12, Rtnetlink.RTA, REPORTS_WHEN_REMOVING);
    }

    /** Of a route's flags only those that are a choice; that a link has no carrier, say, is not. */
    private static Request route(Message message) {
        byte[] bytes = message.bytes().clone();
        int flags = Bytes.u32(bytes, HEADER + 8) & Rtnetlink.RTNH_F_ONLINK;
        Bytes.putU32(bytes, HEADER + 8, flags);
        Attributes.Cursor at = new Attributes(bytes, HEADER + 12, bytes.length).cursor();
        while (at.next()) {
            if (at.type() == Rtnetlink.RTA_MULTIPATH.type()) {
                int end = at.payload() + at.length();
                for (int hop = at.payload(); hop + 8 <= end && Bytes.u16(bytes, hop) >= 8; ) {
                    bytes[hop + HOP_FLAGS] &= (byte) Rtnetlink.RTNH_F_ONLINK;
                    hop += (Bytes.u16(bytes, hop) + 3) & ~3;
                }
            }
        }
        // A next hop object says where to; the kernel reports that, too, and does not take both.
        boolean byObject = new Route(message).nexthopId().isPresent();
        return again(Message.of(bytes), 12, Rtnetlink.RTA, byObject ? REPORTS_BESIDE_OBJECT : REPORTS_OF_ROUTES);
    }

    private static Request again(Message message, int header, AttributeTable table, Set<Integer> reports) {
        return copied(message, message.type(), Verb.CREATE, header, table, reports);
    }

    private static Request copied(
            Message message, int type, Verb verb, int header, AttributeTable table, Set<Integer> reports) {
        byte[] bytes = message.bytes();
        MessageWriter writer = new MessageWriter(type, verb, table);
        for (int i = 0; i < header; i++) {
            writer.u8(bytes[HEADER + i]);
        }
        writer.endHeader();
        Attributes.Cursor at = new Attributes(bytes, HEADER + header, bytes.length).cursor();
        while (at.next()) {
            if (!reports.contains(at.type())) {
                writer.copy(bytes, at.payload() - 4);
            }
        }
        return writer.request();
    }
}
