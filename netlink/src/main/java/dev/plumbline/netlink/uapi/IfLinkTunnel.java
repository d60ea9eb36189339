package dev.plumbline.netlink.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import java.net.InetAddress;
import java.util.List;

/**
 * The sections of linux/if_link.h for tunnels over UDP: VXLAN, GENEVE, bareudp, GTP.
 */
public final class IfLinkTunnel {
    public static final int VXLAN_DF_UNSET = 0;
    public static final int VXLAN_DF_SET = 1;
    public static final int VXLAN_DF_INHERIT = 2;
    public static final int GENEVE_DF_UNSET = 0;
    public static final int GENEVE_DF_SET = 1;
    public static final int GENEVE_DF_INHERIT = 2;
    public static final int GTP_ROLE_GGSN = 0;
    public static final int GTP_ROLE_SGSN = 1;

    public static final AttributeTable IFLA_VXLAN = new AttributeTable("IFLA_VXLAN");
    public static final Attribute<Integer> IFLA_VXLAN_ID = IFLA_VXLAN.u32(1, "IFLA_VXLAN_ID");
    public static final Attribute<InetAddress> IFLA_VXLAN_GROUP = IFLA_VXLAN.address(2, "IFLA_VXLAN_GROUP");
    public static final Attribute<Integer> IFLA_VXLAN_LINK = IFLA_VXLAN.u32(3, "IFLA_VXLAN_LINK");
    public static final Attribute<InetAddress> IFLA_VXLAN_LOCAL = IFLA_VXLAN.address(4, "IFLA_VXLAN_LOCAL");
    public static final Attribute<Integer> IFLA_VXLAN_TTL = IFLA_VXLAN.u8(5, "IFLA_VXLAN_TTL");
    public static final Attribute<Integer> IFLA_VXLAN_TOS = IFLA_VXLAN.u8(6, "IFLA_VXLAN_TOS");
    public static final Attribute<Integer> IFLA_VXLAN_LEARNING = IFLA_VXLAN.u8(7, "IFLA_VXLAN_LEARNING");
    public static final Attribute<Integer> IFLA_VXLAN_AGEING = IFLA_VXLAN.u32(8, "IFLA_VXLAN_AGEING");
    public static final Attribute<Integer> IFLA_VXLAN_LIMIT = IFLA_VXLAN.u32(9, "IFLA_VXLAN_LIMIT");
    public static final Attribute<List<Integer>> IFLA_VXLAN_PORT_RANGE = IFLA_VXLAN.be16s(10, "IFLA_VXLAN_PORT_RANGE");
    public static final Attribute<Integer> IFLA_VXLAN_PROXY = IFLA_VXLAN.u8(11, "IFLA_VXLAN_PROXY");
    public static final Attribute<Integer> IFLA_VXLAN_RSC = IFLA_VXLAN.u8(12, "IFLA_VXLAN_RSC");
    public static final Attribute<Integer> IFLA_VXLAN_L2MISS = IFLA_VXLAN.u8(13, "IFLA_VXLAN_L2MISS");
    public static final Attribute<Integer> IFLA_VXLAN_L3MISS = IFLA_VXLAN.u8(14, "IFLA_VXLAN_L3MISS");
    public static final Attribute<Integer> IFLA_VXLAN_PORT = IFLA_VXLAN.be16(15, "IFLA_VXLAN_PORT");
    public static final Attribute<InetAddress> IFLA_VXLAN_GROUP6 = IFLA_VXLAN.address(16, "IFLA_VXLAN_GROUP6");
    public static final Attribute<InetAddress> IFLA_VXLAN_LOCAL6 = IFLA_VXLAN.address(17, "IFLA_VXLAN_LOCAL6");
    public static final Attribute<Integer> IFLA_VXLAN_UDP_CSUM = IFLA_VXLAN.u8(18, "IFLA_VXLAN_UDP_CSUM");
    public static final Attribute<Integer> IFLA_VXLAN_UDP_ZERO_CSUM6_TX =
            IFLA_VXLAN.u8(19, "IFLA_VXLAN_UDP_ZERO_CSUM6_TX");
    public static final Attribute<Integer> IFLA_VXLAN_UDP_ZERO_CSUM6_RX =
            IFLA_VXLAN.u8(20, "IFLA_VXLAN_UDP_ZERO_CSUM6_RX");
    public static final Attribute<Integer> IFLA_VXLAN_REMCSUM_TX = IFLA_VXLAN.u8(21, "IFLA_VXLAN_REMCSUM_TX");
    public static final Attribute<Integer> IFLA_VXLAN_REMCSUM_RX = IFLA_VXLAN.u8(22, "IFLA_VXLAN_REMCSUM_RX");
    public static final Attribute<Boolean> IFLA_VXLAN_GBP = IFLA_VXLAN.flag(23, "IFLA_VXLAN_GBP");
    public static final Attribute<Boolean> IFLA_VXLAN_REMCSUM_NOPARTIAL =
            IFLA_VXLAN.flag(24, "IFLA_VXLAN_REMCSUM_NOPARTIAL");
    public static final Attribute<Integer> IFLA_VXLAN_COLLECT_METADATA =
            IFLA_VXLAN.u8(25, "IFLA_VXLAN_COLLECT_METADATA");
    public static final Attribute<Integer> IFLA_VXLAN_LABEL = IFLA_VXLAN.be32(26, "IFLA_VXLAN_LABEL");
    public static final Attribute<Boolean> IFLA_VXLAN_GPE = IFLA_VXLAN.flag(27, "IFLA_VXLAN_GPE");
    public static final Attribute<Boolean> IFLA_VXLAN_TTL_INHERIT = IFLA_VXLAN.flag(28, "IFLA_VXLAN_TTL_INHERIT");
    public static final Attribute<Integer> IFLA_VXLAN_DF = IFLA_VXLAN.u8(29, "IFLA_VXLAN_DF");
    public static final Attribute<Integer> IFLA_VXLAN_VNIFILTER = IFLA_VXLAN.u8(30, "IFLA_VXLAN_VNIFILTER");
    public static final Attribute<Integer> IFLA_VXLAN_LOCALBYPASS = IFLA_VXLAN.u8(31, "IFLA_VXLAN_LOCALBYPASS");

