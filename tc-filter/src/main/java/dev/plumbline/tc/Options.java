package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.MessageWriter;
import dev.plumbline.tc.uapi.RtnetlinkTc;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * The options of a qdisc, class or classifier, as {@code TCA_OPTIONS} holds them. Most kinds take attributes; the oldest
 * take a C structure, with or without attributes after it; some take nothing. Immutable.
 */
public final class Options {
    /** The attribute is left out. */
    public static final Options NONE = new Options(false, new byte[0], List.of());

    private final boolean present;
    private final byte[] struct;
    private final List<Attribute.Value<?>> values;

    private Options(boolean present, byte[] struct, List<Attribute.Value<?>> values) {
        this.present = present;
        this.struct = struct;
        this.values = values;
    }

    /** {@return options that are attributes; without any, an attribute that holds nothing} */
    public static Options of(Attribute.Value<?>... values) {
        return of(List.of(values));
    }

    /** {@return options that are attributes; without any, an attribute that holds nothing} */
    public static Options of(Collection<? extends Attribute.Value<?>> values) {
        return new Options(true, new byte[0], List.copyOf(values));
    }

    /** {@return options that begin with a C structure in the machine's byte order} */
    public static Options struct(byte[] struct, Attribute.Value<?>... after) {
        return new Options(true, struct.clone(), List.of(after));
    }

    /** {@return an attribute with attributes in it, as a value} */
    public static Attribute.Value<Attributes> nest(
            Attribute<Attributes> attribute, Collection<? extends Attribute.Value<?>> inside) {
        return nest(attribute, to -> to.put(inside));
    }

    static Attribute.Value<Attributes> nest(Attribute<Attributes> attribute, Consumer<MessageWriter> inside) {
        byte[] fragment = MessageWriter.fragment(inside);
        return attribute.of(new Attributes(fragment, 0, fragment.length));
    }

    void write(MessageWriter to) {
        if (!present) {
            return;
        }
        if (struct.length == 0) {
            to.nest(RtnetlinkTc.TCA_OPTIONS, inside -> inside.put(values));
            return;
        }
        // Alone, a structure keeps its length; before attributes, it is padded.
        byte[] payload = values.isEmpty()
                ? struct
                : MessageWriter.fragment(inside -> inside.bytes(struct).put(values));
        to.put(RtnetlinkTc.TCA_OPTIONS_STRUCT, payload);
    }
}
