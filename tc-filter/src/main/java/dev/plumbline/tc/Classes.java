package dev.plumbline.tc;

import dev.plumbline.netlink.wire.MessageWriter;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.netlink.wire.Verb;
import dev.plumbline.tc.uapi.RtnetlinkTc;

/** Requests about the classes of qdiscs. Nothing here opens a socket. */
public final class Classes {
    private Classes() {}

    /** {@return a request for a class that must not exist yet} */
    public static Request add(ClassSpec spec) {
        return request(Verb.CREATE, spec);
    }

    /** {@return a request for a class in the place of the one with its handle, or a new one} */
    public static Request replace(ClassSpec spec) {
        return request(Verb.PREPEND, spec); // creating without EXCL is replacing
    }

    /** {@return a request for other options of a class that is there} */
    public static Request change(ClassSpec spec) {
        return request(Verb.SET, spec);
    }

    /** {@return a request for the removal of a class; its parent may be 0} */
    public static Request delete(int ifindex, int parent, int handle) {
        return TcMessage.begin(RtnetlinkTc.RTM_DELTCLASS, Verb.DELETE, TcMessage.link(ifindex), handle, parent, 0)
                .request();
    }

    /** {@return a request for the classes of a link} */
    public static Request dump(int ifindex) {
        return TcMessage.begin(RtnetlinkTc.RTM_GETTCLASS, Verb.DUMP, TcMessage.link(ifindex), 0, 0, 0)
                .request();
    }

    private static Request request(Verb verb, ClassSpec spec) {
        MessageWriter to = TcMessage.begin(
                        RtnetlinkTc.RTM_NEWTCLASS, verb, spec.ifindex(), spec.handle(), spec.parent(), 0)
                .put(RtnetlinkTc.TCA_KIND, spec.kind());
        spec.options().write(to);
        return to.request();
    }
}
