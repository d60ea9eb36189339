package dev.plumbline.netlink.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import java.net.InetAddress;

/**
 * Tunnels over IP: linux/if_tunnel.h. IFLA_IPTUN_* is for ipip, sit and ip6tnl, IFLA_GRE_* for gre, gretap, erspan and
 * their IPv6 counterparts, IFLA_VTI_* for vti and vti6.
 */
public final class IfTunnel {
    public static final int GRE_CSUM = 0x8000;
    public static final int GRE_ROUTING = 0x4000;
    public static final int GRE_KEY = 0x2000;
    public static final int GRE_SEQ = 0x1000;

    public static final int TUNNEL_ENCAP_NONE = 0;
    public static final int TUNNEL_ENCAP_FOU = 1;
    public static final int TUNNEL_ENCAP_GUE = 2;
    public static final int TUNNEL_ENCAP_MPLS = 3;
    public static final int TUNNEL_ENCAP_FLAG_CSUM = 1;
    public static final int TUNNEL_ENCAP_FLAG_CSUM6 = 2;
    public static final int TUNNEL_ENCAP_FLAG_REMCSUM = 4;
    public static final int SIT_ISATAP = 1;

    public static final int TUNNEL_CSUM = 0x01;
    public static final int TUNNEL_KEY = 0x04;
    public static final int TUNNEL_SEQ = 0x08;

    public static final AttributeTable IFLA_IPTUN = new AttributeTable("IFLA_IPTUN");
    public static final Attribute<Integer> IFLA_IPTUN_LINK = IFLA_IPTUN.u32(1, "IFLA_IPTUN_LINK");
    public static final Attribute<InetAddress> IFLA_IPTUN_LOCAL = IFLA_IPTUN.address(2, "IFLA_IPTUN_LOCAL");
    public static final Attribute<InetAddress> IFLA_IPTUN_REMOTE = IFLA_IPTUN.address(3, "IFLA_IPTUN_REMOTE");
    public static final Attribute<Integer> IFLA_IPTUN_TTL = IFLA_IPTUN.u8(4, "IFLA_IPTUN_TTL");
    public static final Attribute<Integer> IFLA_IPTUN_TOS = IFLA_IPTUN.u8(5, "IFLA_IPTUN_TOS");
    public static final Attribute<Integer> IFLA_IPTUN_ENCAP_LIMIT = IFLA_IPTUN.u8(6, "IFLA_IPTUN_ENCAP_LIMIT");
    public static final Attribute<Integer> IFLA_IPTUN_FLOWINFO = IFLA_IPTUN.be32(7, "IFLA_IPTUN_FLOWINFO");
    public static final Attribute<Integer> IFLA_IPTUN_FLAGS = IFLA_IPTUN.u32(8, "IFLA_IPTUN_FLAGS");
    public static final Attribute<Integer> IFLA_IPTUN_FLAGS_SIT = IFLA_IPTUN.u16(8, "IFLA_IPTUN_FLAGS_SIT");
    public static final Attribute<Integer> IFLA_IPTUN_PROTO = IFLA_IPTUN.u8(9, "IFLA_IPTUN_PROTO");
    public static final Attribute<Integer> IFLA_IPTUN_PMTUDISC = IFLA_IPTUN.u8(10, "IFLA_IPTUN_PMTUDISC");
    public static final Attribute<InetAddress> IFLA_IPTUN_6RD_PREFIX = IFLA_IPTUN.address(11, "IFLA_IPTUN_6RD_PREFIX");
    public static final Attribute<InetAddress> IFLA_IPTUN_6RD_RELAY_PREFIX =
            IFLA_IPTUN.address(12, "IFLA_IPTUN_6RD_RELAY_PREFIX");
    public static final Attribute<Integer> IFLA_IPTUN_6RD_PREFIXLEN = IFLA_IPTUN.u16(13, "IFLA_IPTUN_6RD_PREFIXLEN");
    public static final Attribute<Integer> IFLA_IPTUN_6RD_RELAY_PREFIXLEN =
            IFLA_IPTUN.u16(14, "IFLA_IPTUN_6RD_RELAY_PREFIXLEN");
    public static final Attribute<Integer> IFLA_IPTUN_ENCAP_TYPE = IFLA_IPTUN.u16(15, "IFLA_IPTUN_ENCAP_TYPE");
    public static final Attribute<Integer> IFLA_IPTUN_ENCAP_FLAGS = IFLA_IPTUN.u16(16, "IFLA_IPTUN_ENCAP_FLAGS");
    public static final Attribute<Integer> IFLA_IPTUN_ENCAP_SPORT = IFLA_IPTUN.be16(17, "IFLA_IPTUN_ENCAP_SPORT");
    public static final Attribute<Integer> IFLA_IPTUN_ENCAP_DPORT = IFLA_IPTUN.be16(18, "IFLA_IPTUN_ENCAP_DPORT");
    public static final Attribute<Boolean> IFLA_IPTUN_COLLECT_METADATA =
            IFLA_IPTUN.flag(19, "IFLA_IPTUN_COLLECT_METADATA");
    public static final Attribute<Integer> IFLA_IPTUN_FWMARK = IFLA_IPTUN.u32(20, "IFLA_IPTUN_FWMARK");

