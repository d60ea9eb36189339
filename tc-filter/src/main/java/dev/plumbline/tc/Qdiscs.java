package dev.plumbline.tc;

import dev.plumbline.netlink.wire.MessageWriter;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.netlink.wire.Verb;
import dev.plumbline.tc.uapi.RtnetlinkTc;
import org.jspecify.annotations.Nullable;

/** Requests about qdiscs. Nothing here opens a socket. */
public final class Qdiscs {
    private Qdiscs() {}

    /** {@return an ingress qdisc, which holds filters for arriving packets} */
    public static QdiscSpec ingress(int ifindex) {
        return QdiscSpec.of(ifindex, Handles.INGRESS_PARENT, Handles.INGRESS, "ingress");
    }

    /** {@return a clsact qdisc, which holds filters for arriving and for leaving packets} */
    public static QdiscSpec clsact(int ifindex) {
        return QdiscSpec.of(ifindex, Handles.CLSACT, Handles.INGRESS, "clsact");
    }

    /** {@return a request for a qdisc where none is; EEXIST when there is one, other than a link's default} */
    public static Request add(QdiscSpec qdisc) {
        return request(Verb.CREATE, qdisc);
    }

    /** {@return a request for a qdisc in the place of whatever is there} */
    public static Request replace(QdiscSpec qdisc) {
        return request(Verb.REPLACE, qdisc);
    }

    /** {@return a request for other options of a qdisc that is there} */
    public static Request change(QdiscSpec qdisc) {
        return request(Verb.SET, qdisc);
    }

    /** {@return a request that puts a qdisc that is there in another place, as {@code tc qdisc link} does} */
    public static Request link(QdiscSpec qdisc) {
        return request(Verb.CHANGE, qdisc);
    }

    /** {@return a request for the removal of a qdisc with all that hangs below it} */
    public static Request delete(int ifindex, int parent, int handle) {
        return delete(ifindex, parent, handle, null);
    }

    /**
     * {@return a request for the removal of a qdisc with all that hangs below it}
     *
     * @param handle 0 for whatever is at that parent
     * @param kind refuses with EINVAL when it is of another kind; null for any
     */
    public static Request delete(int ifindex, int parent, int handle, @Nullable String kind) {
        MessageWriter to =
                TcMessage.begin(RtnetlinkTc.RTM_DELQDISC, Verb.DELETE, TcMessage.link(ifindex), handle, parent, 0);
        if (kind != null) {
            to.put(RtnetlinkTc.TCA_KIND, kind);
        }
        return to.request();
    }

    /** {@return a request for the removal of a qdisc of this place, handle and kind, with all that hangs below it} */
    public static Request delete(QdiscSpec qdisc) {
        return request(RtnetlinkTc.RTM_DELQDISC, Verb.DELETE, qdisc);
    }

    /**
     * {@return a request for every qdisc of the namespace}
     *
     * <p>The kernel has no dump of one link's qdiscs: it ignores the index. So one dump serves all links.
     */
    public static Request dump() {
        return TcMessage.begin(RtnetlinkTc.RTM_GETQDISC, Verb.DUMP, 0, 0, 0, 0).request();
    }

    private static Request request(Verb verb, QdiscSpec qdisc) {
        return request(RtnetlinkTc.RTM_NEWQDISC, verb, qdisc);
    }

    private static Request request(int type, Verb verb, QdiscSpec qdisc) {
        MessageWriter to = TcMessage.begin(type, verb, qdisc.ifindex(), qdisc.handle(), qdisc.parent(), 0)
                .put(RtnetlinkTc.TCA_KIND, qdisc.kind());
        qdisc.options().write(to);
        return to.put(qdisc.further()).request();
    }
}
