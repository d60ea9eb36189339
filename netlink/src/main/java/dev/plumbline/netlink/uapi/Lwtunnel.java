package dev.plumbline.netlink.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import dev.plumbline.netlink.wire.Attributes;
import java.net.InetAddress;
import java.util.List;

/**
 * Encapsulation of a route: linux/lwtunnel.h, mpls_iptunnel.h, seg6_iptunnel.h, rpl_iptunnel.h, ioam6_iptunnel.h, ila.h.
 */
public final class Lwtunnel {
    public static final int LWTUNNEL_ENCAP_NONE = 0;
    public static final int LWTUNNEL_ENCAP_MPLS = 1;
    public static final int LWTUNNEL_ENCAP_IP = 2;
    public static final int LWTUNNEL_ENCAP_ILA = 3;
    public static final int LWTUNNEL_ENCAP_IP6 = 4;
    public static final int LWTUNNEL_ENCAP_SEG6 = 5;
    public static final int LWTUNNEL_ENCAP_BPF = 6;
    public static final int LWTUNNEL_ENCAP_SEG6_LOCAL = 7;
    public static final int LWTUNNEL_ENCAP_RPL = 8;
    public static final int LWTUNNEL_ENCAP_IOAM6 = 9;
    public static final int LWTUNNEL_ENCAP_XFRM = 10;

    public static final int SEG6_IPTUN_MODE_INLINE = 0;
    public static final int SEG6_IPTUN_MODE_ENCAP = 1;
    public static final int SEG6_IPTUN_MODE_L2ENCAP = 2;
    public static final int SEG6_IPTUN_MODE_ENCAP_RED = 3;
    public static final int SEG6_IPTUN_MODE_L2ENCAP_RED = 4;

    public static final int IOAM6_IPTUNNEL_MODE_INLINE = 1;
    public static final int IOAM6_IPTUNNEL_MODE_ENCAP = 2;
    public static final int IOAM6_IPTUNNEL_MODE_AUTO = 3;

    public static final AttributeTable MPLS_IPTUNNEL = new AttributeTable("MPLS_IPTUNNEL");
    public static final Attribute<List<Integer>> MPLS_IPTUNNEL_DST = MPLS_IPTUNNEL.labels(1, "MPLS_IPTUNNEL_DST");
    public static final Attribute<Integer> MPLS_IPTUNNEL_TTL = MPLS_IPTUNNEL.u8(2, "MPLS_IPTUNNEL_TTL");

    static final AttributeTable OPT_GENEVE = new AttributeTable("LWTUNNEL_IP_OPT_GENEVE");
    public static final Attribute<Integer> LWTUNNEL_IP_OPT_GENEVE_CLASS =
            OPT_GENEVE.be16(1, "LWTUNNEL_IP_OPT_GENEVE_CLASS");
    public static final Attribute<Integer> LWTUNNEL_IP_OPT_GENEVE_TYPE =
            OPT_GENEVE.u8(2, "LWTUNNEL_IP_OPT_GENEVE_TYPE");
    public static final Attribute<byte[]> LWTUNNEL_IP_OPT_GENEVE_DATA =
            OPT_GENEVE.bytes(3, "LWTUNNEL_IP_OPT_GENEVE_DATA");

    static final AttributeTable OPT_VXLAN = new AttributeTable("LWTUNNEL_IP_OPT_VXLAN");
    public static final Attribute<Integer> LWTUNNEL_IP_OPT_VXLAN_GBP = OPT_VXLAN.u32(1, "LWTUNNEL_IP_OPT_VXLAN_GBP");

    static final AttributeTable OPT_ERSPAN = new AttributeTable("LWTUNNEL_IP_OPT_ERSPAN");
    public static final Attribute<Integer> LWTUNNEL_IP_OPT_ERSPAN_VER = OPT_ERSPAN.u8(1, "LWTUNNEL_IP_OPT_ERSPAN_VER");
    public static final Attribute<Integer> LWTUNNEL_IP_OPT_ERSPAN_INDEX =
            OPT_ERSPAN.be32(2, "LWTUNNEL_IP_OPT_ERSPAN_INDEX");
    public static final Attribute<Integer> LWTUNNEL_IP_OPT_ERSPAN_DIR = OPT_ERSPAN.u8(3, "LWTUNNEL_IP_OPT_ERSPAN_DIR");
    public static final Attribute<Integer> LWTUNNEL_IP_OPT_ERSPAN_HWID =
            OPT_ERSPAN.u8(4, "LWTUNNEL_IP_OPT_ERSPAN_HWID");

