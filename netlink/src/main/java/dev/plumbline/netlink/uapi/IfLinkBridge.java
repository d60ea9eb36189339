package dev.plumbline.netlink.uapi;

import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import java.util.List;

/**
 * The bridge section of linux/if_link.h: IFLA_BR_* of a bridge, IFLA_BRPORT_* of its ports. Times are in hundredths of
 * a second (USER_HZ).
 */
public final class IfLinkBridge {
    public static final AttributeTable IFLA_BR = new AttributeTable("IFLA_BR");
    public static final Attribute<Integer> IFLA_BR_FORWARD_DELAY = IFLA_BR.u32(1, "IFLA_BR_FORWARD_DELAY");
    public static final Attribute<Integer> IFLA_BR_HELLO_TIME = IFLA_BR.u32(2, "IFLA_BR_HELLO_TIME");
    public static final Attribute<Integer> IFLA_BR_MAX_AGE = IFLA_BR.u32(3, "IFLA_BR_MAX_AGE");
    public static final Attribute<Integer> IFLA_BR_AGEING_TIME = IFLA_BR.u32(4, "IFLA_BR_AGEING_TIME");
    public static final Attribute<Integer> IFLA_BR_STP_STATE = IFLA_BR.u32(5, "IFLA_BR_STP_STATE");
    public static final Attribute<Integer> IFLA_BR_PRIORITY = IFLA_BR.u16(6, "IFLA_BR_PRIORITY");
    public static final Attribute<Integer> IFLA_BR_VLAN_FILTERING = IFLA_BR.u8(7, "IFLA_BR_VLAN_FILTERING");
    public static final Attribute<Integer> IFLA_BR_VLAN_PROTOCOL = IFLA_BR.be16(8, "IFLA_BR_VLAN_PROTOCOL");
    public static final Attribute<Integer> IFLA_BR_GROUP_FWD_MASK = IFLA_BR.u16(9, "IFLA_BR_GROUP_FWD_MASK");
    public static final Attribute<byte[]> IFLA_BR_ROOT_ID = IFLA_BR.bytes(10, "IFLA_BR_ROOT_ID");
    public static final Attribute<byte[]> IFLA_BR_BRIDGE_ID = IFLA_BR.bytes(11, "IFLA_BR_BRIDGE_ID");
    public static final Attribute<Integer> IFLA_BR_ROOT_PORT = IFLA_BR.u16(12, "IFLA_BR_ROOT_PORT");
    public static final Attribute<Integer> IFLA_BR_ROOT_PATH_COST = IFLA_BR.u32(13, "IFLA_BR_ROOT_PATH_COST");
    public static final Attribute<Integer> IFLA_BR_TOPOLOGY_CHANGE = IFLA_BR.u8(14, "IFLA_BR_TOPOLOGY_CHANGE");
    public static final Attribute<Integer> IFLA_BR_TOPOLOGY_CHANGE_DETECTED =
            IFLA_BR.u8(15, "IFLA_BR_TOPOLOGY_CHANGE_DETECTED");
    public static final Attribute<Long> IFLA_BR_HELLO_TIMER = IFLA_BR.u64(16, "IFLA_BR_HELLO_TIMER");
    public static final Attribute<Long> IFLA_BR_TCN_TIMER = IFLA_BR.u64(17, "IFLA_BR_TCN_TIMER");
    public static final Attribute<Long> IFLA_BR_TOPOLOGY_CHANGE_TIMER =
            IFLA_BR.u64(18, "IFLA_BR_TOPOLOGY_CHANGE_TIMER");
    public static final Attribute<Long> IFLA_BR_GC_TIMER = IFLA_BR.u64(19, "IFLA_BR_GC_TIMER");
    public static final Attribute<MacAddress> IFLA_BR_GROUP_ADDR = IFLA_BR.mac(20, "IFLA_BR_GROUP_ADDR");
    public static final Attribute<Boolean> IFLA_BR_FDB_FLUSH = IFLA_BR.flag(21, "IFLA_BR_FDB_FLUSH");
    public static final Attribute<Integer> IFLA_BR_MCAST_ROUTER = IFLA_BR.u8(22, "IFLA_BR_MCAST_ROUTER");
    public static final Attribute<Integer> IFLA_BR_MCAST_SNOOPING = IFLA_BR.u8(23, "IFLA_BR_MCAST_SNOOPING");
    public static final Attribute<Integer> IFLA_BR_MCAST_QUERY_USE_IFADDR =
            IFLA_BR.u8(24, "IFLA_BR_MCAST_QUERY_USE_IFADDR");
    public static final Attribute<Integer> IFLA_BR_MCAST_QUERIER = IFLA_BR.u8(25, "IFLA_BR_MCAST_QUERIER");
    public static final Attribute<Integer> IFLA_BR_MCAST_HASH_ELASTICITY =
            IFLA_BR.u32(26, "IFLA_BR_MCAST_HASH_ELASTICITY");
    public static final Attribute<Integer> IFLA_BR_MCAST_HASH_MAX = IFLA_BR.u32(27, "IFLA_BR_MCAST_HASH_MAX");
    public static final Attribute<Integer> IFLA_BR_MCAST_LAST_MEMBER_CNT =
            IFLA_BR.u32(28, "IFLA_BR_MCAST_LAST_MEMBER_CNT");
    public static final Attribute<Integer> IFLA_BR_MCAST_STARTUP_QUERY_CNT =
            IFLA_BR.u32(29, "IFLA_BR_MCAST_STARTUP_QUERY_CNT");
    public static final Attribute<Long> IFLA_BR_MCAST_LAST_MEMBER_INTVL =
            IFLA_BR.u64(30, "IFLA_BR_MCAST_LAST_MEMBER_INTVL");
    public static final Attribute<Long> IFLA_BR_MCAST_MEMBERSHIP_INTVL =
            IFLA_BR.u64(31, "IFLA_BR_MCAST_MEMBERSHIP_INTVL");
    public static final Attribute<Long> IFLA_BR_MCAST_QUERIER_INTVL = IFLA_BR.u64(32, "IFLA_BR_MCAST_QUERIER_INTVL");
    public static final Attribute<Long> IFLA_BR_MCAST_QUERY_INTVL = IFLA_BR.u64(33, "IFLA_BR_MCAST_QUERY_INTVL");
    public static final Attribute<Long> IFLA_BR_MCAST_QUERY_RESPONSE_INTVL =
            IFLA_BR.u64(34, "IFLA_BR_MCAST_QUERY_RESPONSE_INTVL");
    public static final Attribute<Long> IFLA_BR_MCAST_STARTUP_QUERY_INTVL =
            IFLA_BR.u64(35, "IFLA_BR_MCAST_STARTUP_QUERY_INTVL");
    public static final Attribute<Integer> IFLA_BR_NF_CALL_IPTABLES = IFLA_BR.u8(36, "IFLA_BR_NF_CALL_IPTABLES");
    public static final Attribute<Integer> IFLA_BR_NF_CALL_IP6TABLES = IFLA_BR.u8(37, "IFLA_BR_NF_CALL_IP6TABLES");
    public static final Attribute<Integer> IFLA_BR_NF_CALL_ARPTABLES = IFLA_BR.u8(38, "IFLA_BR_NF_CALL_ARPTABLES");
    public static final Attribute<Integer> IFLA_BR_VLAN_DEFAULT_PVID = IFLA_BR.u16(39, "IFLA_BR_VLAN_DEFAULT_PVID");
    public static final Attribute<Integer> IFLA_BR_VLAN_STATS_ENABLED = IFLA_BR.u8(41, "IFLA_BR_VLAN_STATS_ENABLED");
    public static final Attribute<Integer> IFLA_BR_MCAST_STATS_ENABLED = IFLA_BR.u8(42, "IFLA_BR_MCAST_STATS_ENABLED");
    public static final Attribute<Integer> IFLA_BR_MCAST_IGMP_VERSION = IFLA_BR.u8(43, "IFLA_BR_MCAST_IGMP_VERSION");
    public static final Attribute<Integer> IFLA_BR_MCAST_MLD_VERSION = IFLA_BR.u8(44, "IFLA_BR_MCAST_MLD_VERSION");
    public static final Attribute<Integer> IFLA_BR_VLAN_STATS_PER_PORT = IFLA_BR.u8(45, "IFLA_BR_VLAN_STATS_PER_PORT");
    public static final Attribute<List<Integer>> IFLA_BR_MULTI_BOOLOPT = IFLA_BR.u32s(46, "IFLA_BR_MULTI_BOOLOPT");
    public static final Attribute<byte[]> IFLA_BR_MCAST_QUERIER_STATE =
            IFLA_BR.bytes(47, "IFLA_BR_MCAST_QUERIER_STATE");

