package dev.plumbline.netlink.route;

import dev.plumbline.netlink.uapi.IfAddr;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.MessageWriter;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.netlink.wire.Verb;

/** Requests about addresses. */
public final class Addresses {
    private Addresses() {}

    /** {@return a request that adds an address, which must not be there yet} */
    public static Request add(AddressSpec spec) {
        return request(Rtnetlink.RTM_NEWADDR, Verb.CREATE, spec);
    }

    /** {@return a request that adds an address or changes the one that is there} */
    public static Request replace(AddressSpec spec) {
        return request(Rtnetlink.RTM_NEWADDR, Verb.REPLACE, spec);
    }

    /** {@return a request that changes an address, which must be there} */
    public static Request change(AddressSpec spec) {
        return request(Rtnetlink.RTM_NEWADDR, Verb.CHANGE, spec);
    }

    /** {@return a request that removes an address} */
    public static Request delete(AddressSpec spec) {
        return request(Rtnetlink.RTM_DELADDR, Verb.DELETE, spec);
    }

    /** {@return a request for every address of both families} */
    public static Request dump() {
        return dump(0, 0);
    }

    /** {@return a request for the addresses of a family and a link; 0 for any} */
    public static Request dump(int family, int index) {
        return new MessageWriter(Rtnetlink.RTM_GETADDR, Verb.DUMP, IfAddr.IFA)
                .u8(family)
                .u8(0)
                .u16(0)
                .u32(index)
                .endHeader()
                .request();
    }

    private static Request request(int type, Verb verb, AddressSpec spec) {
        MessageWriter writer = new MessageWriter(type, verb, IfAddr.IFA);
        spec.writeTo(writer);
        return writer.request();
    }
}
