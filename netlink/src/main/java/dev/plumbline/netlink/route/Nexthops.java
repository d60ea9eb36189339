package dev.plumbline.netlink.route;

import dev.plumbline.netlink.uapi.Nexthop;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.MessageWriter;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.netlink.wire.Verb;

/** Requests about next hop objects. */
public final class Nexthops {
    private Nexthops() {}

    /** {@return a request that adds a next hop or a group, which must not be there yet} */
    public static Request add(NexthopSpec spec) {
        return request(Verb.CREATE, spec);
    }

    /** {@return a request that adds a next hop or a group, or changes the one that is there} */
    public static Request replace(NexthopSpec spec) {
        return request(Verb.REPLACE, spec);
    }

    /** {@return a request that removes a next hop or a group, and the routes that use it} */
    public static Request delete(int id) {
        return numbered(Rtnetlink.RTM_DELNEXTHOP, Verb.DELETE, id);
    }

    /** {@return a request for one next hop or group} */
    public static Request get(int id) {
        return numbered(Rtnetlink.RTM_GETNEXTHOP, Verb.GET, id);
    }

    /** {@return a request for every next hop and group} */
    public static Request dump() {
        return header(Rtnetlink.RTM_GETNEXTHOP, Verb.DUMP).request();
    }

    private static Request numbered(int type, Verb verb, int id) {
        return header(type, verb).put(Nexthop.NHA_ID, id).request();
    }

    private static MessageWriter header(int type, Verb verb) {
        return new MessageWriter(type, verb, Nexthop.NHA).u32(0).u32(0).endHeader();
    }

    private static Request request(Verb verb, NexthopSpec spec) {
        MessageWriter writer = new MessageWriter(Rtnetlink.RTM_NEWNEXTHOP, verb, Nexthop.NHA);
        spec.writeTo(writer);
        return writer.request();
    }
}
