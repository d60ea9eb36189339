package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Message;
import dev.plumbline.tc.uapi.RtnetlinkTc;

/** A class of a qdisc as the kernel reports it. Attributes are decoded when asked for. Immutable. */
public final class TrafficClass {
    private final Message message;
    private final Attributes attributes;

    /** Creates a view of a message of type {@code RTM_NEWTCLASS}. */
    public TrafficClass(Message message) {
        this.message = message;
        this.attributes = message.attributes(RtnetlinkTc.TCMSG_LENGTH);
    }

    /** {@return the index of its link} */
    public int ifindex() {
        return message.u32(TcMessage.IFINDEX);
    }

    /** {@return its own handle} */
    public int handle() {
        return message.u32(TcMessage.HANDLE);
    }

    /** {@return the class above, or {@link Handles#ROOT} below a qdisc} */
    public int parent() {
        return message.u32(TcMessage.PARENT);
    }

    /** {@return the kind of the qdisc it belongs to} */
    public String kind() {
        return attributes.get(RtnetlinkTc.TCA_KIND, "");
    }

    /** {@return its options; see {@link dev.plumbline.tc.uapi.PktSched}} */
    public Attributes options() {
        return attributes.in(RtnetlinkTc.TCA_OPTIONS);
    }

    @Override
    public String toString() {
        return "class " + kind() + " " + Handles.text(handle()) + " of link " + ifindex();
    }
}