    public static final AttributeTable IFLA_GENEVE = new AttributeTable("IFLA_GENEVE");
    public static final Attribute<Integer> IFLA_GENEVE_ID = IFLA_GENEVE.u32(1, "IFLA_GENEVE_ID");
    public static final Attribute<InetAddress> IFLA_GENEVE_REMOTE = IFLA_GENEVE.address(2, "IFLA_GENEVE_REMOTE");
    public static final Attribute<Integer> IFLA_GENEVE_TTL = IFLA_GENEVE.u8(3, "IFLA_GENEVE_TTL");
    public static final Attribute<Integer> IFLA_GENEVE_TOS = IFLA_GENEVE.u8(4, "IFLA_GENEVE_TOS");
    public static final Attribute<Integer> IFLA_GENEVE_PORT = IFLA_GENEVE.be16(5, "IFLA_GENEVE_PORT");
    public static final Attribute<Boolean> IFLA_GENEVE_COLLECT_METADATA =
            IFLA_GENEVE.flag(6, "IFLA_GENEVE_COLLECT_METADATA");
    public static final Attribute<InetAddress> IFLA_GENEVE_REMOTE6 = IFLA_GENEVE.address(7, "IFLA_GENEVE_REMOTE6");
    public static final Attribute<Integer> IFLA_GENEVE_UDP_CSUM = IFLA_GENEVE.u8(8, "IFLA_GENEVE_UDP_CSUM");
    public static final Attribute<Integer> IFLA_GENEVE_UDP_ZERO_CSUM6_TX =
            IFLA_GENEVE.u8(9, "IFLA_GENEVE_UDP_ZERO_CSUM6_TX");
    public static final Attribute<Integer> IFLA_GENEVE_UDP_ZERO_CSUM6_RX =
            IFLA_GENEVE.u8(10, "IFLA_GENEVE_UDP_ZERO_CSUM6_RX");
    public static final Attribute<Integer> IFLA_GENEVE_LABEL = IFLA_GENEVE.be32(11, "IFLA_GENEVE_LABEL");
    public static final Attribute<Integer> IFLA_GENEVE_TTL_INHERIT = IFLA_GENEVE.u8(12, "IFLA_GENEVE_TTL_INHERIT");
    public static final Attribute<Integer> IFLA_GENEVE_DF = IFLA_GENEVE.u8(13, "IFLA_GENEVE_DF");
    public static final Attribute<Boolean> IFLA_GENEVE_INNER_PROTO_INHERIT =
            IFLA_GENEVE.flag(14, "IFLA_GENEVE_INNER_PROTO_INHERIT");

    public static final AttributeTable IFLA_BAREUDP = new AttributeTable("IFLA_BAREUDP");
    public static final Attribute<Integer> IFLA_BAREUDP_PORT = IFLA_BAREUDP.be16(1, "IFLA_BAREUDP_PORT");
    public static final Attribute<Integer> IFLA_BAREUDP_ETHERTYPE = IFLA_BAREUDP.be16(2, "IFLA_BAREUDP_ETHERTYPE");
    public static final Attribute<Integer> IFLA_BAREUDP_SRCPORT_MIN = IFLA_BAREUDP.u16(3, "IFLA_BAREUDP_SRCPORT_MIN");
    public static final Attribute<Boolean> IFLA_BAREUDP_MULTIPROTO_MODE =
            IFLA_BAREUDP.flag(4, "IFLA_BAREUDP_MULTIPROTO_MODE");

    public static final AttributeTable IFLA_GTP = new AttributeTable("IFLA_GTP");
    public static final Attribute<Integer> IFLA_GTP_FD0 = IFLA_GTP.u32(1, "IFLA_GTP_FD0");
    public static final Attribute<Integer> IFLA_GTP_FD1 = IFLA_GTP.u32(2, "IFLA_GTP_FD1");
    public static final Attribute<Integer> IFLA_GTP_PDP_HASHSIZE = IFLA_GTP.u32(3, "IFLA_GTP_PDP_HASHSIZE");
    public static final Attribute<Integer> IFLA_GTP_ROLE = IFLA_GTP.u32(4, "IFLA_GTP_ROLE");
    public static final Attribute<Integer> IFLA_GTP_CREATE_SOCKETS = IFLA_GTP.u8(5, "IFLA_GTP_CREATE_SOCKETS");
    public static final Attribute<Integer> IFLA_GTP_RESTART_COUNT = IFLA_GTP.u8(6, "IFLA_GTP_RESTART_COUNT");
    public static final Attribute<InetAddress> IFLA_GTP_LOCAL = IFLA_GTP.address(7, "IFLA_GTP_LOCAL");
    public static final Attribute<InetAddress> IFLA_GTP_LOCAL6 = IFLA_GTP.address(8, "IFLA_GTP_LOCAL6");

    private IfLinkTunnel() {}
}
