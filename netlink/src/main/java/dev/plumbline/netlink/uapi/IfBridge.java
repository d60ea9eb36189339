package dev.plumbline.netlink.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import dev.plumbline.netlink.wire.Attributes;
import java.util.List;

/**
 * VLANs of bridges and their ports: linux/if_bridge.h.
 */
public final class IfBridge {
    public static final int BRIDGE_FLAGS_MASTER = 1;
    public static final int BRIDGE_FLAGS_SELF = 2;
    public static final int BRIDGE_MODE_VEB = 0;
    public static final int BRIDGE_MODE_VEPA = 1;
    public static final int BRIDGE_VLAN_INFO_MASTER = 1;
    public static final int BRIDGE_VLAN_INFO_PVID = 2;
    public static final int BRIDGE_VLAN_INFO_UNTAGGED = 4;
    public static final int BRIDGE_VLAN_INFO_RANGE_BEGIN = 8;
    public static final int BRIDGE_VLAN_INFO_RANGE_END = 16;
    public static final int BRIDGE_VLAN_INFO_BRENTRY = 32;
    public static final int BRIDGE_VLAN_INFO_ONLY_OPTS = 64;

    static final AttributeTable TUNNEL_INFO = new AttributeTable("IFLA_BRIDGE_VLAN_TUNNEL");
    public static final Attribute<Integer> IFLA_BRIDGE_VLAN_TUNNEL_ID =
            TUNNEL_INFO.u32(1, "IFLA_BRIDGE_VLAN_TUNNEL_ID");
    public static final Attribute<Integer> IFLA_BRIDGE_VLAN_TUNNEL_VID =
            TUNNEL_INFO.u16(2, "IFLA_BRIDGE_VLAN_TUNNEL_VID");
    public static final Attribute<Integer> IFLA_BRIDGE_VLAN_TUNNEL_FLAGS =
            TUNNEL_INFO.u16(3, "IFLA_BRIDGE_VLAN_TUNNEL_FLAGS");

    static final AttributeTable AF_SPEC = new AttributeTable("IFLA_AF_SPEC");
    public static final Attribute<Integer> IFLA_BRIDGE_FLAGS = AF_SPEC.u16(0, "IFLA_BRIDGE_FLAGS");
    public static final Attribute<Integer> IFLA_BRIDGE_MODE = AF_SPEC.u16(1, "IFLA_BRIDGE_MODE");
    public static final Attribute<List<Integer>> IFLA_BRIDGE_VLAN_INFO = AF_SPEC.u16s(2, "IFLA_BRIDGE_VLAN_INFO");
    public static final Attribute<Attributes> IFLA_BRIDGE_VLAN_TUNNEL_INFO =
            AF_SPEC.nested(3, "IFLA_BRIDGE_VLAN_TUNNEL_INFO", TUNNEL_INFO);

    public static final AttributeTable IFLA = new AttributeTable("IFLA");
    public static final Attribute<Attributes> IFLA_PROTINFO =
            IFLA.nested(12, "IFLA_PROTINFO", IfLinkBridge.IFLA_BRPORT);
    public static final Attribute<Attributes> IFLA_AF_SPEC = IFLA.nested(26, "IFLA_AF_SPEC", AF_SPEC);

    static final AttributeTable ENTRY = new AttributeTable("BRIDGE_VLANDB_ENTRY");
    public static final Attribute<List<Integer>> BRIDGE_VLANDB_ENTRY_INFO = ENTRY.u16s(1, "BRIDGE_VLANDB_ENTRY_INFO");
    public static final Attribute<Integer> BRIDGE_VLANDB_ENTRY_RANGE = ENTRY.u16(2, "BRIDGE_VLANDB_ENTRY_RANGE");
    public static final Attribute<Integer> BRIDGE_VLANDB_ENTRY_STATE = ENTRY.u8(3, "BRIDGE_VLANDB_ENTRY_STATE");
    public static final Attribute<byte[]> BRIDGE_VLANDB_ENTRY_TUNNEL_INFO =
            ENTRY.bytes(4, "BRIDGE_VLANDB_ENTRY_TUNNEL_INFO");
    public static final Attribute<byte[]> BRIDGE_VLANDB_ENTRY_STATS = ENTRY.bytes(5, "BRIDGE_VLANDB_ENTRY_STATS");
    public static final Attribute<Integer> BRIDGE_VLANDB_ENTRY_MCAST_ROUTER =
            ENTRY.u8(6, "BRIDGE_VLANDB_ENTRY_MCAST_ROUTER");
    public static final Attribute<Integer> BRIDGE_VLANDB_ENTRY_MCAST_N_GROUPS =
            ENTRY.u32(7, "BRIDGE_VLANDB_ENTRY_MCAST_N_GROUPS");
    public static final Attribute<Integer> BRIDGE_VLANDB_ENTRY_MCAST_MAX_GROUPS =
            ENTRY.u32(8, "BRIDGE_VLANDB_ENTRY_MCAST_MAX_GROUPS");
    public static final Attribute<Integer> BRIDGE_VLANDB_ENTRY_NEIGH_SUPPRESS =
            ENTRY.u8(9, "BRIDGE_VLANDB_ENTRY_NEIGH_SUPPRESS");

