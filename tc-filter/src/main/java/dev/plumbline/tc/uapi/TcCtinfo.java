package dev.plumbline.tc.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;

/** {@code linux/tc_act/tc_ctinfo.h}. */
public final class TcCtinfo {
    public static final AttributeTable TCA_CTINFO = new AttributeTable("TCA_CTINFO");
    public static final Attribute<byte[]> TCA_CTINFO_ACT = TCA_CTINFO.bytes(3, "TCA_CTINFO_ACT");
    public static final Attribute<Integer> TCA_CTINFO_ZONE = TCA_CTINFO.u16(4, "TCA_CTINFO_ZONE");
    public static final Attribute<Integer> TCA_CTINFO_PARMS_DSCP_MASK = TCA_CTINFO.u32(5, "TCA_CTINFO_PARMS_DSCP_MASK");
    public static final Attribute<Integer> TCA_CTINFO_PARMS_DSCP_STATEMASK =
            TCA_CTINFO.u32(6, "TCA_CTINFO_PARMS_DSCP_STATEMASK");
    public static final Attribute<Integer> TCA_CTINFO_PARMS_CPMARK_MASK =
            TCA_CTINFO.u32(7, "TCA_CTINFO_PARMS_CPMARK_MASK");

    private TcCtinfo() {}
}
