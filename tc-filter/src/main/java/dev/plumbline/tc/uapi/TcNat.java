package dev.plumbline.tc.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;

/** {@code linux/tc_act/tc_nat.h}. */
public final class TcNat {
    public static final int TCA_NAT_FLAG_EGRESS = 1;

    public static final AttributeTable TCA_NAT = new AttributeTable("TCA_NAT");
    public static final Attribute<byte[]> TCA_NAT_PARMS = TCA_NAT.bytes(1, "TCA_NAT_PARMS");

    private TcNat() {}
}
