package dev.plumbline.netlink.uapi;

import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import dev.plumbline.netlink.wire.Attributes;
import java.net.InetAddress;
import java.util.List;

/**
 * Links: linux/if_link.h. The attributes of single kinds of link are in {@link IfLinkBridge}, {@link IfLinkBond},
 * {@link IfLinkVirtual} and {@link IfLinkTunnel}; RTEXT_FILTER_* is from linux/rtnetlink.h.
 */
public final class IfLink {
    public static final int RTEXT_FILTER_VF = 1;
    public static final int RTEXT_FILTER_BRVLAN = 2;
    public static final int RTEXT_FILTER_BRVLAN_COMPRESSED = 4;
    public static final int RTEXT_FILTER_SKIP_STATS = 8;
    public static final int RTEXT_FILTER_MRP = 16;
    public static final int RTEXT_FILTER_CFM_CONFIG = 32;
    public static final int RTEXT_FILTER_CFM_STATUS = 64;
    public static final int RTEXT_FILTER_MST = 128;

    public static final int IN6_ADDR_GEN_MODE_EUI64 = 0;
    public static final int IN6_ADDR_GEN_MODE_NONE = 1;
    public static final int IN6_ADDR_GEN_MODE_STABLE_PRIVACY = 2;
    public static final int IN6_ADDR_GEN_MODE_RANDOM = 3;

    public static final int IFLA_VF_LINK_STATE_AUTO = 0;
    public static final int IFLA_VF_LINK_STATE_ENABLE = 1;
    public static final int IFLA_VF_LINK_STATE_DISABLE = 2;

    public static final int XDP_FLAGS_UPDATE_IF_NOEXIST = 1;
    public static final int XDP_FLAGS_SKB_MODE = 2;
    public static final int XDP_FLAGS_DRV_MODE = 4;
    public static final int XDP_FLAGS_HW_MODE = 8;
    public static final int XDP_FLAGS_REPLACE = 16;

    static final AttributeTable IFLA_INFO = new AttributeTable("IFLA_INFO");
    public static final Attribute<String> IFLA_INFO_KIND = IFLA_INFO.text(1, "IFLA_INFO_KIND");
    public static final Attribute<Attributes> IFLA_INFO_DATA =
            IFLA_INFO.nested(2, "IFLA_INFO_DATA", new AttributeTable("IFLA_INFO_DATA"));
    public static final Attribute<byte[]> IFLA_INFO_XSTATS = IFLA_INFO.bytes(3, "IFLA_INFO_XSTATS");
    public static final Attribute<String> IFLA_INFO_SLAVE_KIND = IFLA_INFO.text(4, "IFLA_INFO_SLAVE_KIND");
    public static final Attribute<Attributes> IFLA_INFO_SLAVE_DATA =
            IFLA_INFO.nested(5, "IFLA_INFO_SLAVE_DATA", new AttributeTable("IFLA_INFO_SLAVE_DATA"));

    static final AttributeTable IFLA_INET6 = new AttributeTable("IFLA_INET6");
    public static final Attribute<Integer> IFLA_INET6_FLAGS = IFLA_INET6.u32(1, "IFLA_INET6_FLAGS");
    public static final Attribute<List<Integer>> IFLA_INET6_CONF = IFLA_INET6.u32s(2, "IFLA_INET6_CONF");
    public static final Attribute<byte[]> IFLA_INET6_STATS = IFLA_INET6.bytes(3, "IFLA_INET6_STATS");
    public static final Attribute<List<Integer>> IFLA_INET6_CACHEINFO = IFLA_INET6.u32s(5, "IFLA_INET6_CACHEINFO");
    public static final Attribute<byte[]> IFLA_INET6_ICMP6STATS = IFLA_INET6.bytes(6, "IFLA_INET6_ICMP6STATS");
    public static final Attribute<InetAddress> IFLA_INET6_TOKEN = IFLA_INET6.address(7, "IFLA_INET6_TOKEN");
    public static final Attribute<Integer> IFLA_INET6_ADDR_GEN_MODE = IFLA_INET6.u8(8, "IFLA_INET6_ADDR_GEN_MODE");
    public static final Attribute<Integer> IFLA_INET6_RA_MTU = IFLA_INET6.u32(9, "IFLA_INET6_RA_MTU");