    public static final AttributeTable IFLA_BRPORT = new AttributeTable("IFLA_BRPORT");
    public static final Attribute<Integer> IFLA_BRPORT_STATE = IFLA_BRPORT.u8(1, "IFLA_BRPORT_STATE");
    public static final Attribute<Integer> IFLA_BRPORT_PRIORITY = IFLA_BRPORT.u16(2, "IFLA_BRPORT_PRIORITY");
    public static final Attribute<Integer> IFLA_BRPORT_COST = IFLA_BRPORT.u32(3, "IFLA_BRPORT_COST");
    public static final Attribute<Integer> IFLA_BRPORT_MODE = IFLA_BRPORT.u8(4, "IFLA_BRPORT_MODE");
    public static final Attribute<Integer> IFLA_BRPORT_GUARD = IFLA_BRPORT.u8(5, "IFLA_BRPORT_GUARD");
    public static final Attribute<Integer> IFLA_BRPORT_PROTECT = IFLA_BRPORT.u8(6, "IFLA_BRPORT_PROTECT");
    public static final Attribute<Integer> IFLA_BRPORT_FAST_LEAVE = IFLA_BRPORT.u8(7, "IFLA_BRPORT_FAST_LEAVE");
    public static final Attribute<Integer> IFLA_BRPORT_LEARNING = IFLA_BRPORT.u8(8, "IFLA_BRPORT_LEARNING");
    public static final Attribute<Integer> IFLA_BRPORT_UNICAST_FLOOD = IFLA_BRPORT.u8(9, "IFLA_BRPORT_UNICAST_FLOOD");
    public static final Attribute<Integer> IFLA_BRPORT_PROXYARP = IFLA_BRPORT.u8(10, "IFLA_BRPORT_PROXYARP");
    public static final Attribute<Integer> IFLA_BRPORT_LEARNING_SYNC = IFLA_BRPORT.u8(11, "IFLA_BRPORT_LEARNING_SYNC");
    public static final Attribute<Integer> IFLA_BRPORT_PROXYARP_WIFI = IFLA_BRPORT.u8(12, "IFLA_BRPORT_PROXYARP_WIFI");
    public static final Attribute<byte[]> IFLA_BRPORT_ROOT_ID = IFLA_BRPORT.bytes(13, "IFLA_BRPORT_ROOT_ID");
    public static final Attribute<byte[]> IFLA_BRPORT_BRIDGE_ID = IFLA_BRPORT.bytes(14, "IFLA_BRPORT_BRIDGE_ID");
    public static final Attribute<Integer> IFLA_BRPORT_DESIGNATED_PORT =
            IFLA_BRPORT.u16(15, "IFLA_BRPORT_DESIGNATED_PORT");
    public static final Attribute<Integer> IFLA_BRPORT_DESIGNATED_COST =
            IFLA_BRPORT.u16(16, "IFLA_BRPORT_DESIGNATED_COST");
    public static final Attribute<Integer> IFLA_BRPORT_ID = IFLA_BRPORT.u16(17, "IFLA_BRPORT_ID");
    public static final Attribute<Integer> IFLA_BRPORT_NO = IFLA_BRPORT.u16(18, "IFLA_BRPORT_NO");
    public static final Attribute<Integer> IFLA_BRPORT_TOPOLOGY_CHANGE_ACK =
            IFLA_BRPORT.u8(19, "IFLA_BRPORT_TOPOLOGY_CHANGE_ACK");
    public static final Attribute<Integer> IFLA_BRPORT_CONFIG_PENDING =
            IFLA_BRPORT.u8(20, "IFLA_BRPORT_CONFIG_PENDING");
    public static final Attribute<Long> IFLA_BRPORT_MESSAGE_AGE_TIMER =
            IFLA_BRPORT.u64(21, "IFLA_BRPORT_MESSAGE_AGE_TIMER");
    public static final Attribute<Long> IFLA_BRPORT_FORWARD_DELAY_TIMER =
            IFLA_BRPORT.u64(22, "IFLA_BRPORT_FORWARD_DELAY_TIMER");
    public static final Attribute<Long> IFLA_BRPORT_HOLD_TIMER = IFLA_BRPORT.u64(23, "IFLA_BRPORT_HOLD_TIMER");
    public static final Attribute<Boolean> IFLA_BRPORT_FLUSH = IFLA_BRPORT.flag(24, "IFLA_BRPORT_FLUSH");
    public static final Attribute<Integer> IFLA_BRPORT_MULTICAST_ROUTER =
            IFLA_BRPORT.u8(25, "IFLA_BRPORT_MULTICAST_ROUTER");
    public static final Attribute<Integer> IFLA_BRPORT_MCAST_FLOOD = IFLA_BRPORT.u8(27, "IFLA_BRPORT_MCAST_FLOOD");
    public static final Attribute<Integer> IFLA_BRPORT_MCAST_TO_UCAST =
            IFLA_BRPORT.u8(28, "IFLA_BRPORT_MCAST_TO_UCAST");
    public static final Attribute<Integer> IFLA_BRPORT_VLAN_TUNNEL = IFLA_BRPORT.u8(29, "IFLA_BRPORT_VLAN_TUNNEL");
    public static final Attribute<Integer> IFLA_BRPORT_BCAST_FLOOD = IFLA_BRPORT.u8(30, "IFLA_BRPORT_BCAST_FLOOD");
    public static final Attribute<Integer> IFLA_BRPORT_GROUP_FWD_MASK =
            IFLA_BRPORT.u16(31, "IFLA_BRPORT_GROUP_FWD_MASK");
    public static final Attribute<Integer> IFLA_BRPORT_NEIGH_SUPPRESS =
            IFLA_BRPORT.u8(32, "IFLA_BRPORT_NEIGH_SUPPRESS");
    public static final Attribute<Integer> IFLA_BRPORT_ISOLATED = IFLA_BRPORT.u8(33, "IFLA_BRPORT_ISOLATED");
    public static final Attribute<Integer> IFLA_BRPORT_BACKUP_PORT = IFLA_BRPORT.u32(34, "IFLA_BRPORT_BACKUP_PORT");
    public static final Attribute<Integer> IFLA_BRPORT_MRP_RING_OPEN = IFLA_BRPORT.u8(35, "IFLA_BRPORT_MRP_RING_OPEN");
    public static final Attribute<Integer> IFLA_BRPORT_MRP_IN_OPEN = IFLA_BRPORT.u8(36, "IFLA_BRPORT_MRP_IN_OPEN");
    public static final Attribute<Integer> IFLA_BRPORT_MCAST_EHT_HOSTS_LIMIT =
            IFLA_BRPORT.u32(37, "IFLA_BRPORT_MCAST_EHT_HOSTS_LIMIT");
    public static final Attribute<Integer> IFLA_BRPORT_MCAST_EHT_HOSTS_CNT =
            IFLA_BRPORT.u32(38, "IFLA_BRPORT_MCAST_EHT_HOSTS_CNT");
    public static final Attribute<Integer> IFLA_BRPORT_LOCKED = IFLA_BRPORT.u8(39, "IFLA_BRPORT_LOCKED");
    public static final Attribute<Integer> IFLA_BRPORT_MAB = IFLA_BRPORT.u8(40, "IFLA_BRPORT_MAB");
    public static final Attribute<Integer> IFLA_BRPORT_MCAST_N_GROUPS =
            IFLA_BRPORT.u32(41, "IFLA_BRPORT_MCAST_N_GROUPS");
    public static final Attribute<Integer> IFLA_BRPORT_MCAST_MAX_GROUPS =
            IFLA_BRPORT.u32(42, "IFLA_BRPORT_MCAST_MAX_GROUPS");
    public static final Attribute<Integer> IFLA_BRPORT_NEIGH_VLAN_SUPPRESS =
            IFLA_BRPORT.u8(43, "IFLA_BRPORT_NEIGH_VLAN_SUPPRESS");
    public static final Attribute<Integer> IFLA_BRPORT_BACKUP_NHID = IFLA_BRPORT.u32(44, "IFLA_BRPORT_BACKUP_NHID");

    private IfLinkBridge() {}
}