    static final AttributeTable GLOBAL = new AttributeTable("BRIDGE_VLANDB_GOPTS");
    public static final Attribute<Integer> BRIDGE_VLANDB_GOPTS_ID = GLOBAL.u16(1, "BRIDGE_VLANDB_GOPTS_ID");
    public static final Attribute<Integer> BRIDGE_VLANDB_GOPTS_RANGE = GLOBAL.u16(2, "BRIDGE_VLANDB_GOPTS_RANGE");
    public static final Attribute<Integer> BRIDGE_VLANDB_GOPTS_MCAST_SNOOPING =
            GLOBAL.u8(3, "BRIDGE_VLANDB_GOPTS_MCAST_SNOOPING");
    public static final Attribute<Integer> BRIDGE_VLANDB_GOPTS_MCAST_IGMP_VERSION =
            GLOBAL.u8(4, "BRIDGE_VLANDB_GOPTS_MCAST_IGMP_VERSION");
    public static final Attribute<Integer> BRIDGE_VLANDB_GOPTS_MCAST_MLD_VERSION =
            GLOBAL.u8(5, "BRIDGE_VLANDB_GOPTS_MCAST_MLD_VERSION");
    public static final Attribute<Integer> BRIDGE_VLANDB_GOPTS_MCAST_LAST_MEMBER_CNT =
            GLOBAL.u32(6, "BRIDGE_VLANDB_GOPTS_MCAST_LAST_MEMBER_CNT");
    public static final Attribute<Integer> BRIDGE_VLANDB_GOPTS_MCAST_STARTUP_QUERY_CNT =
            GLOBAL.u32(7, "BRIDGE_VLANDB_GOPTS_MCAST_STARTUP_QUERY_CNT");
    public static final Attribute<Long> BRIDGE_VLANDB_GOPTS_MCAST_LAST_MEMBER_INTVL =
            GLOBAL.u64(8, "BRIDGE_VLANDB_GOPTS_MCAST_LAST_MEMBER_INTVL");
    public static final Attribute<Long> BRIDGE_VLANDB_GOPTS_MCAST_MEMBERSHIP_INTVL =
            GLOBAL.u64(10, "BRIDGE_VLANDB_GOPTS_MCAST_MEMBERSHIP_INTVL");
    public static final Attribute<Long> BRIDGE_VLANDB_GOPTS_MCAST_QUERIER_INTVL =
            GLOBAL.u64(11, "BRIDGE_VLANDB_GOPTS_MCAST_QUERIER_INTVL");
    public static final Attribute<Long> BRIDGE_VLANDB_GOPTS_MCAST_QUERY_INTVL =
            GLOBAL.u64(12, "BRIDGE_VLANDB_GOPTS_MCAST_QUERY_INTVL");
    public static final Attribute<Long> BRIDGE_VLANDB_GOPTS_MCAST_QUERY_RESPONSE_INTVL =
            GLOBAL.u64(13, "BRIDGE_VLANDB_GOPTS_MCAST_QUERY_RESPONSE_INTVL");
    public static final Attribute<Long> BRIDGE_VLANDB_GOPTS_MCAST_STARTUP_QUERY_INTVL =
            GLOBAL.u64(14, "BRIDGE_VLANDB_GOPTS_MCAST_STARTUP_QUERY_INTVL");
    public static final Attribute<Integer> BRIDGE_VLANDB_GOPTS_MCAST_QUERIER =
            GLOBAL.u8(15, "BRIDGE_VLANDB_GOPTS_MCAST_QUERIER");

    public static final AttributeTable BRIDGE_VLANDB = new AttributeTable("BRIDGE_VLANDB");
    public static final Attribute<Attributes> BRIDGE_VLANDB_ENTRY =
            BRIDGE_VLANDB.nested(1, "BRIDGE_VLANDB_ENTRY", ENTRY);
    public static final Attribute<Attributes> BRIDGE_VLANDB_GLOBAL_OPTIONS =
            BRIDGE_VLANDB.nested(2, "BRIDGE_VLANDB_GLOBAL_OPTIONS", GLOBAL);

    private IfBridge() {}
}