    static final AttributeTable IFLA_INET = new AttributeTable("IFLA_INET");
    public static final Attribute<byte[]> IFLA_INET_CONF = IFLA_INET.bytes(1, "IFLA_INET_CONF");

    static final AttributeTable AF_SPEC = new AttributeTable("IFLA_AF_SPEC");
    public static final Attribute<Attributes> AF_SPEC_INET = AF_SPEC.nested(2, "AF_SPEC_INET", IFLA_INET);
    public static final Attribute<Attributes> AF_SPEC_INET6 = AF_SPEC.nested(10, "AF_SPEC_INET6", IFLA_INET6);

    static final AttributeTable PROP_LIST = new AttributeTable("IFLA_PROP_LIST");
    public static final Attribute<String> IFLA_ALT_IFNAME = PROP_LIST.string(53, "IFLA_ALT_IFNAME");

    static final AttributeTable VF_STATS = new AttributeTable("IFLA_VF_STATS");
    public static final Attribute<Long> IFLA_VF_STATS_RX_PACKETS = VF_STATS.u64(0, "IFLA_VF_STATS_RX_PACKETS");
    public static final Attribute<Long> IFLA_VF_STATS_TX_PACKETS = VF_STATS.u64(1, "IFLA_VF_STATS_TX_PACKETS");
    public static final Attribute<Long> IFLA_VF_STATS_RX_BYTES = VF_STATS.u64(2, "IFLA_VF_STATS_RX_BYTES");
    public static final Attribute<Long> IFLA_VF_STATS_TX_BYTES = VF_STATS.u64(3, "IFLA_VF_STATS_TX_BYTES");
    public static final Attribute<Long> IFLA_VF_STATS_BROADCAST = VF_STATS.u64(4, "IFLA_VF_STATS_BROADCAST");
    public static final Attribute<Long> IFLA_VF_STATS_MULTICAST = VF_STATS.u64(5, "IFLA_VF_STATS_MULTICAST");
    public static final Attribute<Long> IFLA_VF_STATS_RX_DROPPED = VF_STATS.u64(7, "IFLA_VF_STATS_RX_DROPPED");
    public static final Attribute<Long> IFLA_VF_STATS_TX_DROPPED = VF_STATS.u64(8, "IFLA_VF_STATS_TX_DROPPED");

    static final AttributeTable VF_VLAN = new AttributeTable("IFLA_VF_VLAN");
    public static final Attribute<byte[]> IFLA_VF_VLAN_INFO = VF_VLAN.bytes(1, "IFLA_VF_VLAN_INFO");

    static final AttributeTable VF = new AttributeTable("IFLA_VF");
    public static final Attribute<byte[]> IFLA_VF_MAC = VF.bytes(1, "IFLA_VF_MAC");
    public static final Attribute<List<Integer>> IFLA_VF_VLAN = VF.u32s(2, "IFLA_VF_VLAN");
    public static final Attribute<List<Integer>> IFLA_VF_TX_RATE = VF.u32s(3, "IFLA_VF_TX_RATE");
    public static final Attribute<List<Integer>> IFLA_VF_SPOOFCHK = VF.u32s(4, "IFLA_VF_SPOOFCHK");
    public static final Attribute<List<Integer>> IFLA_VF_LINK_STATE = VF.u32s(5, "IFLA_VF_LINK_STATE");
    public static final Attribute<List<Integer>> IFLA_VF_RATE = VF.u32s(6, "IFLA_VF_RATE");
    public static final Attribute<List<Integer>> IFLA_VF_RSS_QUERY_EN = VF.u32s(7, "IFLA_VF_RSS_QUERY_EN");
    public static final Attribute<Attributes> IFLA_VF_STATS = VF.nested(8, "IFLA_VF_STATS", VF_STATS);
    public static final Attribute<List<Integer>> IFLA_VF_TRUST = VF.u32s(9, "IFLA_VF_TRUST");
    public static final Attribute<byte[]> IFLA_VF_IB_NODE_GUID = VF.bytes(10, "IFLA_VF_IB_NODE_GUID");
    public static final Attribute<byte[]> IFLA_VF_IB_PORT_GUID = VF.bytes(11, "IFLA_VF_IB_PORT_GUID");
    public static final Attribute<Attributes> IFLA_VF_VLAN_LIST = VF.nested(12, "IFLA_VF_VLAN_LIST", VF_VLAN);
    public static final Attribute<byte[]> IFLA_VF_BROADCAST = VF.bytes(13, "IFLA_VF_BROADCAST");

