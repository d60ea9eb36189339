package dev.plumbline.netlink.route;

import dev.plumbline.netlink.uapi.AddressFamily;
import dev.plumbline.netlink.uapi.Neighbour;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.MessageWriter;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.netlink.wire.Verb;

/** Requests about neighbours, proxy entries and forwarding databases. */
public final class Neighbours {
    private Neighbours() {}

    /** {@return a request that adds an entry, which must not be there yet} */
    public static Request add(NeighbourSpec spec) {
        return request(Rtnetlink.RTM_NEWNEIGH, Verb.CREATE, spec);
    }

    /** {@return a request that adds an entry or changes the one that is there} */
    public static Request replace(NeighbourSpec spec) {
        return request(Rtnetlink.RTM_NEWNEIGH, Verb.REPLACE, spec);
    }

    /** {@return a request that changes an entry, which must be there} */
    public static Request change(NeighbourSpec spec) {
        return request(Rtnetlink.RTM_NEWNEIGH, Verb.CHANGE, spec);
    }

    /** {@return a request that adds a further destination to a tunnel's forwarding entry} */
    public static Request append(NeighbourSpec spec) {
        return request(Rtnetlink.RTM_NEWNEIGH, Verb.APPEND, spec);
    }

    /** {@return a request that removes an entry} */
    public static Request delete(NeighbourSpec spec) {
        return request(Rtnetlink.RTM_DELNEIGH, Verb.DELETE, spec);
    }

    /** {@return a request that removes every entry of a forwarding database that has what is given} */
    public static Request flush(NeighbourSpec spec) {
        return request(Rtnetlink.RTM_DELNEIGH, Verb.DELETE_ALL, spec);
    }

    /** {@return a request for every neighbour of both families} */
    public static Request dump() {
        return dump(AddressFamily.AF_UNSPEC, 0);
    }

    /** {@return a request for every proxy entry of both families} */
    public static Request dumpProxies() {
        return dump(AddressFamily.AF_UNSPEC, Neighbour.NTF_PROXY);
    }

    /** {@return a request for every forwarding entry} */
    public static Request dumpFdb() {
        return dump(AddressFamily.AF_BRIDGE, 0);
    }

    private static Request dump(int family, int flags) {
        return new MessageWriter(Rtnetlink.RTM_GETNEIGH, Verb.DUMP, Neighbour.NDA)
                .u8(family)
                .u8(0)
                .u16(0)
                .u32(0)
                .u16(0)
                .u8(flags)
                .u8(0)
                .endHeader()
                .request();
    }

    private static Request request(int type, Verb verb, NeighbourSpec spec) {
        MessageWriter writer = new MessageWriter(type, verb, Neighbour.NDA);
        spec.writeTo(writer);
        return writer.request();
    }
}
