package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Attribute;

/**
 * A class that is to be. Immutable.
 *
 * @param ifindex the link's index
 * @param parent the qdisc or class above
 * @param handle its own, with the major number of its qdisc
 * @param kind the kind of the qdisc
 * @param options what the kind takes
 */
public record ClassSpec(int ifindex, int parent, int handle, String kind, Options options) {
    public ClassSpec {
        TcMessage.link(ifindex);
    }

    /** {@return a class whose options are attributes of {@link dev.plumbline.tc.uapi.PktSched}} */
    public static ClassSpec of(int ifindex, int parent, int handle, String kind, Attribute.Value<?>... options) {
        return new ClassSpec(ifindex, parent, handle, kind, Options.of(options));
    }

    /** {@return a class of an htb qdisc} */
    public static ClassSpec of(int ifindex, int parent, int handle, HtbClass htb) {
        return new ClassSpec(ifindex, parent, handle, "htb", htb.options());
    }
}
