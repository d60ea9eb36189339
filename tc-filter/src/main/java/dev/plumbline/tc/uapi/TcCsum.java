package dev.plumbline.tc.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;

/** {@code linux/tc_act/tc_csum.h}. */
public final class TcCsum {
    public static final int TCA_CSUM_UPDATE_FLAG_IPV4HDR = 1;
    public static final int TCA_CSUM_UPDATE_FLAG_ICMP = 2;
    public static final int TCA_CSUM_UPDATE_FLAG_IGMP = 4;
    public static final int TCA_CSUM_UPDATE_FLAG_TCP = 8;
    public static final int TCA_CSUM_UPDATE_FLAG_UDP = 16;
    public static final int TCA_CSUM_UPDATE_FLAG_UDPLITE = 32;
    public static final int TCA_CSUM_UPDATE_FLAG_SCTP = 64;

    public static final AttributeTable TCA_CSUM = new AttributeTable("TCA_CSUM");
    public static final Attribute<byte[]> TCA_CSUM_PARMS = TCA_CSUM.bytes(1, "TCA_CSUM_PARMS");

    private TcCsum() {}
}
