package dev.plumbline.netlink.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;

/**
 * Ids of network namespaces: linux/net_namespace.h.
 */
public final class NetNamespaceIds {
    public static final int NETNSA_NSID_NOT_ASSIGNED = -1;

    public static final AttributeTable NETNSA = new AttributeTable("NETNSA");
    public static final Attribute<Integer> NETNSA_NSID = NETNSA.u32(1, "NETNSA_NSID");
    public static final Attribute<Integer> NETNSA_PID = NETNSA.u32(2, "NETNSA_PID");
    public static final Attribute<Integer> NETNSA_FD = NETNSA.u32(3, "NETNSA_FD");
    public static final Attribute<Integer> NETNSA_TARGET_NSID = NETNSA.u32(4, "NETNSA_TARGET_NSID");
    public static final Attribute<Integer> NETNSA_CURRENT_NSID = NETNSA.u32(5, "NETNSA_CURRENT_NSID");

    private NetNamespaceIds() {}
}
