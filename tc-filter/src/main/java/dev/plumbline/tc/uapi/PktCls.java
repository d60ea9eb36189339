package dev.plumbline.tc.uapi;

import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import dev.plumbline.netlink.wire.Attributes;
import java.net.InetAddress;

/** {@code linux/pkt_cls.h}: classifiers and what all actions share. */
public final class PktCls {
    public static final int TC_COOKIE_MAX_SIZE = 16;

    public static final int TC_ACT_UNSPEC = -1;
    public static final int TC_ACT_OK = 0;
    public static final int TC_ACT_RECLASSIFY = 1;
    public static final int TC_ACT_SHOT = 2;
    public static final int TC_ACT_PIPE = 3;
    public static final int TC_ACT_STOLEN = 4;
    public static final int TC_ACT_QUEUED = 5;
    public static final int TC_ACT_REPEAT = 6;
    public static final int TC_ACT_REDIRECT = 7;
    public static final int TC_ACT_TRAP = 8;
    public static final int TC_ACT_JUMP = 0x10000000;
    public static final int TC_ACT_GOTO_CHAIN = 0x20000000;
    public static final int TC_ACT_EXT_VAL_MASK = 0x0fffffff;

    public static final int TCA_ACT_FLAGS_NO_PERCPU_STATS = 1;
    public static final int TCA_ACT_FLAGS_SKIP_HW = 2;
    public static final int TCA_ACT_FLAGS_SKIP_SW = 4;
    public static final int TCA_ACT_HW_STATS_IMMEDIATE = 1;
    public static final int TCA_ACT_HW_STATS_DELAYED = 2;

    public static final int TCA_CLS_FLAGS_SKIP_HW = 1;
    public static final int TCA_CLS_FLAGS_SKIP_SW = 2;
    public static final int TCA_CLS_FLAGS_IN_HW = 4;
    public static final int TCA_CLS_FLAGS_NOT_IN_HW = 8;

    public static final int TC_U32_TERMINAL = 1;
    public static final int TC_U32_OFFSET = 2;
    public static final int TC_U32_VAROFFSET = 4;
    public static final int TC_U32_EAT = 8;

    public static final int TCA_BPF_FLAG_ACT_DIRECT = 1;

    public static final int TCA_CLS_FLAGS_VERBOSE = 16;

    public static final int TCA_FLOWER_KEY_CT_FLAGS_NEW = 1;
    public static final int TCA_FLOWER_KEY_CT_FLAGS_ESTABLISHED = 2;
    public static final int TCA_FLOWER_KEY_CT_FLAGS_RELATED = 4;
    public static final int TCA_FLOWER_KEY_CT_FLAGS_TRACKED = 8;
    public static final int TCA_FLOWER_KEY_CT_FLAGS_INVALID = 16;
    public static final int TCA_FLOWER_KEY_CT_FLAGS_REPLY = 32;
    public static final int TCA_FLOWER_KEY_FLAGS_IS_FRAGMENT = 1;
    public static final int TCA_FLOWER_KEY_FLAGS_FRAG_IS_FIRST = 2;

    /** What is inside depends on the kind; the tables are those of {@code tc_act}. */
    public static final AttributeTable TCA_OPTIONS_OF_A_KIND = new AttributeTable("TCA_OPTIONS_OF_A_KIND");

    /** Actions by their place, 1 to 32. */
    public static final AttributeTable TCA_ACT_TAB = new AttributeTable("TCA_ACT_TAB");