    static final AttributeTable VF_LIST = new AttributeTable("IFLA_VFINFO_LIST");
    public static final Attribute<Attributes> IFLA_VF_INFO = VF_LIST.nested(1, "IFLA_VF_INFO", VF);

    static final AttributeTable XDP = new AttributeTable("IFLA_XDP");
    public static final Attribute<Integer> IFLA_XDP_FD = XDP.u32(1, "IFLA_XDP_FD");
    public static final Attribute<Integer> IFLA_XDP_ATTACHED = XDP.u8(2, "IFLA_XDP_ATTACHED");
    public static final Attribute<Integer> IFLA_XDP_FLAGS = XDP.u32(3, "IFLA_XDP_FLAGS");
    public static final Attribute<Integer> IFLA_XDP_PROG_ID = XDP.u32(4, "IFLA_XDP_PROG_ID");
    public static final Attribute<Integer> IFLA_XDP_DRV_PROG_ID = XDP.u32(5, "IFLA_XDP_DRV_PROG_ID");
    public static final Attribute<Integer> IFLA_XDP_SKB_PROG_ID = XDP.u32(6, "IFLA_XDP_SKB_PROG_ID");
    public static final Attribute<Integer> IFLA_XDP_HW_PROG_ID = XDP.u32(7, "IFLA_XDP_HW_PROG_ID");
    public static final Attribute<Integer> IFLA_XDP_EXPECTED_FD = XDP.u32(8, "IFLA_XDP_EXPECTED_FD");

    static final AttributeTable PROTO_DOWN_REASON = new AttributeTable("IFLA_PROTO_DOWN_REASON");
    public static final Attribute<Integer> IFLA_PROTO_DOWN_REASON_MASK =
            PROTO_DOWN_REASON.u32(1, "IFLA_PROTO_DOWN_REASON_MASK");
    public static final Attribute<Integer> IFLA_PROTO_DOWN_REASON_VALUE =
            PROTO_DOWN_REASON.u32(2, "IFLA_PROTO_DOWN_REASON_VALUE");

