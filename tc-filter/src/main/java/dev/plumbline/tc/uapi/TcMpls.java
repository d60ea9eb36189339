package dev.plumbline.tc.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;

/** {@code linux/tc_act/tc_mpls.h}. */
public final class TcMpls {
    public static final int TCA_MPLS_ACT_POP = 1;
    public static final int TCA_MPLS_ACT_PUSH = 2;
    public static final int TCA_MPLS_ACT_MODIFY = 3;
    public static final int TCA_MPLS_ACT_DEC_TTL = 4;
    public static final int TCA_MPLS_ACT_MAC_PUSH = 5;

    public static final AttributeTable TCA_MPLS = new AttributeTable("TCA_MPLS");
    public static final Attribute<byte[]> TCA_MPLS_PARMS = TCA_MPLS.bytes(2, "TCA_MPLS_PARMS");
    public static final Attribute<Integer> TCA_MPLS_PROTO = TCA_MPLS.be16(4, "TCA_MPLS_PROTO");
    public static final Attribute<Integer> TCA_MPLS_LABEL = TCA_MPLS.u32(5, "TCA_MPLS_LABEL");
    public static final Attribute<Integer> TCA_MPLS_TC = TCA_MPLS.u8(6, "TCA_MPLS_TC");
    public static final Attribute<Integer> TCA_MPLS_TTL = TCA_MPLS.u8(7, "TCA_MPLS_TTL");
    public static final Attribute<Integer> TCA_MPLS_BOS = TCA_MPLS.u8(8, "TCA_MPLS_BOS");

    private TcMpls() {}
}