    public static final AttributeTable TCA_ACT = new AttributeTable("TCA_ACT");
    public static final Attribute<String> TCA_ACT_KIND = TCA_ACT.string(1, "TCA_ACT_KIND");
    public static final Attribute<Attributes> TCA_ACT_OPTIONS =
            TCA_ACT.nested(2, "TCA_ACT_OPTIONS", TCA_OPTIONS_OF_A_KIND);
    public static final Attribute<Integer> TCA_ACT_INDEX = TCA_ACT.u32(3, "TCA_ACT_INDEX");
    public static final Attribute<byte[]> TCA_ACT_STATS = TCA_ACT.bytes(4, "TCA_ACT_STATS");
    public static final Attribute<byte[]> TCA_ACT_COOKIE = TCA_ACT.bytes(6, "TCA_ACT_COOKIE");
    public static final Attribute<byte[]> TCA_ACT_FLAGS = TCA_ACT.bytes(7, "TCA_ACT_FLAGS");
    public static final Attribute<byte[]> TCA_ACT_HW_STATS = TCA_ACT.bytes(8, "TCA_ACT_HW_STATS");
    public static final Attribute<byte[]> TCA_ACT_USED_HW_STATS = TCA_ACT.bytes(9, "TCA_ACT_USED_HW_STATS");
    public static final Attribute<Integer> TCA_ACT_IN_HW_COUNT = TCA_ACT.u32(10, "TCA_ACT_IN_HW_COUNT");

    public static final AttributeTable TCA_POLICE = new AttributeTable("TCA_POLICE");
    public static final Attribute<byte[]> TCA_POLICE_TBF = TCA_POLICE.bytes(1, "TCA_POLICE_TBF");
    public static final Attribute<byte[]> TCA_POLICE_RATE = TCA_POLICE.bytes(2, "TCA_POLICE_RATE");
    public static final Attribute<byte[]> TCA_POLICE_PEAKRATE = TCA_POLICE.bytes(3, "TCA_POLICE_PEAKRATE");
    public static final Attribute<Integer> TCA_POLICE_AVRATE = TCA_POLICE.u32(4, "TCA_POLICE_AVRATE");
    public static final Attribute<Integer> TCA_POLICE_RESULT = TCA_POLICE.u32(5, "TCA_POLICE_RESULT");
    public static final Attribute<Long> TCA_POLICE_RATE64 = TCA_POLICE.u64(8, "TCA_POLICE_RATE64");
    public static final Attribute<Long> TCA_POLICE_PEAKRATE64 = TCA_POLICE.u64(9, "TCA_POLICE_PEAKRATE64");
    public static final Attribute<Long> TCA_POLICE_PKTRATE64 = TCA_POLICE.u64(10, "TCA_POLICE_PKTRATE64");
    public static final Attribute<Long> TCA_POLICE_PKTBURST64 = TCA_POLICE.u64(11, "TCA_POLICE_PKTBURST64");

    public static final AttributeTable TCA_U32 = new AttributeTable("TCA_U32");
    public static final Attribute<Integer> TCA_U32_CLASSID = TCA_U32.u32(1, "TCA_U32_CLASSID");
    public static final Attribute<Integer> TCA_U32_HASH = TCA_U32.u32(2, "TCA_U32_HASH");
    public static final Attribute<Integer> TCA_U32_LINK = TCA_U32.u32(3, "TCA_U32_LINK");
    public static final Attribute<Integer> TCA_U32_DIVISOR = TCA_U32.u32(4, "TCA_U32_DIVISOR");
    public static final Attribute<byte[]> TCA_U32_SEL = TCA_U32.bytes(5, "TCA_U32_SEL");
    public static final Attribute<Attributes> TCA_U32_POLICE = TCA_U32.nested(6, "TCA_U32_POLICE", TCA_POLICE);
    public static final Attribute<Attributes> TCA_U32_ACT = TCA_U32.nested(7, "TCA_U32_ACT", TCA_ACT_TAB);
    public static final Attribute<String> TCA_U32_INDEV = TCA_U32.string(8, "TCA_U32_INDEV");
    public static final Attribute<byte[]> TCA_U32_PCNT = TCA_U32.bytes(9, "TCA_U32_PCNT");
    public static final Attribute<byte[]> TCA_U32_MARK = TCA_U32.bytes(10, "TCA_U32_MARK");
    public static final Attribute<Integer> TCA_U32_FLAGS = TCA_U32.u32(11, "TCA_U32_FLAGS");

