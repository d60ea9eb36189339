package dev.plumbline.tc;

import dev.plumbline.tc.uapi.RtnetlinkTc;
import org.jspecify.annotations.Nullable;

/**
 * A filter that is to be. Immutable.
 *
 * @param ifindex the link's index, or {@link RtnetlinkTc#TCM_IFINDEX_MAGIC_BLOCK} for a shared block
 * @param parent {@link Handles#FILTER_INGRESS}, {@link Handles#FILTER_EGRESS}, a qdisc or class; or a block's number
 * @param priority 1 to 65535, the lowest first; 0 lets the kernel choose
 * @param protocol an Ethernet protocol, {@link dev.plumbline.tc.uapi.IfEther#ETH_P_ALL} for all
 * @param kind the classifier's kind
 * @param handle its own handle, whose meaning depends on the kind; 0 lets the kernel choose
 * @param chain the chain that it belongs to; null for the one that packets meet first
 * @param options what the classifier takes
 */
public record FilterSpec(
        int ifindex,
        int parent,
        int priority,
        int protocol,
        String kind,
        int handle,
        @Nullable Integer chain,
        Options options) {
    public FilterSpec {
        if (ifindex != RtnetlinkTc.TCM_IFINDEX_MAGIC_BLOCK) {
            TcMessage.link(ifindex);
        }
        TcMessage.info(priority, protocol);
    }

    /** {@return a filter of a link, with the classifier as it is now} */
    public static FilterSpec of(int ifindex, int parent, int priority, int protocol, Classifier classifier) {
        Options options = classifier.options(protocol);
        return new FilterSpec(ifindex, parent, priority, protocol, classifier.kind(), 0, null, options);
    }

    /** {@return a filter of a block that several qdiscs share} */
    public static FilterSpec ofBlock(int block, int priority, int protocol, Classifier classifier) {
        return of(RtnetlinkTc.TCM_IFINDEX_MAGIC_BLOCK, block, priority, protocol, classifier);
    }

    /** {@return the same filter with a handle of the caller's choice} */
    public FilterSpec handle(int chosen) {
        return new FilterSpec(ifindex, parent, priority, protocol, kind, chosen, chain, options);
    }

    /** {@return the same filter in a chain} */
    public FilterSpec chain(int number) {
        return new FilterSpec(ifindex, parent, priority, protocol, kind, handle, number, options);
    }
}