    static final AttributeTable IP_OPTS = new AttributeTable("LWTUNNEL_IP_OPTS");
    public static final Attribute<Attributes> LWTUNNEL_IP_OPTS_GENEVE =
            IP_OPTS.nested(1, "LWTUNNEL_IP_OPTS_GENEVE", OPT_GENEVE);
    public static final Attribute<Attributes> LWTUNNEL_IP_OPTS_VXLAN =
            IP_OPTS.nested(2, "LWTUNNEL_IP_OPTS_VXLAN", OPT_VXLAN);
    public static final Attribute<Attributes> LWTUNNEL_IP_OPTS_ERSPAN =
            IP_OPTS.nested(3, "LWTUNNEL_IP_OPTS_ERSPAN", OPT_ERSPAN);

    public static final AttributeTable LWTUNNEL_IP = new AttributeTable("LWTUNNEL_IP");
    public static final Attribute<Long> LWTUNNEL_IP_ID = LWTUNNEL_IP.be64(1, "LWTUNNEL_IP_ID");
    public static final Attribute<InetAddress> LWTUNNEL_IP_DST = LWTUNNEL_IP.address(2, "LWTUNNEL_IP_DST");
    public static final Attribute<InetAddress> LWTUNNEL_IP_SRC = LWTUNNEL_IP.address(3, "LWTUNNEL_IP_SRC");
    public static final Attribute<Integer> LWTUNNEL_IP_TTL = LWTUNNEL_IP.u8(4, "LWTUNNEL_IP_TTL");
    public static final Attribute<Integer> LWTUNNEL_IP_TOS = LWTUNNEL_IP.u8(5, "LWTUNNEL_IP_TOS");
    public static final Attribute<Integer> LWTUNNEL_IP_FLAGS = LWTUNNEL_IP.be16(6, "LWTUNNEL_IP_FLAGS");
    public static final Attribute<Attributes> LWTUNNEL_IP_OPTS = LWTUNNEL_IP.nested(8, "LWTUNNEL_IP_OPTS", IP_OPTS);

    public static final AttributeTable LWTUNNEL_IP6 = new AttributeTable("LWTUNNEL_IP6");
    public static final Attribute<Long> LWTUNNEL_IP6_ID = LWTUNNEL_IP6.be64(1, "LWTUNNEL_IP6_ID");
    public static final Attribute<InetAddress> LWTUNNEL_IP6_DST = LWTUNNEL_IP6.address(2, "LWTUNNEL_IP6_DST");
    public static final Attribute<InetAddress> LWTUNNEL_IP6_SRC = LWTUNNEL_IP6.address(3, "LWTUNNEL_IP6_SRC");
    public static final Attribute<Integer> LWTUNNEL_IP6_HOPLIMIT = LWTUNNEL_IP6.u8(4, "LWTUNNEL_IP6_HOPLIMIT");
    public static final Attribute<Integer> LWTUNNEL_IP6_TC = LWTUNNEL_IP6.u8(5, "LWTUNNEL_IP6_TC");
    public static final Attribute<Integer> LWTUNNEL_IP6_FLAGS = LWTUNNEL_IP6.be16(6, "LWTUNNEL_IP6_FLAGS");
    public static final Attribute<Attributes> LWTUNNEL_IP6_OPTS = LWTUNNEL_IP6.nested(8, "LWTUNNEL_IP6_OPTS", IP_OPTS);

    public static final AttributeTable SEG6_IPTUNNEL = new AttributeTable("SEG6_IPTUNNEL");
    public static final Attribute<byte[]> SEG6_IPTUNNEL_SRH = SEG6_IPTUNNEL.bytes(1, "SEG6_IPTUNNEL_SRH");

