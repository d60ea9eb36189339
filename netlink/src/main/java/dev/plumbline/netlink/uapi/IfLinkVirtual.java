package dev.plumbline.netlink.uapi;

import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import dev.plumbline.netlink.wire.Attributes;
import java.util.List;

/**
 * The sections of linux/if_link.h for links without hardware of their own: VLAN, MACVLAN and macvtap, IPVLAN and ipvtap,
 * VRF, HSR, MACSEC, XFRM, RMNET, tun.
 */
public final class IfLinkVirtual {
    public static final int MACVLAN_MODE_PRIVATE = 1;
    public static final int MACVLAN_MODE_VEPA = 2;
    public static final int MACVLAN_MODE_BRIDGE = 4;
    public static final int MACVLAN_MODE_PASSTHRU = 8;
    public static final int MACVLAN_MODE_SOURCE = 16;

    public static final int MACVLAN_FLAG_NOPROMISC = 1;
    public static final int MACVLAN_FLAG_NODST = 2;
    public static final int MACVLAN_MACADDR_ADD = 0;
    public static final int MACVLAN_MACADDR_DEL = 1;
    public static final int MACVLAN_MACADDR_FLUSH = 2;
    public static final int MACVLAN_MACADDR_SET = 3;

    public static final int IPVLAN_MODE_L2 = 0;
    public static final int IPVLAN_MODE_L3 = 1;
    public static final int IPVLAN_MODE_L3S = 2;
    public static final int IPVLAN_F_PRIVATE = 1;
    public static final int IPVLAN_F_VEPA = 2;

    public static final int VLAN_FLAG_REORDER_HDR = 1;
    public static final int VLAN_FLAG_GVRP = 2;
    public static final int VLAN_FLAG_LOOSE_BINDING = 4;
    public static final int VLAN_FLAG_MVRP = 8;
    public static final int VLAN_FLAG_BRIDGE_BINDING = 16;

    static final AttributeTable VLAN_QOS = new AttributeTable("IFLA_VLAN_QOS");
    public static final Attribute<List<Integer>> IFLA_VLAN_QOS_MAPPING = VLAN_QOS.u32s(1, "IFLA_VLAN_QOS_MAPPING");

    public static final AttributeTable IFLA_VLAN = new AttributeTable("IFLA_VLAN");
    public static final Attribute<Integer> IFLA_VLAN_ID = IFLA_VLAN.u16(1, "IFLA_VLAN_ID");
    public static final Attribute<List<Integer>> IFLA_VLAN_FLAGS = IFLA_VLAN.u32s(2, "IFLA_VLAN_FLAGS");
    public static final Attribute<Attributes> IFLA_VLAN_EGRESS_QOS =
            IFLA_VLAN.nested(3, "IFLA_VLAN_EGRESS_QOS", VLAN_QOS);
    public static final Attribute<Attributes> IFLA_VLAN_INGRESS_QOS =
            IFLA_VLAN.nested(4, "IFLA_VLAN_INGRESS_QOS", VLAN_QOS);
    public static final Attribute<Integer> IFLA_VLAN_PROTOCOL = IFLA_VLAN.be16(5, "IFLA_VLAN_PROTOCOL");

    // Holds IFLA_MACVLAN_MACADDR, any number of times.
    private static final AttributeTable MACADDR_DATA = new AttributeTable("IFLA_MACVLAN_MACADDR_DATA");

