package dev.plumbline.tc.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;

/** {@code linux/tc_act/tc_gact.h}. */
public final class TcGact {
    public static final int PGACT_NONE = 0;
    public static final int PGACT_NETRAND = 1;
    public static final int PGACT_DETERM = 2;

    public static final AttributeTable TCA_GACT = new AttributeTable("TCA_GACT");
    public static final Attribute<byte[]> TCA_GACT_PARMS = TCA_GACT.bytes(2, "TCA_GACT_PARMS");
    public static final Attribute<byte[]> TCA_GACT_PROB = TCA_GACT.bytes(3, "TCA_GACT_PROB");

    private TcGact() {}
}
