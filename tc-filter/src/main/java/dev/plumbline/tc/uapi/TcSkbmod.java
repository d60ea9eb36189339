package dev.plumbline.tc.uapi;

import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;

/** {@code linux/tc_act/tc_skbmod.h}. */
public final class TcSkbmod {
    public static final int SKBMOD_F_DMAC = 1;
    public static final int SKBMOD_F_SMAC = 2;
    public static final int SKBMOD_F_ETYPE = 4;
    public static final int SKBMOD_F_SWAPMAC = 8;
    public static final int SKBMOD_F_ECN = 16;

    public static final AttributeTable TCA_SKBMOD = new AttributeTable("TCA_SKBMOD");
    public static final Attribute<byte[]> TCA_SKBMOD_PARMS = TCA_SKBMOD.bytes(2, "TCA_SKBMOD_PARMS");
    public static final Attribute<MacAddress> TCA_SKBMOD_DMAC = TCA_SKBMOD.mac(3, "TCA_SKBMOD_DMAC");
    public static final Attribute<MacAddress> TCA_SKBMOD_SMAC = TCA_SKBMOD.mac(4, "TCA_SKBMOD_SMAC");
    public static final Attribute<Integer> TCA_SKBMOD_ETYPE = TCA_SKBMOD.u16(5, "TCA_SKBMOD_ETYPE");

    private TcSkbmod() {}
}
