package dev.plumbline.tc;

import dev.plumbline.netlink.wire.MessageWriter;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.netlink.wire.Verb;
import dev.plumbline.tc.uapi.RtnetlinkTc;
import org.jspecify.annotations.Nullable;

/** Requests about filters. Nothing here opens a socket. */
public final class Filters {
    private Filters() {}

    /** {@return a request for a filter that must not exist yet} */
    public static Request add(FilterSpec filter) {
        return request(RtnetlinkTc.RTM_NEWTFILTER, Verb.CREATE, filter);
    }

    /** {@return a request for a filter in the place of the one with its handle, or a new one} */
    public static Request replace(FilterSpec filter) {
        // For filters, creating without EXCL is replacing.
        return request(RtnetlinkTc.RTM_NEWTFILTER, Verb.PREPEND, filter);
    }

    /** {@return a request for other options of a filter that is there} */
    public static Request change(FilterSpec filter) {
        return request(RtnetlinkTc.RTM_NEWTFILTER, Verb.SET, filter);
    }

    /** {@return a request for the removal of every filter of a priority and a protocol} */
    public static Request delete(int ifindex, int parent, int priority, int protocol) {
        return delete(ifindex, parent, priority, protocol, 0, null, null);
    }

    /** {@return a request for the removal of one filter} */
    public static Request delete(int ifindex, int parent, int priority, int protocol, int handle, String kind) {
        return delete(ifindex, parent, priority, protocol, handle, kind, null);
    }

    /**
     * {@return a request for the removal of filters}
     *
     * @param priority 0 for all of them
     * @param protocol 0 for any
     * @param handle 0 for every filter of that priority; otherwise the kind is needed, too
     * @param kind null for any
     * @param chain null for the one that packets meet first
     */
    public static Request delete(
            int ifindex,
            int parent,
            int priority,
            int protocol,
            int handle,
            @Nullable String kind,
            @Nullable Integer chain) {
        MessageWriter to = TcMessage.begin(
                RtnetlinkTc.RTM_DELTFILTER,
                Verb.DELETE,
                TcMessage.link(ifindex),
                handle,
                parent,
                TcMessage.info(priority, protocol));
        if (chain != null) {
            to.put(RtnetlinkTc.TCA_CHAIN, chain);
        }
        if (kind != null) {
            to.put(RtnetlinkTc.TCA_KIND, kind);
        }
        return to.request();
    }

    /** {@return a request for the removal of a filter with the classifier's options, of which most kinds look at none} */
    public static Request delete(FilterSpec filter) {
        return request(RtnetlinkTc.RTM_DELTFILTER, Verb.DELETE, filter);
    }

    /** {@return a request for the removal of a filter that the kernel has reported} */
    public static Request delete(Filter filter) {
        Integer chain = filter.chain() == 0 ? null : filter.chain();
        return delete(
                filter.ifindex(),
                filter.parent(),
                filter.priority(),
                filter.protocol(),
                filter.handle(),
                filter.kind(),
                chain);
    }

    /** {@return a request for a chain that stays when its last filter goes} */
    public static Request addChain(int ifindex, int parent, int chain) {
        return chain(RtnetlinkTc.RTM_NEWCHAIN, Verb.CREATE, ifindex, parent, chain);
    }

    /** {@return a request for the removal of a chain with its filters} */
    public static Request deleteChain(int ifindex, int parent, int chain) {
        return chain(RtnetlinkTc.RTM_DELCHAIN, Verb.DELETE, ifindex, parent, chain);
    }

    private static Request chain(int type, Verb verb, int ifindex, int parent, int chain) {
        return TcMessage.begin(type, verb, TcMessage.link(ifindex), 0, parent, 0)
                .put(RtnetlinkTc.TCA_CHAIN, chain)
                .request();
    }

    /** {@return a request for every filter below one parent of one link, in all chains} */
    public static Request dump(int ifindex, int parent) {
        return TcMessage.begin(RtnetlinkTc.RTM_GETTFILTER, Verb.DUMP, TcMessage.link(ifindex), 0, parent, 0)
                .request();
    }

    private static Request request(int type, Verb verb, FilterSpec filter) {
        MessageWriter to = TcMessage.begin(
                type,
                verb,
                filter.ifindex(),
                filter.handle(),
                filter.parent(),
                TcMessage.info(filter.priority(), filter.protocol()));
        Integer chain = filter.chain();
        if (chain != null) {
            to.put(RtnetlinkTc.TCA_CHAIN, chain);
        }
        to.put(RtnetlinkTc.TCA_KIND, filter.kind());
        filter.options().write(to);
        return to.request();
    }
}
