package dev.plumbline.tc.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import java.net.InetAddress;

/** {@code linux/tc_act/tc_ct.h}. */
public final class TcCt {
    public static final int TCA_CT_ACT_COMMIT = 1;
    public static final int TCA_CT_ACT_FORCE = 2;
    public static final int TCA_CT_ACT_CLEAR = 4;
    public static final int TCA_CT_ACT_NAT = 8;
    public static final int TCA_CT_ACT_NAT_SRC = 16;
    public static final int TCA_CT_ACT_NAT_DST = 32;

    public static final AttributeTable TCA_CT = new AttributeTable("TCA_CT");
    public static final Attribute<byte[]> TCA_CT_PARMS = TCA_CT.bytes(1, "TCA_CT_PARMS");
    public static final Attribute<Integer> TCA_CT_ACTION = TCA_CT.u16(3, "TCA_CT_ACTION");
    public static final Attribute<Integer> TCA_CT_ZONE = TCA_CT.u16(4, "TCA_CT_ZONE");
    public static final Attribute<Integer> TCA_CT_MARK = TCA_CT.u32(5, "TCA_CT_MARK");
    public static final Attribute<Integer> TCA_CT_MARK_MASK = TCA_CT.u32(6, "TCA_CT_MARK_MASK");
    public static final Attribute<byte[]> TCA_CT_LABELS = TCA_CT.bytes(7, "TCA_CT_LABELS");
    public static final Attribute<byte[]> TCA_CT_LABELS_MASK = TCA_CT.bytes(8, "TCA_CT_LABELS_MASK");
    public static final Attribute<InetAddress> TCA_CT_NAT_IPV4_MIN = TCA_CT.address(9, "TCA_CT_NAT_IPV4_MIN");
    public static final Attribute<InetAddress> TCA_CT_NAT_IPV4_MAX = TCA_CT.address(10, "TCA_CT_NAT_IPV4_MAX");
    public static final Attribute<InetAddress> TCA_CT_NAT_IPV6_MIN = TCA_CT.address(11, "TCA_CT_NAT_IPV6_MIN");
    public static final Attribute<InetAddress> TCA_CT_NAT_IPV6_MAX = TCA_CT.address(12, "TCA_CT_NAT_IPV6_MAX");
    public static final Attribute<Integer> TCA_CT_NAT_PORT_MIN = TCA_CT.be16(13, "TCA_CT_NAT_PORT_MIN");
    public static final Attribute<Integer> TCA_CT_NAT_PORT_MAX = TCA_CT.be16(14, "TCA_CT_NAT_PORT_MAX");

    private TcCt() {}
}