    public static final AttributeTable IFLA = new AttributeTable("IFLA");
    public static final Attribute<MacAddress> IFLA_ADDRESS = IFLA.mac(1, "IFLA_ADDRESS");
    public static final Attribute<MacAddress> IFLA_BROADCAST = IFLA.mac(2, "IFLA_BROADCAST");
    public static final Attribute<String> IFLA_IFNAME = IFLA.string(3, "IFLA_IFNAME");
    public static final Attribute<Integer> IFLA_MTU = IFLA.u32(4, "IFLA_MTU");
    public static final Attribute<Integer> IFLA_LINK = IFLA.u32(5, "IFLA_LINK");
    public static final Attribute<String> IFLA_QDISC = IFLA.string(6, "IFLA_QDISC");
    public static final Attribute<byte[]> IFLA_STATS = IFLA.bytes(7, "IFLA_STATS");
    public static final Attribute<byte[]> IFLA_COST = IFLA.bytes(8, "IFLA_COST");
    public static final Attribute<byte[]> IFLA_PRIORITY = IFLA.bytes(9, "IFLA_PRIORITY");
    public static final Attribute<Integer> IFLA_MASTER = IFLA.u32(10, "IFLA_MASTER");
    public static final Attribute<byte[]> IFLA_WIRELESS = IFLA.bytes(11, "IFLA_WIRELESS");
    public static final Attribute<Attributes> IFLA_PROTINFO =
            IFLA.nested(12, "IFLA_PROTINFO", IfLinkBridge.IFLA_BRPORT);
    public static final Attribute<Integer> IFLA_TXQLEN = IFLA.u32(13, "IFLA_TXQLEN");
    public static final Attribute<byte[]> IFLA_MAP = IFLA.bytes(14, "IFLA_MAP");
    public static final Attribute<Integer> IFLA_WEIGHT = IFLA.u32(15, "IFLA_WEIGHT");
    public static final Attribute<Integer> IFLA_OPERSTATE = IFLA.u8(16, "IFLA_OPERSTATE");
    public static final Attribute<Integer> IFLA_LINKMODE = IFLA.u8(17, "IFLA_LINKMODE");
    public static final Attribute<Attributes> IFLA_LINKINFO = IFLA.nested(18, "IFLA_LINKINFO", IFLA_INFO);
    public static final Attribute<Integer> IFLA_NET_NS_PID = IFLA.u32(19, "IFLA_NET_NS_PID");
    public static final Attribute<String> IFLA_IFALIAS = IFLA.text(20, "IFLA_IFALIAS");
    public static final Attribute<Integer> IFLA_NUM_VF = IFLA.u32(21, "IFLA_NUM_VF");
    public static final Attribute<Attributes> IFLA_VFINFO_LIST = IFLA.nested(22, "IFLA_VFINFO_LIST", VF_LIST);
    public static final Attribute<byte[]> IFLA_STATS64 = IFLA.bytes(23, "IFLA_STATS64");
    public static final Attribute<byte[]> IFLA_VF_PORTS = IFLA.bytes(24, "IFLA_VF_PORTS");
    public static final Attribute<byte[]> IFLA_PORT_SELF = IFLA.bytes(25, "IFLA_PORT_SELF");
    public static final Attribute<Attributes> IFLA_AF_SPEC = IFLA.nested(26, "IFLA_AF_SPEC", AF_SPEC);
    public static final Attribute<Integer> IFLA_GROUP = IFLA.u32(27, "IFLA_GROUP");
    public static final Attribute<Integer> IFLA_NET_NS_FD = IFLA.u32(28, "IFLA_NET_NS_FD");
    public static final Attribute<Integer> IFLA_EXT_MASK = IFLA.u32(29, "IFLA_EXT_MASK");
    public static final Attribute<Integer> IFLA_PROMISCUITY = IFLA.u32(30, "IFLA_PROMISCUITY");
    public static final Attribute<Integer> IFLA_NUM_TX_QUEUES = IFLA.u32(31, "IFLA_NUM_TX_QUEUES");
    public static final Attribute<Integer> IFLA_NUM_RX_QUEUES = IFLA.u32(32, "IFLA_NUM_RX_QUEUES");
    public static final Attribute<Integer> IFLA_CARRIER = IFLA.u8(33, "IFLA_CARRIER");
    public static final Attribute<byte[]> IFLA_PHYS_PORT_ID = IFLA.bytes(34, "IFLA_PHYS_PORT_ID");
    public static final Attribute<Integer> IFLA_CARRIER_CHANGES = IFLA.u32(35, "IFLA_CARRIER_CHANGES");
    public static final Attribute<byte[]> IFLA_PHYS_SWITCH_ID = IFLA.bytes(36, "IFLA_PHYS_SWITCH_ID");
    public static final Attribute<Integer> IFLA_LINK_NETNSID = IFLA.u32(37, "IFLA_LINK_NETNSID");
    public static final Attribute<String> IFLA_PHYS_PORT_NAME = IFLA.string(38, "IFLA_PHYS_PORT_NAME");
    public static final Attribute<Integer> IFLA_PROTO_DOWN = IFLA.u8(39, "IFLA_PROTO_DOWN");
    public static final Attribute<Integer> IFLA_GSO_MAX_SEGS = IFLA.u32(40, "IFLA_GSO_MAX_SEGS");
    public static final Attribute<Integer> IFLA_GSO_MAX_SIZE = IFLA.u32(41, "IFLA_GSO_MAX_SIZE");
    public static final Attribute<Attributes> IFLA_XDP = IFLA.nested(43, "IFLA_XDP", XDP);
    public static final Attribute<Integer> IFLA_EVENT = IFLA.u32(44, "IFLA_EVENT");
    public static final Attribute<Integer> IFLA_NEW_NETNSID = IFLA.u32(45, "IFLA_NEW_NETNSID");
    public static final Attribute<Integer> IFLA_TARGET_NETNSID = IFLA.u32(46, "IFLA_TARGET_NETNSID");
    public static final Attribute<Integer> IFLA_CARRIER_UP_COUNT = IFLA.u32(47, "IFLA_CARRIER_UP_COUNT");
    public static final Attribute<Integer> IFLA_CARRIER_DOWN_COUNT = IFLA.u32(48, "IFLA_CARRIER_DOWN_COUNT");
    public static final Attribute<Integer> IFLA_NEW_IFINDEX = IFLA.u32(49, "IFLA_NEW_IFINDEX");
    public static final Attribute<Integer> IFLA_MIN_MTU = IFLA.u32(50, "IFLA_MIN_MTU");
    public static final Attribute<Integer> IFLA_MAX_MTU = IFLA.u32(51, "IFLA_MAX_MTU");
    public static final Attribute<Attributes> IFLA_PROP_LIST = IFLA.nested(52, "IFLA_PROP_LIST", PROP_LIST);
    public static final Attribute<MacAddress> IFLA_PERM_ADDRESS = IFLA.mac(54, "IFLA_PERM_ADDRESS");
    public static final Attribute<Attributes> IFLA_PROTO_DOWN_REASON =
            IFLA.nested(55, "IFLA_PROTO_DOWN_REASON", PROTO_DOWN_REASON);
    public static final Attribute<String> IFLA_PARENT_DEV_NAME = IFLA.string(56, "IFLA_PARENT_DEV_NAME");
    public static final Attribute<String> IFLA_PARENT_DEV_BUS_NAME = IFLA.string(57, "IFLA_PARENT_DEV_BUS_NAME");
    public static final Attribute<Integer> IFLA_GRO_MAX_SIZE = IFLA.u32(58, "IFLA_GRO_MAX_SIZE");
    public static final Attribute<Integer> IFLA_TSO_MAX_SIZE = IFLA.u32(59, "IFLA_TSO_MAX_SIZE");
    public static final Attribute<Integer> IFLA_TSO_MAX_SEGS = IFLA.u32(60, "IFLA_TSO_MAX_SEGS");
    public static final Attribute<Integer> IFLA_ALLMULTI = IFLA.u32(61, "IFLA_ALLMULTI");
    public static final Attribute<byte[]> IFLA_DEVLINK_PORT = IFLA.bytes(62, "IFLA_DEVLINK_PORT");
    public static final Attribute<Integer> IFLA_GSO_IPV4_MAX_SIZE = IFLA.u32(63, "IFLA_GSO_IPV4_MAX_SIZE");
    public static final Attribute<Integer> IFLA_GRO_IPV4_MAX_SIZE = IFLA.u32(64, "IFLA_GRO_IPV4_MAX_SIZE");
    public static final Attribute<byte[]> IFLA_DPLL_PIN = IFLA.bytes(65, "IFLA_DPLL_PIN");

    private IfLink() {}
}
