package dev.plumbline.netlink.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;

/**
 * Veth pairs: linux/veth.h. The peer is a whole ifinfomsg with attributes of its own, hence bytes.
 */
public final class Veth {
    public static final AttributeTable VETH_INFO = new AttributeTable("VETH_INFO");
    public static final Attribute<byte[]> VETH_INFO_PEER = VETH_INFO.bytes(1, "VETH_INFO_PEER");

    private Veth() {}
}
