package dev.plumbline.tc;

import dev.plumbline.tc.uapi.PktCls;

/**
 * What happens to a packet after an action ({@code TC_ACT_*} in {@code linux/pkt_cls.h}).
 *
 * @param value the kernel's number
 */
public record Control(int value) {
    /** The next filter decides; tc(8) says {@code continue}. */
    public static final Control CONTINUE = new Control(PktCls.TC_ACT_UNSPEC);

    /** The packet goes on. */
    public static final Control OK = new Control(PktCls.TC_ACT_OK);

    /** Classification begins again. */
    public static final Control RECLASSIFY = new Control(PktCls.TC_ACT_RECLASSIFY);

    /** The packet is dropped. */
    public static final Control DROP = new Control(PktCls.TC_ACT_SHOT);

    /** The filter's next action decides. */
    public static final Control PIPE = new Control(PktCls.TC_ACT_PIPE);

    /** The packet is no longer this link's. */
    public static final Control STOLEN = new Control(PktCls.TC_ACT_STOLEN);

    /** Offloaded, the packet goes to the processor; otherwise as {@link #STOLEN}. */
    public static final Control TRAP = new Control(PktCls.TC_ACT_TRAP);

    /** {@return that classification goes on in a chain} */
    public static Control gotoChain(int chain) {
        return extended(PktCls.TC_ACT_GOTO_CHAIN, chain);
    }

    /** {@return that so many of the filter's next actions are left out} */
    public static Control jump(int actions) {
        return extended(PktCls.TC_ACT_JUMP, actions);
    }

    private static Control extended(int opcode, int value) {
        if ((value & ~PktCls.TC_ACT_EXT_VAL_MASK) != 0) {
            throw new IllegalArgumentException(value + " does not fit into 28 bits");
        }
        return new Control(opcode | value);
    }
}
