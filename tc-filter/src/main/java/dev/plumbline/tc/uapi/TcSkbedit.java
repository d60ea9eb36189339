package dev.plumbline.tc.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;

/** {@code linux/tc_act/tc_skbedit.h}. */
public final class TcSkbedit {
    public static final int SKBEDIT_F_INHERITDSFIELD = 0x20;
    public static final int SKBEDIT_F_TXQ_SKBHASH = 0x40;

    public static final AttributeTable TCA_SKBEDIT = new AttributeTable("TCA_SKBEDIT");
    public static final Attribute<byte[]> TCA_SKBEDIT_PARMS = TCA_SKBEDIT.bytes(2, "TCA_SKBEDIT_PARMS");
    public static final Attribute<Integer> TCA_SKBEDIT_PRIORITY = TCA_SKBEDIT.u32(3, "TCA_SKBEDIT_PRIORITY");
    public static final Attribute<Integer> TCA_SKBEDIT_QUEUE_MAPPING = TCA_SKBEDIT.u16(4, "TCA_SKBEDIT_QUEUE_MAPPING");
    public static final Attribute<Integer> TCA_SKBEDIT_MARK = TCA_SKBEDIT.u32(5, "TCA_SKBEDIT_MARK");
    public static final Attribute<Integer> TCA_SKBEDIT_PTYPE = TCA_SKBEDIT.u16(7, "TCA_SKBEDIT_PTYPE");
    public static final Attribute<Integer> TCA_SKBEDIT_MASK = TCA_SKBEDIT.u32(8, "TCA_SKBEDIT_MASK");
    public static final Attribute<Long> TCA_SKBEDIT_FLAGS = TCA_SKBEDIT.u64(9, "TCA_SKBEDIT_FLAGS");
    public static final Attribute<Integer> TCA_SKBEDIT_QUEUE_MAPPING_MAX =
            TCA_SKBEDIT.u16(10, "TCA_SKBEDIT_QUEUE_MAPPING_MAX");

    private TcSkbedit() {}
}
