package dev.plumbline.netlink.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import java.net.InetAddress;

/**
 * Automatic multicast tunnelling: linux/amt.h.
 */
public final class Amt {
    public static final AttributeTable IFLA_AMT = new AttributeTable("IFLA_AMT");
    public static final Attribute<Integer> IFLA_AMT_MODE = IFLA_AMT.u32(1, "IFLA_AMT_MODE");
    public static final Attribute<Integer> IFLA_AMT_RELAY_PORT = IFLA_AMT.be16(2, "IFLA_AMT_RELAY_PORT");
    public static final Attribute<Integer> IFLA_AMT_GATEWAY_PORT = IFLA_AMT.be16(3, "IFLA_AMT_GATEWAY_PORT");
    public static final Attribute<Integer> IFLA_AMT_LINK = IFLA_AMT.u32(4, "IFLA_AMT_LINK");
    public static final Attribute<InetAddress> IFLA_AMT_LOCAL_IP = IFLA_AMT.address(5, "IFLA_AMT_LOCAL_IP");
    public static final Attribute<InetAddress> IFLA_AMT_REMOTE_IP = IFLA_AMT.address(6, "IFLA_AMT_REMOTE_IP");
    public static final Attribute<InetAddress> IFLA_AMT_DISCOVERY_IP = IFLA_AMT.address(7, "IFLA_AMT_DISCOVERY_IP");
    public static final Attribute<Integer> IFLA_AMT_MAX_TUNNELS = IFLA_AMT.u32(8, "IFLA_AMT_MAX_TUNNELS");

    private Amt() {}
}