    public static final AttributeTable TCA_ROUTE4 = new AttributeTable("TCA_ROUTE4");
    public static final Attribute<Integer> TCA_ROUTE4_CLASSID = TCA_ROUTE4.u32(1, "TCA_ROUTE4_CLASSID");
    public static final Attribute<Integer> TCA_ROUTE4_TO = TCA_ROUTE4.u32(2, "TCA_ROUTE4_TO");
    public static final Attribute<Integer> TCA_ROUTE4_FROM = TCA_ROUTE4.u32(3, "TCA_ROUTE4_FROM");
    public static final Attribute<Integer> TCA_ROUTE4_IIF = TCA_ROUTE4.u32(4, "TCA_ROUTE4_IIF");
    public static final Attribute<Attributes> TCA_ROUTE4_POLICE = TCA_ROUTE4.nested(5, "TCA_ROUTE4_POLICE", TCA_POLICE);
    public static final Attribute<Attributes> TCA_ROUTE4_ACT = TCA_ROUTE4.nested(6, "TCA_ROUTE4_ACT", TCA_ACT_TAB);

    public static final AttributeTable TCA_FW = new AttributeTable("TCA_FW");
    public static final Attribute<Integer> TCA_FW_CLASSID = TCA_FW.u32(1, "TCA_FW_CLASSID");
    public static final Attribute<Attributes> TCA_FW_POLICE = TCA_FW.nested(2, "TCA_FW_POLICE", TCA_POLICE);
    public static final Attribute<String> TCA_FW_INDEV = TCA_FW.string(3, "TCA_FW_INDEV");
    public static final Attribute<Attributes> TCA_FW_ACT = TCA_FW.nested(4, "TCA_FW_ACT", TCA_ACT_TAB);
    public static final Attribute<Integer> TCA_FW_MASK = TCA_FW.u32(5, "TCA_FW_MASK");

    public static final AttributeTable TCA_BASIC = new AttributeTable("TCA_BASIC");
    public static final Attribute<Integer> TCA_BASIC_CLASSID = TCA_BASIC.u32(1, "TCA_BASIC_CLASSID");
    public static final Attribute<byte[]> TCA_BASIC_EMATCHES = TCA_BASIC.bytes(2, "TCA_BASIC_EMATCHES");
    public static final Attribute<Attributes> TCA_BASIC_ACT = TCA_BASIC.nested(3, "TCA_BASIC_ACT", TCA_ACT_TAB);
    public static final Attribute<Attributes> TCA_BASIC_POLICE = TCA_BASIC.nested(4, "TCA_BASIC_POLICE", TCA_POLICE);

    public static final AttributeTable TCA_CGROUP = new AttributeTable("TCA_CGROUP");
    public static final Attribute<Attributes> TCA_CGROUP_ACT = TCA_CGROUP.nested(1, "TCA_CGROUP_ACT", TCA_ACT_TAB);
    public static final Attribute<Attributes> TCA_CGROUP_POLICE = TCA_CGROUP.nested(2, "TCA_CGROUP_POLICE", TCA_POLICE);
    public static final Attribute<byte[]> TCA_CGROUP_EMATCHES = TCA_CGROUP.bytes(3, "TCA_CGROUP_EMATCHES");

    public static final AttributeTable TCA_BPF = new AttributeTable("TCA_BPF");
    public static final Attribute<Attributes> TCA_BPF_ACT = TCA_BPF.nested(1, "TCA_BPF_ACT", TCA_ACT_TAB);
    public static final Attribute<Attributes> TCA_BPF_POLICE = TCA_BPF.nested(2, "TCA_BPF_POLICE", TCA_POLICE);
    public static final Attribute<Integer> TCA_BPF_CLASSID = TCA_BPF.u32(3, "TCA_BPF_CLASSID");
    public static final Attribute<Integer> TCA_BPF_OPS_LEN = TCA_BPF.u16(4, "TCA_BPF_OPS_LEN");
    public static final Attribute<byte[]> TCA_BPF_OPS = TCA_BPF.bytes(5, "TCA_BPF_OPS");
    public static final Attribute<Integer> TCA_BPF_FD = TCA_BPF.u32(6, "TCA_BPF_FD");
    public static final Attribute<String> TCA_BPF_NAME = TCA_BPF.string(7, "TCA_BPF_NAME");
    public static final Attribute<Integer> TCA_BPF_FLAGS = TCA_BPF.u32(8, "TCA_BPF_FLAGS");
    public static final Attribute<Integer> TCA_BPF_FLAGS_GEN = TCA_BPF.u32(9, "TCA_BPF_FLAGS_GEN");
    public static final Attribute<byte[]> TCA_BPF_TAG = TCA_BPF.bytes(10, "TCA_BPF_TAG");
    public static final Attribute<Integer> TCA_BPF_ID = TCA_BPF.u32(11, "TCA_BPF_ID");

