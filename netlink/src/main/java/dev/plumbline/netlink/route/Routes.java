package dev.plumbline.netlink.route;

import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.MessageWriter;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.netlink.wire.Verb;
import java.net.InetAddress;
import java.util.List;

/** Requests about routes. */
public final class Routes {
    private Routes() {}

    /** {@return a request that adds a route, which must not be there yet} */
    public static Request add(RouteSpec spec) {
        return request(Rtnetlink.RTM_NEWROUTE, Verb.CREATE, spec);
    }

    /** {@return a request that adds a route or puts it in the place of the one that is there} */
    public static Request replace(RouteSpec spec) {
        return request(Rtnetlink.RTM_NEWROUTE, Verb.REPLACE, spec);
    }

    /** {@return a request that puts a route in the place of one that must be there} */
    public static Request change(RouteSpec spec) {
        return request(Rtnetlink.RTM_NEWROUTE, Verb.CHANGE, spec);
    }

    /** {@return a request that adds a route after those of the same destination; for IPv6, as a further way} */
    public static Request append(RouteSpec spec) {
        return request(Rtnetlink.RTM_NEWROUTE, Verb.APPEND, spec);
    }

    /** {@return a request that adds a route before those of the same destination} */
    public static Request prepend(RouteSpec spec) {
        return request(Rtnetlink.RTM_NEWROUTE, Verb.PREPEND, spec);
    }

    /** {@return a request that removes the first route that has all that is given} */
    public static Request delete(RouteSpec spec) {
        return request(Rtnetlink.RTM_DELROUTE, Verb.DELETE, spec);
    }

    /** {@return a request for every route of a family in every table} */
    public static Request dump(int family) {
        return header(Verb.DUMP, family, 0).request();
    }

    /** {@return a request for the routes of a family in one table} */
    public static Request dump(int family, int table) {
        return header(Verb.DUMP, family, 0).put(Rtnetlink.RTA_TABLE, table).request();
    }

    /** {@return a request for the route that a packet to this address would take; {@code RTA_*} say more about it} */
    public static Request get(InetAddress destination, Attribute.Value<?>... more) {
        return header(Verb.GET, Families.of(destination), destination.getAddress().length * 8)
                .put(Rtnetlink.RTA_DST, destination)
                .put(List.of(more))
                .request();
    }

    private static MessageWriter header(Verb verb, int family, int destinationLength) {
        return new MessageWriter(Rtnetlink.RTM_GETROUTE, verb, Rtnetlink.RTA)
                .u8(family)
                .u8(destinationLength)
                .u16(0)
                .u32(0)
                .u32(0)
                .endHeader();
    }

    private static Request request(int type, Verb verb, RouteSpec spec) {
        MessageWriter writer = new MessageWriter(type, verb, Rtnetlink.RTA);
        spec.writeTo(writer, type == Rtnetlink.RTM_DELROUTE);
        return writer.request();
    }
}