    public static final AttributeTable IFLA_MACVLAN = new AttributeTable("IFLA_MACVLAN");
    public static final Attribute<Integer> IFLA_MACVLAN_MODE = IFLA_MACVLAN.u32(1, "IFLA_MACVLAN_MODE");
    public static final Attribute<Integer> IFLA_MACVLAN_FLAGS = IFLA_MACVLAN.u16(2, "IFLA_MACVLAN_FLAGS");
    public static final Attribute<Integer> IFLA_MACVLAN_MACADDR_MODE = IFLA_MACVLAN.u32(3, "IFLA_MACVLAN_MACADDR_MODE");
    public static final Attribute<MacAddress> IFLA_MACVLAN_MACADDR = IFLA_MACVLAN.mac(4, "IFLA_MACVLAN_MACADDR");
    public static final Attribute<Attributes> IFLA_MACVLAN_MACADDR_DATA =
            IFLA_MACVLAN.nested(5, "IFLA_MACVLAN_MACADDR_DATA", MACADDR_DATA);
    public static final Attribute<Integer> IFLA_MACVLAN_MACADDR_COUNT =
            IFLA_MACVLAN.u32(6, "IFLA_MACVLAN_MACADDR_COUNT");
    public static final Attribute<Integer> IFLA_MACVLAN_BC_QUEUE_LEN = IFLA_MACVLAN.u32(7, "IFLA_MACVLAN_BC_QUEUE_LEN");
    public static final Attribute<Integer> IFLA_MACVLAN_BC_QUEUE_LEN_USED =
            IFLA_MACVLAN.u32(8, "IFLA_MACVLAN_BC_QUEUE_LEN_USED");
    public static final Attribute<Integer> IFLA_MACVLAN_BC_CUTOFF = IFLA_MACVLAN.u32(9, "IFLA_MACVLAN_BC_CUTOFF");

    public static final AttributeTable IFLA_IPVLAN = new AttributeTable("IFLA_IPVLAN");
    public static final Attribute<Integer> IFLA_IPVLAN_MODE = IFLA_IPVLAN.u16(1, "IFLA_IPVLAN_MODE");
    public static final Attribute<Integer> IFLA_IPVLAN_FLAGS = IFLA_IPVLAN.u16(2, "IFLA_IPVLAN_FLAGS");

    public static final AttributeTable IFLA_VRF = new AttributeTable("IFLA_VRF");
    public static final Attribute<Integer> IFLA_VRF_TABLE = IFLA_VRF.u32(1, "IFLA_VRF_TABLE");

    public static final AttributeTable IFLA_VRF_PORT = new AttributeTable("IFLA_VRF_PORT");
    public static final Attribute<Integer> IFLA_VRF_PORT_TABLE = IFLA_VRF_PORT.u32(1, "IFLA_VRF_PORT_TABLE");

    public static final AttributeTable IFLA_HSR = new AttributeTable("IFLA_HSR");
    public static final Attribute<Integer> IFLA_HSR_SLAVE1 = IFLA_HSR.u32(1, "IFLA_HSR_SLAVE1");
    public static final Attribute<Integer> IFLA_HSR_SLAVE2 = IFLA_HSR.u32(2, "IFLA_HSR_SLAVE2");
    public static final Attribute<Integer> IFLA_HSR_MULTICAST_SPEC = IFLA_HSR.u8(3, "IFLA_HSR_MULTICAST_SPEC");
    public static final Attribute<MacAddress> IFLA_HSR_SUPERVISION_ADDR = IFLA_HSR.mac(4, "IFLA_HSR_SUPERVISION_ADDR");
    public static final Attribute<Integer> IFLA_HSR_SEQ_NR = IFLA_HSR.u16(5, "IFLA_HSR_SEQ_NR");
    public static final Attribute<Integer> IFLA_HSR_VERSION = IFLA_HSR.u8(6, "IFLA_HSR_VERSION");
    public static final Attribute<Integer> IFLA_HSR_PROTOCOL = IFLA_HSR.u8(7, "IFLA_HSR_PROTOCOL");
    public static final Attribute<Integer> IFLA_HSR_INTERLINK = IFLA_HSR.u32(8, "IFLA_HSR_INTERLINK");