    public static final AttributeTable TCA_FLOWER = new AttributeTable("TCA_FLOWER");
    public static final Attribute<Integer> TCA_FLOWER_CLASSID = TCA_FLOWER.u32(1, "TCA_FLOWER_CLASSID");
    public static final Attribute<String> TCA_FLOWER_INDEV = TCA_FLOWER.string(2, "TCA_FLOWER_INDEV");
    public static final Attribute<Attributes> TCA_FLOWER_ACT = TCA_FLOWER.nested(3, "TCA_FLOWER_ACT", TCA_ACT_TAB);
    public static final Attribute<MacAddress> TCA_FLOWER_KEY_ETH_DST = TCA_FLOWER.mac(4, "TCA_FLOWER_KEY_ETH_DST");
    public static final Attribute<MacAddress> TCA_FLOWER_KEY_ETH_DST_MASK =
            TCA_FLOWER.mac(5, "TCA_FLOWER_KEY_ETH_DST_MASK");
    public static final Attribute<MacAddress> TCA_FLOWER_KEY_ETH_SRC = TCA_FLOWER.mac(6, "TCA_FLOWER_KEY_ETH_SRC");
    public static final Attribute<MacAddress> TCA_FLOWER_KEY_ETH_SRC_MASK =
            TCA_FLOWER.mac(7, "TCA_FLOWER_KEY_ETH_SRC_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_ETH_TYPE = TCA_FLOWER.be16(8, "TCA_FLOWER_KEY_ETH_TYPE");
    public static final Attribute<Integer> TCA_FLOWER_KEY_IP_PROTO = TCA_FLOWER.u8(9, "TCA_FLOWER_KEY_IP_PROTO");
    public static final Attribute<InetAddress> TCA_FLOWER_KEY_IPV4_SRC =
            TCA_FLOWER.address(10, "TCA_FLOWER_KEY_IPV4_SRC");
    public static final Attribute<InetAddress> TCA_FLOWER_KEY_IPV4_SRC_MASK =
            TCA_FLOWER.address(11, "TCA_FLOWER_KEY_IPV4_SRC_MASK");
    public static final Attribute<InetAddress> TCA_FLOWER_KEY_ENC_IPV4_SRC =
            TCA_FLOWER.address(27, "TCA_FLOWER_KEY_ENC_IPV4_SRC");
    public static final Attribute<InetAddress> TCA_FLOWER_KEY_ENC_IPV4_SRC_MASK =
            TCA_FLOWER.address(28, "TCA_FLOWER_KEY_ENC_IPV4_SRC_MASK");
    public static final Attribute<InetAddress> TCA_FLOWER_KEY_IPV4_DST =
            TCA_FLOWER.address(12, "TCA_FLOWER_KEY_IPV4_DST");
    public static final Attribute<InetAddress> TCA_FLOWER_KEY_IPV4_DST_MASK =
            TCA_FLOWER.address(13, "TCA_FLOWER_KEY_IPV4_DST_MASK");
    public static final Attribute<InetAddress> TCA_FLOWER_KEY_ENC_IPV4_DST =
            TCA_FLOWER.address(29, "TCA_FLOWER_KEY_ENC_IPV4_DST");
    public static final Attribute<InetAddress> TCA_FLOWER_KEY_ENC_IPV4_DST_MASK =
            TCA_FLOWER.address(30, "TCA_FLOWER_KEY_ENC_IPV4_DST_MASK");
    public static final Attribute<InetAddress> TCA_FLOWER_KEY_IPV6_SRC =
            TCA_FLOWER.address(14, "TCA_FLOWER_KEY_IPV6_SRC");
    public static final Attribute<InetAddress> TCA_FLOWER_KEY_IPV6_SRC_MASK =
            TCA_FLOWER.address(15, "TCA_FLOWER_KEY_IPV6_SRC_MASK");
    public static final Attribute<InetAddress> TCA_FLOWER_KEY_ENC_IPV6_SRC =
            TCA_FLOWER.address(31, "TCA_FLOWER_KEY_ENC_IPV6_SRC");
    public static final Attribute<InetAddress> TCA_FLOWER_KEY_ENC_IPV6_SRC_MASK =
            TCA_FLOWER.address(32, "TCA_FLOWER_KEY_ENC_IPV6_SRC_MASK");
    public static final Attribute<InetAddress> TCA_FLOWER_KEY_IPV6_DST =
            TCA_FLOWER.address(16, "TCA_FLOWER_KEY_IPV6_DST");
    public static final Attribute<InetAddress> TCA_FLOWER_KEY_IPV6_DST_MASK =
            TCA_FLOWER.address(17, "TCA_FLOWER_KEY_IPV6_DST_MASK");
    public static final Attribute<InetAddress> TCA_FLOWER_KEY_ENC_IPV6_DST =
            TCA_FLOWER.address(33, "TCA_FLOWER_KEY_ENC_IPV6_DST");
    public static final Attribute<InetAddress> TCA_FLOWER_KEY_ENC_IPV6_DST_MASK =
            TCA_FLOWER.address(34, "TCA_FLOWER_KEY_ENC_IPV6_DST_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_TCP_SRC = TCA_FLOWER.be16(18, "TCA_FLOWER_KEY_TCP_SRC");
    public static final Attribute<Integer> TCA_FLOWER_KEY_TCP_SRC_MASK =
            TCA_FLOWER.be16(35, "TCA_FLOWER_KEY_TCP_SRC_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_TCP_DST = TCA_FLOWER.be16(19, "TCA_FLOWER_KEY_TCP_DST");
    public static final Attribute<Integer> TCA_FLOWER_KEY_TCP_DST_MASK =
            TCA_FLOWER.be16(36, "TCA_FLOWER_KEY_TCP_DST_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_UDP_SRC = TCA_FLOWER.be16(20, "TCA_FLOWER_KEY_UDP_SRC");
    public static final Attribute<Integer> TCA_FLOWER_KEY_UDP_SRC_MASK =
            TCA_FLOWER.be16(37, "TCA_FLOWER_KEY_UDP_SRC_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_UDP_DST = TCA_FLOWER.be16(21, "TCA_FLOWER_KEY_UDP_DST");
    public static final Attribute<Integer> TCA_FLOWER_KEY_UDP_DST_MASK =
            TCA_FLOWER.be16(38, "TCA_FLOWER_KEY_UDP_DST_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_SCTP_SRC = TCA_FLOWER.be16(41, "TCA_FLOWER_KEY_SCTP_SRC");
    public static final Attribute<Integer> TCA_FLOWER_KEY_SCTP_SRC_MASK =
            TCA_FLOWER.be16(39, "TCA_FLOWER_KEY_SCTP_SRC_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_SCTP_DST = TCA_FLOWER.be16(42, "TCA_FLOWER_KEY_SCTP_DST");
    public static final Attribute<Integer> TCA_FLOWER_KEY_SCTP_DST_MASK =
            TCA_FLOWER.be16(40, "TCA_FLOWER_KEY_SCTP_DST_MASK");
    public static final Attribute<Integer> TCA_FLOWER_FLAGS = TCA_FLOWER.u32(22, "TCA_FLOWER_FLAGS");
    public static final Attribute<Integer> TCA_FLOWER_KEY_VLAN_ID = TCA_FLOWER.u16(23, "TCA_FLOWER_KEY_VLAN_ID");
    public static final Attribute<Integer> TCA_FLOWER_KEY_VLAN_PRIO = TCA_FLOWER.u8(24, "TCA_FLOWER_KEY_VLAN_PRIO");
    public static final Attribute<Integer> TCA_FLOWER_KEY_VLAN_ETH_TYPE =
            TCA_FLOWER.be16(25, "TCA_FLOWER_KEY_VLAN_ETH_TYPE");
    public static final Attribute<Integer> TCA_FLOWER_KEY_ENC_KEY_ID = TCA_FLOWER.be32(26, "TCA_FLOWER_KEY_ENC_KEY_ID");
    public static final Attribute<Integer> TCA_FLOWER_KEY_ENC_UDP_SRC_PORT =
            TCA_FLOWER.be16(43, "TCA_FLOWER_KEY_ENC_UDP_SRC_PORT");
    public static final Attribute<Integer> TCA_FLOWER_KEY_ENC_UDP_SRC_PORT_MASK =
            TCA_FLOWER.be16(44, "TCA_FLOWER_KEY_ENC_UDP_SRC_PORT_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_ENC_UDP_DST_PORT =
            TCA_FLOWER.be16(45, "TCA_FLOWER_KEY_ENC_UDP_DST_PORT");
    public static final Attribute<Integer> TCA_FLOWER_KEY_ENC_UDP_DST_PORT_MASK =
            TCA_FLOWER.be16(46, "TCA_FLOWER_KEY_ENC_UDP_DST_PORT_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_FLAGS = TCA_FLOWER.be32(47, "TCA_FLOWER_KEY_FLAGS");
    public static final Attribute<Integer> TCA_FLOWER_KEY_FLAGS_MASK = TCA_FLOWER.be32(48, "TCA_FLOWER_KEY_FLAGS_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_ICMPV4_CODE = TCA_FLOWER.u8(49, "TCA_FLOWER_KEY_ICMPV4_CODE");
    public static final Attribute<Integer> TCA_FLOWER_KEY_ICMPV4_CODE_MASK =
            TCA_FLOWER.u8(50, "TCA_FLOWER_KEY_ICMPV4_CODE_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_ICMPV4_TYPE = TCA_FLOWER.u8(51, "TCA_FLOWER_KEY_ICMPV4_TYPE");
    public static final Attribute<Integer> TCA_FLOWER_KEY_ICMPV4_TYPE_MASK =
            TCA_FLOWER.u8(52, "TCA_FLOWER_KEY_ICMPV4_TYPE_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_ICMPV6_CODE = TCA_FLOWER.u8(53, "TCA_FLOWER_KEY_ICMPV6_CODE");
    public static final Attribute<Integer> TCA_FLOWER_KEY_ICMPV6_CODE_MASK =
            TCA_FLOWER.u8(54, "TCA_FLOWER_KEY_ICMPV6_CODE_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_ICMPV6_TYPE = TCA_FLOWER.u8(55, "TCA_FLOWER_KEY_ICMPV6_TYPE");
    public static final Attribute<Integer> TCA_FLOWER_KEY_ICMPV6_TYPE_MASK =
            TCA_FLOWER.u8(56, "TCA_FLOWER_KEY_ICMPV6_TYPE_MASK");
    public static final Attribute<InetAddress> TCA_FLOWER_KEY_ARP_SIP =
            TCA_FLOWER.address(57, "TCA_FLOWER_KEY_ARP_SIP");
    public static final Attribute<InetAddress> TCA_FLOWER_KEY_ARP_SIP_MASK =
            TCA_FLOWER.address(58, "TCA_FLOWER_KEY_ARP_SIP_MASK");
    public static final Attribute<InetAddress> TCA_FLOWER_KEY_ARP_TIP =
            TCA_FLOWER.address(59, "TCA_FLOWER_KEY_ARP_TIP");
    public static final Attribute<InetAddress> TCA_FLOWER_KEY_ARP_TIP_MASK =
            TCA_FLOWER.address(60, "TCA_FLOWER_KEY_ARP_TIP_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_ARP_OP = TCA_FLOWER.u8(61, "TCA_FLOWER_KEY_ARP_OP");
    public static final Attribute<Integer> TCA_FLOWER_KEY_ARP_OP_MASK = TCA_FLOWER.u8(62, "TCA_FLOWER_KEY_ARP_OP_MASK");
    public static final Attribute<MacAddress> TCA_FLOWER_KEY_ARP_SHA = TCA_FLOWER.mac(63, "TCA_FLOWER_KEY_ARP_SHA");
    public static final Attribute<MacAddress> TCA_FLOWER_KEY_ARP_SHA_MASK =
            TCA_FLOWER.mac(64, "TCA_FLOWER_KEY_ARP_SHA_MASK");
    public static final Attribute<MacAddress> TCA_FLOWER_KEY_ARP_THA = TCA_FLOWER.mac(65, "TCA_FLOWER_KEY_ARP_THA");
    public static final Attribute<MacAddress> TCA_FLOWER_KEY_ARP_THA_MASK =
            TCA_FLOWER.mac(66, "TCA_FLOWER_KEY_ARP_THA_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_TCP_FLAGS = TCA_FLOWER.be16(71, "TCA_FLOWER_KEY_TCP_FLAGS");
    public static final Attribute<Integer> TCA_FLOWER_KEY_TCP_FLAGS_MASK =
            TCA_FLOWER.be16(72, "TCA_FLOWER_KEY_TCP_FLAGS_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_IP_TOS = TCA_FLOWER.u8(73, "TCA_FLOWER_KEY_IP_TOS");
    public static final Attribute<Integer> TCA_FLOWER_KEY_IP_TOS_MASK = TCA_FLOWER.u8(74, "TCA_FLOWER_KEY_IP_TOS_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_IP_TTL = TCA_FLOWER.u8(75, "TCA_FLOWER_KEY_IP_TTL");
    public static final Attribute<Integer> TCA_FLOWER_KEY_IP_TTL_MASK = TCA_FLOWER.u8(76, "TCA_FLOWER_KEY_IP_TTL_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_ENC_IP_TOS = TCA_FLOWER.u8(80, "TCA_FLOWER_KEY_ENC_IP_TOS");
    public static final Attribute<Integer> TCA_FLOWER_KEY_ENC_IP_TOS_MASK =
            TCA_FLOWER.u8(81, "TCA_FLOWER_KEY_ENC_IP_TOS_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_ENC_IP_TTL = TCA_FLOWER.u8(82, "TCA_FLOWER_KEY_ENC_IP_TTL");
    public static final Attribute<Integer> TCA_FLOWER_KEY_ENC_IP_TTL_MASK =
            TCA_FLOWER.u8(83, "TCA_FLOWER_KEY_ENC_IP_TTL_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_CT_STATE = TCA_FLOWER.u16(91, "TCA_FLOWER_KEY_CT_STATE");
    public static final Attribute<Integer> TCA_FLOWER_KEY_CT_STATE_MASK =
            TCA_FLOWER.u16(92, "TCA_FLOWER_KEY_CT_STATE_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_CT_ZONE = TCA_FLOWER.u16(93, "TCA_FLOWER_KEY_CT_ZONE");
    public static final Attribute<Integer> TCA_FLOWER_KEY_CT_ZONE_MASK =
            TCA_FLOWER.u16(94, "TCA_FLOWER_KEY_CT_ZONE_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_CT_MARK = TCA_FLOWER.u32(95, "TCA_FLOWER_KEY_CT_MARK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_CT_MARK_MASK =
            TCA_FLOWER.u32(96, "TCA_FLOWER_KEY_CT_MARK_MASK");
    public static final Attribute<byte[]> TCA_FLOWER_KEY_CT_LABELS = TCA_FLOWER.bytes(97, "TCA_FLOWER_KEY_CT_LABELS");
    public static final Attribute<byte[]> TCA_FLOWER_KEY_CT_LABELS_MASK =
            TCA_FLOWER.bytes(98, "TCA_FLOWER_KEY_CT_LABELS_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_HASH = TCA_FLOWER.u32(100, "TCA_FLOWER_KEY_HASH");
    public static final Attribute<Integer> TCA_FLOWER_KEY_HASH_MASK = TCA_FLOWER.u32(101, "TCA_FLOWER_KEY_HASH_MASK");
    public static final Attribute<Integer> TCA_FLOWER_KEY_MPLS_TTL = TCA_FLOWER.u8(67, "TCA_FLOWER_KEY_MPLS_TTL");
    public static final Attribute<Integer> TCA_FLOWER_KEY_MPLS_BOS = TCA_FLOWER.u8(68, "TCA_FLOWER_KEY_MPLS_BOS");
    public static final Attribute<Integer> TCA_FLOWER_KEY_MPLS_TC = TCA_FLOWER.u8(69, "TCA_FLOWER_KEY_MPLS_TC");
    public static final Attribute<Integer> TCA_FLOWER_KEY_MPLS_LABEL = TCA_FLOWER.u32(70, "TCA_FLOWER_KEY_MPLS_LABEL");
    public static final Attribute<Integer> TCA_FLOWER_KEY_CVLAN_ID = TCA_FLOWER.u16(77, "TCA_FLOWER_KEY_CVLAN_ID");
    public static final Attribute<Integer> TCA_FLOWER_KEY_CVLAN_PRIO = TCA_FLOWER.u8(78, "TCA_FLOWER_KEY_CVLAN_PRIO");
    public static final Attribute<Integer> TCA_FLOWER_KEY_CVLAN_ETH_TYPE =
            TCA_FLOWER.be16(79, "TCA_FLOWER_KEY_CVLAN_ETH_TYPE");
    public static final Attribute<byte[]> TCA_FLOWER_KEY_ENC_OPTS = TCA_FLOWER.bytes(84, "TCA_FLOWER_KEY_ENC_OPTS");
    public static final Attribute<byte[]> TCA_FLOWER_KEY_ENC_OPTS_MASK =
            TCA_FLOWER.bytes(85, "TCA_FLOWER_KEY_ENC_OPTS_MASK");
    public static final Attribute<Integer> TCA_FLOWER_IN_HW_COUNT = TCA_FLOWER.u32(86, "TCA_FLOWER_IN_HW_COUNT");
    public static final Attribute<Integer> TCA_FLOWER_KEY_PORT_SRC_MIN =
            TCA_FLOWER.be16(87, "TCA_FLOWER_KEY_PORT_SRC_MIN");
    public static final Attribute<Integer> TCA_FLOWER_KEY_PORT_SRC_MAX =
            TCA_FLOWER.be16(88, "TCA_FLOWER_KEY_PORT_SRC_MAX");
    public static final Attribute<Integer> TCA_FLOWER_KEY_PORT_DST_MIN =
            TCA_FLOWER.be16(89, "TCA_FLOWER_KEY_PORT_DST_MIN");
    public static final Attribute<Integer> TCA_FLOWER_KEY_PORT_DST_MAX =
            TCA_FLOWER.be16(90, "TCA_FLOWER_KEY_PORT_DST_MAX");
    public static final Attribute<Integer> TCA_FLOWER_KEY_NUM_OF_VLANS =
            TCA_FLOWER.u8(102, "TCA_FLOWER_KEY_NUM_OF_VLANS");
    public static final Attribute<Integer> TCA_FLOWER_KEY_PPPOE_SID = TCA_FLOWER.be16(103, "TCA_FLOWER_KEY_PPPOE_SID");
    public static final Attribute<Integer> TCA_FLOWER_KEY_PPP_PROTO = TCA_FLOWER.be16(104, "TCA_FLOWER_KEY_PPP_PROTO");
    public static final Attribute<Integer> TCA_FLOWER_KEY_L2TPV3_SID =
            TCA_FLOWER.be32(105, "TCA_FLOWER_KEY_L2TPV3_SID");

    public static final AttributeTable TCA_MATCHALL = new AttributeTable("TCA_MATCHALL");
    public static final Attribute<Integer> TCA_MATCHALL_CLASSID = TCA_MATCHALL.u32(1, "TCA_MATCHALL_CLASSID");
    public static final Attribute<Attributes> TCA_MATCHALL_ACT =
            TCA_MATCHALL.nested(2, "TCA_MATCHALL_ACT", TCA_ACT_TAB);
    public static final Attribute<Integer> TCA_MATCHALL_FLAGS = TCA_MATCHALL.u32(3, "TCA_MATCHALL_FLAGS");
    public static final Attribute<byte[]> TCA_MATCHALL_PCNT = TCA_MATCHALL.bytes(4, "TCA_MATCHALL_PCNT");

    private PktCls() {}
}
