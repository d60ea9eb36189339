package dev.plumbline.tc.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;

/** {@code linux/tc_act/tc_connmark.h}. */
public final class TcConnmark {
    public static final AttributeTable TCA_CONNMARK = new AttributeTable("TCA_CONNMARK");
    public static final Attribute<byte[]> TCA_CONNMARK_PARMS = TCA_CONNMARK.bytes(1, "TCA_CONNMARK_PARMS");

    private TcConnmark() {}
}