    static final AttributeTable BPF_PROG = new AttributeTable("LWT_BPF_PROG");
    public static final Attribute<Integer> LWT_BPF_PROG_FD = BPF_PROG.u32(1, "LWT_BPF_PROG_FD");
    public static final Attribute<String> LWT_BPF_PROG_NAME = BPF_PROG.string(2, "LWT_BPF_PROG_NAME");

    public static final AttributeTable LWT_BPF = new AttributeTable("LWT_BPF");
    public static final Attribute<Attributes> LWT_BPF_IN = LWT_BPF.nested(1, "LWT_BPF_IN", BPF_PROG);
    public static final Attribute<Attributes> LWT_BPF_OUT = LWT_BPF.nested(2, "LWT_BPF_OUT", BPF_PROG);
    public static final Attribute<Attributes> LWT_BPF_XMIT = LWT_BPF.nested(3, "LWT_BPF_XMIT", BPF_PROG);
    public static final Attribute<Integer> LWT_BPF_XMIT_HEADROOM = LWT_BPF.u32(4, "LWT_BPF_XMIT_HEADROOM");

    public static final AttributeTable RPL_IPTUNNEL = new AttributeTable("RPL_IPTUNNEL");
    public static final Attribute<byte[]> RPL_IPTUNNEL_SRH = RPL_IPTUNNEL.bytes(1, "RPL_IPTUNNEL_SRH");

    public static final AttributeTable IOAM6_IPTUNNEL = new AttributeTable("IOAM6_IPTUNNEL");
    public static final Attribute<Integer> IOAM6_IPTUNNEL_MODE = IOAM6_IPTUNNEL.u8(1, "IOAM6_IPTUNNEL_MODE");
    public static final Attribute<InetAddress> IOAM6_IPTUNNEL_DST = IOAM6_IPTUNNEL.address(2, "IOAM6_IPTUNNEL_DST");
    public static final Attribute<byte[]> IOAM6_IPTUNNEL_TRACE = IOAM6_IPTUNNEL.bytes(3, "IOAM6_IPTUNNEL_TRACE");
    public static final Attribute<Integer> IOAM6_IPTUNNEL_FREQ_K = IOAM6_IPTUNNEL.u32(4, "IOAM6_IPTUNNEL_FREQ_K");
    public static final Attribute<Integer> IOAM6_IPTUNNEL_FREQ_N = IOAM6_IPTUNNEL.u32(5, "IOAM6_IPTUNNEL_FREQ_N");
    public static final Attribute<InetAddress> IOAM6_IPTUNNEL_SRC = IOAM6_IPTUNNEL.address(6, "IOAM6_IPTUNNEL_SRC");

    public static final AttributeTable LWT_XFRM = new AttributeTable("LWT_XFRM");
    public static final Attribute<Integer> LWT_XFRM_IF_ID = LWT_XFRM.u32(1, "LWT_XFRM_IF_ID");
    public static final Attribute<Integer> LWT_XFRM_LINK = LWT_XFRM.u32(2, "LWT_XFRM_LINK");

    public static final AttributeTable ILA = new AttributeTable("ILA_ATTR");
    public static final Attribute<Long> ILA_ATTR_LOCATOR = ILA.be64(1, "ILA_ATTR_LOCATOR");
    public static final Attribute<Long> ILA_ATTR_IDENTIFIER = ILA.be64(2, "ILA_ATTR_IDENTIFIER");
    public static final Attribute<Long> ILA_ATTR_LOCATOR_MATCH = ILA.be64(3, "ILA_ATTR_LOCATOR_MATCH");
    public static final Attribute<Integer> ILA_ATTR_IFINDEX = ILA.u32(4, "ILA_ATTR_IFINDEX");
    public static final Attribute<Integer> ILA_ATTR_DIR = ILA.u32(5, "ILA_ATTR_DIR");
    public static final Attribute<Integer> ILA_ATTR_CSUM_MODE = ILA.u8(7, "ILA_ATTR_CSUM_MODE");
    public static final Attribute<Integer> ILA_ATTR_IDENT_TYPE = ILA.u8(8, "ILA_ATTR_IDENT_TYPE");
    public static final Attribute<Integer> ILA_ATTR_HOOK_TYPE = ILA.u8(9, "ILA_ATTR_HOOK_TYPE");

    private Lwtunnel() {}
}
