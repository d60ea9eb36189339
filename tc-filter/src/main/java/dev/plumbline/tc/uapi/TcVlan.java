package dev.plumbline.tc.uapi;

import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;

/** {@code linux/tc_act/tc_vlan.h}. */
public final class TcVlan {
    public static final int TCA_VLAN_ACT_POP = 1;
    public static final int TCA_VLAN_ACT_PUSH = 2;
    public static final int TCA_VLAN_ACT_MODIFY = 3;
    public static final int TCA_VLAN_ACT_POP_ETH = 4;
    public static final int TCA_VLAN_ACT_PUSH_ETH = 5;

    public static final AttributeTable TCA_VLAN = new AttributeTable("TCA_VLAN");
    public static final Attribute<byte[]> TCA_VLAN_PARMS = TCA_VLAN.bytes(2, "TCA_VLAN_PARMS");
    public static final Attribute<Integer> TCA_VLAN_PUSH_VLAN_ID = TCA_VLAN.u16(3, "TCA_VLAN_PUSH_VLAN_ID");
    public static final Attribute<Integer> TCA_VLAN_PUSH_VLAN_PROTOCOL =
            TCA_VLAN.be16(4, "TCA_VLAN_PUSH_VLAN_PROTOCOL");
    public static final Attribute<Integer> TCA_VLAN_PUSH_VLAN_PRIORITY = TCA_VLAN.u8(6, "TCA_VLAN_PUSH_VLAN_PRIORITY");
    public static final Attribute<MacAddress> TCA_VLAN_PUSH_ETH_DST = TCA_VLAN.mac(7, "TCA_VLAN_PUSH_ETH_DST");
    public static final Attribute<MacAddress> TCA_VLAN_PUSH_ETH_SRC = TCA_VLAN.mac(8, "TCA_VLAN_PUSH_ETH_SRC");

    private TcVlan() {}
}
