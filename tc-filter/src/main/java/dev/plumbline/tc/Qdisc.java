package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Message;
import dev.plumbline.tc.uapi.RtnetlinkTc;

/** A qdisc as the kernel reports it. Attributes are decoded when asked for. Immutable. */
public final class Qdisc {
    private final Message message;
    private final Attributes attributes;

    /** Creates a view of a message of type {@code RTM_NEWQDISC}. */
    public Qdisc(Message message) {
        this.message = message;
        this.attributes = message.attributes(RtnetlinkTc.TCMSG_LENGTH);
    }

    /** {@return the index of its link} */
    public int ifindex() {
        return message.u32(TcMessage.IFINDEX);
    }

    /** {@return its handle; 0 for a link's default qdisc} */
    public int handle() {
        return message.u32(TcMessage.HANDLE);
    }

    /** {@return {@link Handles#ROOT}, {@link Handles#INGRESS_PARENT} or a class} */
    public int parent() {
        return message.u32(TcMessage.PARENT);
    }

    /** {@return the kernel's name of its kind} */
    public String kind() {
        return attributes.get(RtnetlinkTc.TCA_KIND, "");
    }

    /** {@return its options, for a kind whose options are attributes; see {@link dev.plumbline.tc.uapi.PktSched}} */
    public Attributes options() {
        return attributes.in(RtnetlinkTc.TCA_OPTIONS);
    }

    /** {@return every attribute of the message} */
    public Attributes attributes() {
        return attributes;
    }

    /** {@return whether it holds filters for arriving packets: an ingress or a clsact qdisc} */
    public boolean isIngress() {
        return parent() == Handles.INGRESS_PARENT;
    }

    @Override
    public String toString() {
        return "qdisc " + kind() + " " + Handles.text(handle()) + " of link " + ifindex() + " at "
                + Handles.text(parent());
    }
}
