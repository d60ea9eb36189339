package dev.plumbline.netlink.uapi;

import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import dev.plumbline.netlink.wire.Attributes;
import java.net.InetAddress;
import java.util.List;

/**
 * The bonding section of linux/if_link.h. Intervals are in milliseconds.
 */
public final class IfLinkBond {
    public static final int BOND_MODE_ROUNDROBIN = 0;
    public static final int BOND_MODE_ACTIVEBACKUP = 1;
    public static final int BOND_MODE_XOR = 2;
    public static final int BOND_MODE_BROADCAST = 3;
    public static final int BOND_MODE_8023AD = 4;
    public static final int BOND_MODE_TLB = 5;
    public static final int BOND_MODE_ALB = 6;

    static final AttributeTable AD_INFO = new AttributeTable("IFLA_BOND_AD_INFO");
    public static final Attribute<Integer> IFLA_BOND_AD_INFO_AGGREGATOR =
            AD_INFO.u16(1, "IFLA_BOND_AD_INFO_AGGREGATOR");
    public static final Attribute<Integer> IFLA_BOND_AD_INFO_NUM_PORTS = AD_INFO.u16(2, "IFLA_BOND_AD_INFO_NUM_PORTS");
    public static final Attribute<Integer> IFLA_BOND_AD_INFO_ACTOR_KEY = AD_INFO.u16(3, "IFLA_BOND_AD_INFO_ACTOR_KEY");
    public static final Attribute<Integer> IFLA_BOND_AD_INFO_PARTNER_KEY =
            AD_INFO.u16(4, "IFLA_BOND_AD_INFO_PARTNER_KEY");
    public static final Attribute<MacAddress> IFLA_BOND_AD_INFO_PARTNER_MAC =
            AD_INFO.mac(5, "IFLA_BOND_AD_INFO_PARTNER_MAC");

    public static final AttributeTable IFLA_BOND = new AttributeTable("IFLA_BOND");
    public static final Attribute<Integer> IFLA_BOND_MODE = IFLA_BOND.u8(1, "IFLA_BOND_MODE");
    public static final Attribute<Integer> IFLA_BOND_ACTIVE_SLAVE = IFLA_BOND.u32(2, "IFLA_BOND_ACTIVE_SLAVE");
    public static final Attribute<Integer> IFLA_BOND_MIIMON = IFLA_BOND.u32(3, "IFLA_BOND_MIIMON");
    public static final Attribute<Integer> IFLA_BOND_UPDELAY = IFLA_BOND.u32(4, "IFLA_BOND_UPDELAY");
    public static final Attribute<Integer> IFLA_BOND_DOWNDELAY = IFLA_BOND.u32(5, "IFLA_BOND_DOWNDELAY");
    public static final Attribute<Integer> IFLA_BOND_USE_CARRIER = IFLA_BOND.u8(6, "IFLA_BOND_USE_CARRIER");
    public static final Attribute<Integer> IFLA_BOND_ARP_INTERVAL = IFLA_BOND.u32(7, "IFLA_BOND_ARP_INTERVAL");
    public static final Attribute<List<InetAddress>> IFLA_BOND_ARP_IP_TARGET =
            IFLA_BOND.addresses(8, "IFLA_BOND_ARP_IP_TARGET");
    public static final Attribute<Integer> IFLA_BOND_ARP_VALIDATE = IFLA_BOND.u32(9, "IFLA_BOND_ARP_VALIDATE");
    public static final Attribute<Integer> IFLA_BOND_ARP_ALL_TARGETS = IFLA_BOND.u32(10, "IFLA_BOND_ARP_ALL_TARGETS");
    public static final Attribute<Integer> IFLA_BOND_PRIMARY = IFLA_BOND.u32(11, "IFLA_BOND_PRIMARY");
    public static final Attribute<Integer> IFLA_BOND_PRIMARY_RESELECT = IFLA_BOND.u8(12, "IFLA_BOND_PRIMARY_RESELECT");
    public static final Attribute<Integer> IFLA_BOND_FAIL_OVER_MAC = IFLA_BOND.u8(13, "IFLA_BOND_FAIL_OVER_MAC");
    public static final Attribute<Integer> IFLA_BOND_XMIT_HASH_POLICY = IFLA_BOND.u8(14, "IFLA_BOND_XMIT_HASH_POLICY");
    public static final Attribute<Integer> IFLA_BOND_RESEND_IGMP = IFLA_BOND.u32(15, "IFLA_BOND_RESEND_IGMP");
    public static final Attribute<Integer> IFLA_BOND_NUM_PEER_NOTIF = IFLA_BOND.u8(16, "IFLA_BOND_NUM_PEER_NOTIF");
    public static final Attribute<Integer> IFLA_BOND_ALL_SLAVES_ACTIVE =
            IFLA_BOND.u8(17, "IFLA_BOND_ALL_SLAVES_ACTIVE");
    public static final Attribute<Integer> IFLA_BOND_MIN_LINKS = IFLA_BOND.u32(18, "IFLA_BOND_MIN_LINKS");
    public static final Attribute<Integer> IFLA_BOND_LP_INTERVAL = IFLA_BOND.u32(19, "IFLA_BOND_LP_INTERVAL");
    public static final Attribute<Integer> IFLA_BOND_PACKETS_PER_SLAVE =
            IFLA_BOND.u32(20, "IFLA_BOND_PACKETS_PER_SLAVE");
    public static final Attribute<Integer> IFLA_BOND_AD_LACP_RATE = IFLA_BOND.u8(21, "IFLA_BOND_AD_LACP_RATE");
    public static final Attribute<Integer> IFLA_BOND_AD_SELECT = IFLA_BOND.u8(22, "IFLA_BOND_AD_SELECT");
    public static final Attribute<Attributes> IFLA_BOND_AD_INFO = IFLA_BOND.nested(23, "IFLA_BOND_AD_INFO", AD_INFO);
    public static final Attribute<Integer> IFLA_BOND_AD_ACTOR_SYS_PRIO =
            IFLA_BOND.u16(24, "IFLA_BOND_AD_ACTOR_SYS_PRIO");
    public static final Attribute<Integer> IFLA_BOND_AD_USER_PORT_KEY = IFLA_BOND.u16(25, "IFLA_BOND_AD_USER_PORT_KEY");
    public static final Attribute<MacAddress> IFLA_BOND_AD_ACTOR_SYSTEM =
            IFLA_BOND.mac(26, "IFLA_BOND_AD_ACTOR_SYSTEM");
    public static final Attribute<Integer> IFLA_BOND_TLB_DYNAMIC_LB = IFLA_BOND.u8(27, "IFLA_BOND_TLB_DYNAMIC_LB");
    public static final Attribute<Integer> IFLA_BOND_PEER_NOTIF_DELAY = IFLA_BOND.u32(28, "IFLA_BOND_PEER_NOTIF_DELAY");
    public static final Attribute<Integer> IFLA_BOND_AD_LACP_ACTIVE = IFLA_BOND.u8(29, "IFLA_BOND_AD_LACP_ACTIVE");
    public static final Attribute<Integer> IFLA_BOND_MISSED_MAX = IFLA_BOND.u8(30, "IFLA_BOND_MISSED_MAX");
    public static final Attribute<List<InetAddress>> IFLA_BOND_NS_IP6_TARGET =
            IFLA_BOND.addresses(31, "IFLA_BOND_NS_IP6_TARGET");
    public static final Attribute<Integer> IFLA_BOND_COUPLED_CONTROL = IFLA_BOND.u8(32, "IFLA_BOND_COUPLED_CONTROL");