    public static final AttributeTable IFLA_GRE = new AttributeTable("IFLA_GRE");
    public static final Attribute<Integer> IFLA_GRE_LINK = IFLA_GRE.u32(1, "IFLA_GRE_LINK");
    public static final Attribute<Integer> IFLA_GRE_IFLAGS = IFLA_GRE.be16(2, "IFLA_GRE_IFLAGS");
    public static final Attribute<Integer> IFLA_GRE_OFLAGS = IFLA_GRE.be16(3, "IFLA_GRE_OFLAGS");
    public static final Attribute<Integer> IFLA_GRE_IKEY = IFLA_GRE.be32(4, "IFLA_GRE_IKEY");
    public static final Attribute<Integer> IFLA_GRE_OKEY = IFLA_GRE.be32(5, "IFLA_GRE_OKEY");
    public static final Attribute<InetAddress> IFLA_GRE_LOCAL = IFLA_GRE.address(6, "IFLA_GRE_LOCAL");
    public static final Attribute<InetAddress> IFLA_GRE_REMOTE = IFLA_GRE.address(7, "IFLA_GRE_REMOTE");
    public static final Attribute<Integer> IFLA_GRE_TTL = IFLA_GRE.u8(8, "IFLA_GRE_TTL");
    public static final Attribute<Integer> IFLA_GRE_TOS = IFLA_GRE.u8(9, "IFLA_GRE_TOS");
    public static final Attribute<Integer> IFLA_GRE_PMTUDISC = IFLA_GRE.u8(10, "IFLA_GRE_PMTUDISC");
    public static final Attribute<Integer> IFLA_GRE_ENCAP_LIMIT = IFLA_GRE.u8(11, "IFLA_GRE_ENCAP_LIMIT");
    public static final Attribute<Integer> IFLA_GRE_FLOWINFO = IFLA_GRE.be32(12, "IFLA_GRE_FLOWINFO");
    public static final Attribute<Integer> IFLA_GRE_FLAGS = IFLA_GRE.u32(13, "IFLA_GRE_FLAGS");
    public static final Attribute<Integer> IFLA_GRE_ENCAP_TYPE = IFLA_GRE.u16(14, "IFLA_GRE_ENCAP_TYPE");
    public static final Attribute<Integer> IFLA_GRE_ENCAP_FLAGS = IFLA_GRE.u16(15, "IFLA_GRE_ENCAP_FLAGS");
    public static final Attribute<Integer> IFLA_GRE_ENCAP_SPORT = IFLA_GRE.be16(16, "IFLA_GRE_ENCAP_SPORT");
    public static final Attribute<Integer> IFLA_GRE_ENCAP_DPORT = IFLA_GRE.be16(17, "IFLA_GRE_ENCAP_DPORT");
    public static final Attribute<Boolean> IFLA_GRE_COLLECT_METADATA = IFLA_GRE.flag(18, "IFLA_GRE_COLLECT_METADATA");
    public static final Attribute<Integer> IFLA_GRE_IGNORE_DF = IFLA_GRE.u8(19, "IFLA_GRE_IGNORE_DF");
    public static final Attribute<Integer> IFLA_GRE_FWMARK = IFLA_GRE.u32(20, "IFLA_GRE_FWMARK");
    public static final Attribute<Integer> IFLA_GRE_ERSPAN_INDEX = IFLA_GRE.u32(21, "IFLA_GRE_ERSPAN_INDEX");
    public static final Attribute<Integer> IFLA_GRE_ERSPAN_VER = IFLA_GRE.u8(22, "IFLA_GRE_ERSPAN_VER");
    public static final Attribute<Integer> IFLA_GRE_ERSPAN_DIR = IFLA_GRE.u8(23, "IFLA_GRE_ERSPAN_DIR");
    public static final Attribute<Integer> IFLA_GRE_ERSPAN_HWID = IFLA_GRE.u16(24, "IFLA_GRE_ERSPAN_HWID");

    public static final AttributeTable IFLA_VTI = new AttributeTable("IFLA_VTI");
    public static final Attribute<Integer> IFLA_VTI_LINK = IFLA_VTI.u32(1, "IFLA_VTI_LINK");
    public static final Attribute<Integer> IFLA_VTI_IKEY = IFLA_VTI.be32(2, "IFLA_VTI_IKEY");
    public static final Attribute<Integer> IFLA_VTI_OKEY = IFLA_VTI.be32(3, "IFLA_VTI_OKEY");
    public static final Attribute<InetAddress> IFLA_VTI_LOCAL = IFLA_VTI.address(4, "IFLA_VTI_LOCAL");
    public static final Attribute<InetAddress> IFLA_VTI_REMOTE = IFLA_VTI.address(5, "IFLA_VTI_REMOTE");
    public static final Attribute<Integer> IFLA_VTI_FWMARK = IFLA_VTI.u32(6, "IFLA_VTI_FWMARK");

    private IfTunnel() {}
}
