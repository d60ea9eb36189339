package dev.plumbline.tc.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import dev.plumbline.netlink.wire.Attributes;

/** {@code linux/rtnetlink.h}, its part for traffic control. */
public final class RtnetlinkTc {
    public static final int RTM_NEWQDISC = 36;
    public static final int RTM_DELQDISC = 37;
    public static final int RTM_GETQDISC = 38;
    public static final int RTM_NEWTCLASS = 40;
    public static final int RTM_DELTCLASS = 41;
    public static final int RTM_GETTCLASS = 42;
    public static final int RTM_NEWTFILTER = 44;
    public static final int RTM_DELTFILTER = 45;
    public static final int RTM_GETTFILTER = 46;
    public static final int RTM_NEWACTION = 48;
    public static final int RTM_DELACTION = 49;
    public static final int RTM_GETACTION = 50;
    public static final int RTM_NEWCHAIN = 100;
    public static final int RTM_DELCHAIN = 101;
    public static final int RTM_GETCHAIN = 102;

    public static final int TCMSG_LENGTH = 20;
    public static final int TCM_IFINDEX_MAGIC_BLOCK = 0xffffffff;

    public static final AttributeTable TCA_STAB_ATTRIBUTES = new AttributeTable("TCA_STAB_ATTRIBUTES");
    public static final Attribute<byte[]> TCA_STAB_BASE = TCA_STAB_ATTRIBUTES.bytes(1, "TCA_STAB_BASE");
    public static final Attribute<byte[]> TCA_STAB_DATA = TCA_STAB_ATTRIBUTES.bytes(2, "TCA_STAB_DATA");

    /** What is inside depends on the kind; the tables are in {@link PktSched} and {@link PktCls}. */
    public static final AttributeTable TCA_OPTIONS_OF_A_KIND = new AttributeTable("TCA_OPTIONS_OF_A_KIND");

    /** Actions by their place, 1 to 32. */
    public static final AttributeTable TCA_ACT_TAB = new AttributeTable("TCA_ACT_TAB");

    public static final AttributeTable TCA = new AttributeTable("TCA");
    public static final Attribute<String> TCA_KIND = TCA.string(1, "TCA_KIND");
    public static final Attribute<Attributes> TCA_OPTIONS = TCA.nested(2, "TCA_OPTIONS", TCA_OPTIONS_OF_A_KIND);
    /** The same for the kinds whose options begin with a C structure. */
    public static final Attribute<byte[]> TCA_OPTIONS_STRUCT = TCA.bytes(2, "TCA_OPTIONS");

    public static final Attribute<byte[]> TCA_STATS = TCA.bytes(3, "TCA_STATS");
    public static final Attribute<byte[]> TCA_XSTATS = TCA.bytes(4, "TCA_XSTATS");
    public static final Attribute<byte[]> TCA_RATE = TCA.bytes(5, "TCA_RATE");
    public static final Attribute<byte[]> TCA_STATS2 = TCA.bytes(7, "TCA_STATS2");
    public static final Attribute<Attributes> TCA_STAB = TCA.nested(8, "TCA_STAB", TCA_STAB_ATTRIBUTES);
    public static final Attribute<Integer> TCA_CHAIN = TCA.u32(11, "TCA_CHAIN");
    public static final Attribute<Integer> TCA_HW_OFFLOAD = TCA.u8(12, "TCA_HW_OFFLOAD");
    public static final Attribute<Integer> TCA_INGRESS_BLOCK = TCA.u32(13, "TCA_INGRESS_BLOCK");
    public static final Attribute<Integer> TCA_EGRESS_BLOCK = TCA.u32(14, "TCA_EGRESS_BLOCK");
    public static final Attribute<String> TCA_EXT_WARN_MSG = TCA.string(16, "TCA_EXT_WARN_MSG");

    public static final AttributeTable TCA_ROOT = new AttributeTable("TCA_ROOT");
    public static final Attribute<Attributes> TCA_ROOT_TAB = TCA_ROOT.nested(1, "TCA_ROOT_TAB", TCA_ACT_TAB);
    public static final Attribute<byte[]> TCA_ROOT_FLAGS = TCA_ROOT.bytes(2, "TCA_ROOT_FLAGS");
    public static final Attribute<Integer> TCA_ROOT_COUNT = TCA_ROOT.u32(3, "TCA_ROOT_COUNT");

    private RtnetlinkTc() {}
}
