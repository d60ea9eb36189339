package dev.plumbline.netlink.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import dev.plumbline.netlink.wire.Attributes;
import java.net.InetAddress;

/**
 * Segment routing actions: linux/seg6_local.h.
 */
public final class Seg6Local {
    public static final int SEG6_LOCAL_ACTION_UNSPEC = 0;
    public static final int SEG6_LOCAL_ACTION_END = 1;
    public static final int SEG6_LOCAL_ACTION_END_X = 2;
    public static final int SEG6_LOCAL_ACTION_END_T = 3;
    public static final int SEG6_LOCAL_ACTION_END_DX2 = 4;
    public static final int SEG6_LOCAL_ACTION_END_DX6 = 5;
    public static final int SEG6_LOCAL_ACTION_END_DX4 = 6;
    public static final int SEG6_LOCAL_ACTION_END_DT6 = 7;
    public static final int SEG6_LOCAL_ACTION_END_DT4 = 8;
    public static final int SEG6_LOCAL_ACTION_END_B6 = 9;
    public static final int SEG6_LOCAL_ACTION_END_B6_ENCAP = 10;
    public static final int SEG6_LOCAL_ACTION_END_BM = 11;
    public static final int SEG6_LOCAL_ACTION_END_S = 12;
    public static final int SEG6_LOCAL_ACTION_END_AS = 13;
    public static final int SEG6_LOCAL_ACTION_END_AM = 14;
    public static final int SEG6_LOCAL_ACTION_END_BPF = 15;
    public static final int SEG6_LOCAL_ACTION_END_DT46 = 16;

    public static final int SEG6_LOCAL_FLV_OP_UNSPEC = 0;
    public static final int SEG6_LOCAL_FLV_OP_PSP = 1;
    public static final int SEG6_LOCAL_FLV_OP_USP = 2;
    public static final int SEG6_LOCAL_FLV_OP_USD = 3;
    public static final int SEG6_LOCAL_FLV_OP_NEXT_CSID = 4;

    static final AttributeTable COUNTERS = new AttributeTable("SEG6_LOCAL_CNT");
    public static final Attribute<Long> SEG6_LOCAL_CNT_PACKETS = COUNTERS.u64(2, "SEG6_LOCAL_CNT_PACKETS");
    public static final Attribute<Long> SEG6_LOCAL_CNT_BYTES = COUNTERS.u64(3, "SEG6_LOCAL_CNT_BYTES");
    public static final Attribute<Long> SEG6_LOCAL_CNT_ERRORS = COUNTERS.u64(4, "SEG6_LOCAL_CNT_ERRORS");

    static final AttributeTable FLAVORS = new AttributeTable("SEG6_LOCAL_FLV");
    public static final Attribute<Integer> SEG6_LOCAL_FLV_OPERATION = FLAVORS.u32(1, "SEG6_LOCAL_FLV_OPERATION");
    public static final Attribute<Integer> SEG6_LOCAL_FLV_LCBLOCK_BITS = FLAVORS.u8(2, "SEG6_LOCAL_FLV_LCBLOCK_BITS");
    public static final Attribute<Integer> SEG6_LOCAL_FLV_LCNODE_FN_BITS =
            FLAVORS.u8(3, "SEG6_LOCAL_FLV_LCNODE_FN_BITS");

    static final AttributeTable BPF_PROG = new AttributeTable("SEG6_LOCAL_BPF");
    public static final Attribute<Integer> SEG6_LOCAL_BPF_PROG = BPF_PROG.u32(1, "SEG6_LOCAL_BPF_PROG");
    public static final Attribute<String> SEG6_LOCAL_BPF_PROG_NAME = BPF_PROG.string(2, "SEG6_LOCAL_BPF_PROG_NAME");

    public static final AttributeTable SEG6_LOCAL = new AttributeTable("SEG6_LOCAL");
    public static final Attribute<Integer> SEG6_LOCAL_ACTION = SEG6_LOCAL.u32(1, "SEG6_LOCAL_ACTION");
    public static final Attribute<byte[]> SEG6_LOCAL_SRH = SEG6_LOCAL.bytes(2, "SEG6_LOCAL_SRH");
    public static final Attribute<Integer> SEG6_LOCAL_TABLE = SEG6_LOCAL.u32(3, "SEG6_LOCAL_TABLE");
    public static final Attribute<InetAddress> SEG6_LOCAL_NH4 = SEG6_LOCAL.address(4, "SEG6_LOCAL_NH4");
    public static final Attribute<InetAddress> SEG6_LOCAL_NH6 = SEG6_LOCAL.address(5, "SEG6_LOCAL_NH6");
    public static final Attribute<Integer> SEG6_LOCAL_IIF = SEG6_LOCAL.u32(6, "SEG6_LOCAL_IIF");
    public static final Attribute<Integer> SEG6_LOCAL_OIF = SEG6_LOCAL.u32(7, "SEG6_LOCAL_OIF");
    public static final Attribute<Attributes> SEG6_LOCAL_BPF = SEG6_LOCAL.nested(8, "SEG6_LOCAL_BPF", BPF_PROG);
    public static final Attribute<Integer> SEG6_LOCAL_VRFTABLE = SEG6_LOCAL.u32(9, "SEG6_LOCAL_VRFTABLE");
    public static final Attribute<Attributes> SEG6_LOCAL_COUNTERS =
            SEG6_LOCAL.nested(10, "SEG6_LOCAL_COUNTERS", COUNTERS);
    public static final Attribute<Attributes> SEG6_LOCAL_FLAVORS = SEG6_LOCAL.nested(11, "SEG6_LOCAL_FLAVORS", FLAVORS);

    private Seg6Local() {}
}