    public static final AttributeTable IFLA_MACSEC = new AttributeTable("IFLA_MACSEC");
    public static final Attribute<Long> IFLA_MACSEC_SCI = IFLA_MACSEC.be64(1, "IFLA_MACSEC_SCI");
    public static final Attribute<Integer> IFLA_MACSEC_PORT = IFLA_MACSEC.be16(2, "IFLA_MACSEC_PORT");
    public static final Attribute<Integer> IFLA_MACSEC_ICV_LEN = IFLA_MACSEC.u8(3, "IFLA_MACSEC_ICV_LEN");
    public static final Attribute<Long> IFLA_MACSEC_CIPHER_SUITE = IFLA_MACSEC.u64(4, "IFLA_MACSEC_CIPHER_SUITE");
    public static final Attribute<Integer> IFLA_MACSEC_WINDOW = IFLA_MACSEC.u32(5, "IFLA_MACSEC_WINDOW");
    public static final Attribute<Integer> IFLA_MACSEC_ENCODING_SA = IFLA_MACSEC.u8(6, "IFLA_MACSEC_ENCODING_SA");
    public static final Attribute<Integer> IFLA_MACSEC_ENCRYPT = IFLA_MACSEC.u8(7, "IFLA_MACSEC_ENCRYPT");
    public static final Attribute<Integer> IFLA_MACSEC_PROTECT = IFLA_MACSEC.u8(8, "IFLA_MACSEC_PROTECT");
    public static final Attribute<Integer> IFLA_MACSEC_INC_SCI = IFLA_MACSEC.u8(9, "IFLA_MACSEC_INC_SCI");
    public static final Attribute<Integer> IFLA_MACSEC_ES = IFLA_MACSEC.u8(10, "IFLA_MACSEC_ES");
    public static final Attribute<Integer> IFLA_MACSEC_SCB = IFLA_MACSEC.u8(11, "IFLA_MACSEC_SCB");
    public static final Attribute<Integer> IFLA_MACSEC_REPLAY_PROTECT =
            IFLA_MACSEC.u8(12, "IFLA_MACSEC_REPLAY_PROTECT");
    public static final Attribute<Integer> IFLA_MACSEC_VALIDATION = IFLA_MACSEC.u8(13, "IFLA_MACSEC_VALIDATION");
    public static final Attribute<Integer> IFLA_MACSEC_OFFLOAD = IFLA_MACSEC.u8(15, "IFLA_MACSEC_OFFLOAD");

    public static final AttributeTable IFLA_XFRM = new AttributeTable("IFLA_XFRM");
    public static final Attribute<Integer> IFLA_XFRM_LINK = IFLA_XFRM.u32(1, "IFLA_XFRM_LINK");
    public static final Attribute<Integer> IFLA_XFRM_IF_ID = IFLA_XFRM.u32(2, "IFLA_XFRM_IF_ID");
    public static final Attribute<Boolean> IFLA_XFRM_COLLECT_METADATA = IFLA_XFRM.flag(3, "IFLA_XFRM_COLLECT_METADATA");

    public static final AttributeTable IFLA_RMNET = new AttributeTable("IFLA_RMNET");
    public static final Attribute<Integer> IFLA_RMNET_MUX_ID = IFLA_RMNET.u16(1, "IFLA_RMNET_MUX_ID");
    public static final Attribute<List<Integer>> IFLA_RMNET_FLAGS = IFLA_RMNET.u32s(2, "IFLA_RMNET_FLAGS");

    public static final AttributeTable IFLA_TUN = new AttributeTable("IFLA_TUN");
    public static final Attribute<Integer> IFLA_TUN_OWNER = IFLA_TUN.u32(1, "IFLA_TUN_OWNER");
    public static final Attribute<Integer> IFLA_TUN_GROUP = IFLA_TUN.u32(2, "IFLA_TUN_GROUP");
    public static final Attribute<Integer> IFLA_TUN_TYPE = IFLA_TUN.u8(3, "IFLA_TUN_TYPE");
    public static final Attribute<Integer> IFLA_TUN_PI = IFLA_TUN.u8(4, "IFLA_TUN_PI");
    public static final Attribute<Integer> IFLA_TUN_VNET_HDR = IFLA_TUN.u8(5, "IFLA_TUN_VNET_HDR");
    public static final Attribute<Integer> IFLA_TUN_PERSIST = IFLA_TUN.u8(6, "IFLA_TUN_PERSIST");
    public static final Attribute<Integer> IFLA_TUN_MULTI_QUEUE = IFLA_TUN.u8(7, "IFLA_TUN_MULTI_QUEUE");
    public static final Attribute<Integer> IFLA_TUN_NUM_QUEUES = IFLA_TUN.u32(8, "IFLA_TUN_NUM_QUEUES");
    public static final Attribute<Integer> IFLA_TUN_NUM_DISABLED_QUEUES =
            IFLA_TUN.u32(9, "IFLA_TUN_NUM_DISABLED_QUEUES");

    private IfLinkVirtual() {}
}
