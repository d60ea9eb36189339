package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.tc.uapi.RtnetlinkTc;
import java.util.List;
import java.util.stream.Stream;

/**
 * A qdisc that is to be. Immutable.
 *
 * @param ifindex the link's index
 * @param parent {@link Handles#ROOT}, {@link Handles#INGRESS_PARENT} or a class
 * @param handle its own handle; 0 lets the kernel choose
 * @param kind the kernel's name of the kind
 * @param options what the kind takes
 * @param further attributes of the message after the options
 */
public record QdiscSpec(
        int ifindex, int parent, int handle, String kind, Options options, List<Attribute.Value<?>> further) {
    public QdiscSpec {
        TcMessage.link(ifindex);
        further = List.copyOf(further);
    }

    /** {@return a qdisc whose options are attributes of {@link dev.plumbline.tc.uapi.PktSched}, or that has none} */
    public static QdiscSpec of(int ifindex, int parent, int handle, String kind, Attribute.Value<?>... options) {
        return of(ifindex, parent, handle, kind, options.length == 0 ? Options.NONE : Options.of(options));
    }

    /** {@return a qdisc with options of any shape} */
    public static QdiscSpec of(int ifindex, int parent, int handle, String kind, Options options) {
        return new QdiscSpec(ifindex, parent, handle, kind, options, List.of());
    }

    /** {@return a qdisc of a kind that has a class of its own here} */
    public static QdiscSpec of(int ifindex, int parent, int handle, Discipline discipline) {
        return of(ifindex, parent, handle, discipline.kind(), discipline.options());
    }

    /** {@return a qdisc at the root of a link, its handle chosen by the kernel} */
    public static QdiscSpec root(int ifindex, Discipline discipline) {
        return of(ifindex, Handles.ROOT, 0, discipline);
    }

    /** {@return the same qdisc, its filters for arriving packets shared under a number that is not 0} */
    public QdiscSpec ingressBlock(int block) {
        return with(RtnetlinkTc.TCA_INGRESS_BLOCK.of(block));
    }

    /** {@return the same qdisc, its filters for leaving packets shared under a number that is not 0} */
    public QdiscSpec egressBlock(int block) {
        return with(RtnetlinkTc.TCA_EGRESS_BLOCK.of(block));
    }

    /** {@return the same qdisc, the lengths of its packets corrected by a table} */
    public QdiscSpec sizeTable(SizeTable table) {
        return with(table.attribute());
    }

    /** {@return the same qdisc with an attribute of {@link RtnetlinkTc#TCA}} */
    public QdiscSpec with(Attribute.Value<?> value) {
        List<Attribute.Value<?>> all = Stream.<Attribute.Value<?>>concat(further.stream(), Stream.of(value))
                .toList();
        return new QdiscSpec(ifindex, parent, handle, kind, options, all);
    }
}
