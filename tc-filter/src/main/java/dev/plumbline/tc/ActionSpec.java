package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.MessageWriter;
import dev.plumbline.tc.uapi.PktCls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An action that is to be, made by {@link Actions} or {@link Police}. Immutable.
 *
 * <p>Every kind has a C structure with an index and a control first; attributes follow.
 */
public final class ActionSpec {
    private static final int GEN = 20; // bytes of tc_gen in linux/pkt_cls.h
    private static final int GEN_CONTROL = 8;
    static final int POLICE_CONTROL = 4;

    private final String kind;
    private final Attribute<byte[]> parameters;
    private final byte[] struct;
    private final int controlAt;
    private final List<Attribute.Value<?>> options;
    private final List<Attribute.Value<?>> marks;

    ActionSpec(
            String kind,
            Attribute<byte[]> parameters,
            byte[] struct,
            int controlAt,
            List<Attribute.Value<?>> options,
            List<Attribute.Value<?>> marks) {
        this.kind = kind;
        this.parameters = parameters;
        this.struct = struct;
        this.controlAt = controlAt;
        this.options = List.copyOf(options);
        this.marks = List.copyOf(marks);
    }

    /**
     * {@return an action of any kind}
     *
     * @param parameters the attribute that holds its C structure
     * @param after the structure's fields after {@code tc_gen}, in the machine's byte order
     * @param options further attributes
     */
    public static ActionSpec of(
            String kind, Attribute<byte[]> parameters, Control control, byte[] after, Attribute.Value<?>... options) {
        byte[] struct = new Struct(GEN + after.length)
                .u32(0)
                .u32(0)
                .u32(control.value())
                .u32(0)
                .u32(0)
                .put(after)
                .toBytes();
        return new ActionSpec(kind, parameters, struct, GEN_CONTROL, List.of(options), List.of());
    }

    /** {@return the kernel's name of the kind} */
    public String kind() {
        return kind;
    }

    /** {@return the same action with something else happening to the packet after it} */
    public ActionSpec then(Control control) {
        byte[] changed = Struct.with(struct, controlAt, control.value());
        return new ActionSpec(kind, parameters, changed, controlAt, options, marks);
    }

    /** {@return the same action with an index of the caller's choice, so that several filters may share it} */
    public ActionSpec index(int index) {
        return new ActionSpec(kind, parameters, Struct.with(struct, 0, index), controlAt, options, marks);
    }

    /** {@return the same action marked with bytes that the kernel keeps and reports: 1 to 16 of them} */
    public ActionSpec cookie(byte[] cookie) {
        if (cookie.length == 0 || cookie.length > PktCls.TC_COOKIE_MAX_SIZE) {
            throw new IllegalArgumentException("a cookie of " + cookie.length + " bytes; it may have 1 to 16");
        }
        return marked(PktCls.TCA_ACT_COOKIE.of(cookie.clone()));
    }

    /** {@return the same action with flags, {@code TCA_ACT_FLAGS_*}} */
    public ActionSpec flags(int flags) {
        return marked(PktCls.TCA_ACT_FLAGS.of(bitfield(flags)));
    }

    /** {@return the same action with the statistics that hardware shall keep: {@code TCA_ACT_HW_STATS_*}, 0 for none} */
    public ActionSpec hardwareStatistics(int types) {
        return marked(PktCls.TCA_ACT_HW_STATS.of(bitfield(types)));
    }

    /** {@return {@code struct nla_bitfield32} that sets bits} */
    private static byte[] bitfield(int bits) {
        return new Struct(8).u32(bits).u32(bits).toBytes();
    }

    private ActionSpec marked(Attribute.Value<?> mark) {
        List<Attribute.Value<?>> all = new ArrayList<>(marks);
        all.add(mark);
        return new ActionSpec(kind, parameters, struct, controlAt, options, all);
    }

    private void write(MessageWriter to) {
        to.put(PktCls.TCA_ACT_KIND, kind);
        to.nest(PktCls.TCA_ACT_OPTIONS, inside -> inside.put(parameters, struct).put(options));
        to.put(marks);
    }

    /** {@return actions in the order in which they shall run, as a classifier's attribute} */
    static Attribute.Value<Attributes> list(Attribute<Attributes> attribute, List<ActionSpec> actions) {
        return Options.nest(attribute, to -> {
            int place = 1;
            for (ActionSpec action : actions) {
                to.element(place++, action::write);
            }
        });
    }

    @Override
    public String toString() {
        return kind + " " + Arrays.toString(struct);
    }
}
