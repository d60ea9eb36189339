package dev.plumbline.netlink.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import java.net.InetAddress;
import java.util.List;

/**
 * Policy routing rules: linux/fib_rules.h.
 */
public final class FibRules {
    public static final int FIB_RULE_PERMANENT = 1;
    public static final int FIB_RULE_INVERT = 2;
    public static final int FIB_RULE_UNRESOLVED = 4;
    public static final int FIB_RULE_IIF_DETACHED = 8;
    public static final int FIB_RULE_OIF_DETACHED = 16;

    public static final int FR_ACT_UNSPEC = 0;
    public static final int FR_ACT_TO_TBL = 1;
    public static final int FR_ACT_GOTO = 2;
    public static final int FR_ACT_NOP = 3;
    public static final int FR_ACT_BLACKHOLE = 6;
    public static final int FR_ACT_UNREACHABLE = 7;
    public static final int FR_ACT_PROHIBIT = 8;

    public static final AttributeTable FRA = new AttributeTable("FRA");
    public static final Attribute<InetAddress> FRA_DST = FRA.address(1, "FRA_DST");
    public static final Attribute<InetAddress> FRA_SRC = FRA.address(2, "FRA_SRC");
    public static final Attribute<String> FRA_IIFNAME = FRA.string(3, "FRA_IIFNAME");
    public static final Attribute<Integer> FRA_GOTO = FRA.u32(4, "FRA_GOTO");
    public static final Attribute<Integer> FRA_PRIORITY = FRA.u32(6, "FRA_PRIORITY");
    public static final Attribute<Integer> FRA_FWMARK = FRA.u32(10, "FRA_FWMARK");
    public static final Attribute<Integer> FRA_FLOW = FRA.u32(11, "FRA_FLOW");
    public static final Attribute<Long> FRA_TUN_ID = FRA.be64(12, "FRA_TUN_ID");
    public static final Attribute<Integer> FRA_SUPPRESS_IFGROUP = FRA.u32(13, "FRA_SUPPRESS_IFGROUP");
    public static final Attribute<Integer> FRA_SUPPRESS_PREFIXLEN = FRA.u32(14, "FRA_SUPPRESS_PREFIXLEN");
    public static final Attribute<Integer> FRA_TABLE = FRA.u32(15, "FRA_TABLE");
    public static final Attribute<Integer> FRA_FWMASK = FRA.u32(16, "FRA_FWMASK");
    public static final Attribute<String> FRA_OIFNAME = FRA.string(17, "FRA_OIFNAME");
    public static final Attribute<Integer> FRA_L3MDEV = FRA.u8(19, "FRA_L3MDEV");
    public static final Attribute<List<Integer>> FRA_UID_RANGE = FRA.u32s(20, "FRA_UID_RANGE");
    public static final Attribute<Integer> FRA_PROTOCOL = FRA.u8(21, "FRA_PROTOCOL");
    public static final Attribute<Integer> FRA_IP_PROTO = FRA.u8(22, "FRA_IP_PROTO");
    public static final Attribute<List<Integer>> FRA_SPORT_RANGE = FRA.u16s(23, "FRA_SPORT_RANGE");
    public static final Attribute<List<Integer>> FRA_DPORT_RANGE = FRA.u16s(24, "FRA_DPORT_RANGE");
    public static final Attribute<Integer> FRA_DSCP = FRA.u8(25, "FRA_DSCP");
    public static final Attribute<Integer> FRA_FLOWLABEL = FRA.be32(26, "FRA_FLOWLABEL");
    public static final Attribute<Integer> FRA_FLOWLABEL_MASK = FRA.be32(27, "FRA_FLOWLABEL_MASK");

    private FibRules() {}
}