    public static final AttributeTable IFLA_BOND_SLAVE = new AttributeTable("IFLA_BOND_SLAVE");
    public static final Attribute<Integer> IFLA_BOND_SLAVE_STATE = IFLA_BOND_SLAVE.u8(1, "IFLA_BOND_SLAVE_STATE");
    public static final Attribute<Integer> IFLA_BOND_SLAVE_MII_STATUS =
            IFLA_BOND_SLAVE.u8(2, "IFLA_BOND_SLAVE_MII_STATUS");
    public static final Attribute<Integer> IFLA_BOND_SLAVE_LINK_FAILURE_COUNT =
            IFLA_BOND_SLAVE.u32(3, "IFLA_BOND_SLAVE_LINK_FAILURE_COUNT");
    public static final Attribute<MacAddress> IFLA_BOND_SLAVE_PERM_HWADDR =
            IFLA_BOND_SLAVE.mac(4, "IFLA_BOND_SLAVE_PERM_HWADDR");
    public static final Attribute<Integer> IFLA_BOND_SLAVE_QUEUE_ID =
            IFLA_BOND_SLAVE.u16(5, "IFLA_BOND_SLAVE_QUEUE_ID");
    public static final Attribute<Integer> IFLA_BOND_SLAVE_AD_AGGREGATOR_ID =
            IFLA_BOND_SLAVE.u16(6, "IFLA_BOND_SLAVE_AD_AGGREGATOR_ID");
    public static final Attribute<Integer> IFLA_BOND_SLAVE_AD_ACTOR_OPER_PORT_STATE =
            IFLA_BOND_SLAVE.u8(7, "IFLA_BOND_SLAVE_AD_ACTOR_OPER_PORT_STATE");
    public static final Attribute<Integer> IFLA_BOND_SLAVE_AD_PARTNER_OPER_PORT_STATE =
            IFLA_BOND_SLAVE.u16(8, "IFLA_BOND_SLAVE_AD_PARTNER_OPER_PORT_STATE");
    public static final Attribute<Integer> IFLA_BOND_SLAVE_PRIO = IFLA_BOND_SLAVE.u32(9, "IFLA_BOND_SLAVE_PRIO");
    public static final Attribute<Integer> IFLA_BOND_SLAVE_ACTOR_PORT_PRIO =
            IFLA_BOND_SLAVE.u16(10, "IFLA_BOND_SLAVE_ACTOR_PORT_PRIO");

    private IfLinkBond() {}
}
