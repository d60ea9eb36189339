package dev.plumbline.tc.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;

/** {@code linux/tc_act/tc_mirred.h}. */
public final class TcMirred {
    public static final int TCA_EGRESS_REDIR = 1;
    public static final int TCA_EGRESS_MIRROR = 2;
    public static final int TCA_INGRESS_REDIR = 3;
    public static final int TCA_INGRESS_MIRROR = 4;

    public static final AttributeTable TCA_MIRRED = new AttributeTable("TCA_MIRRED");
    public static final Attribute<byte[]> TCA_MIRRED_PARMS = TCA_MIRRED.bytes(2, "TCA_MIRRED_PARMS");

    private TcMirred() {}
}
