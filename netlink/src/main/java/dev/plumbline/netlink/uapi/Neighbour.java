package dev.plumbline.netlink.uapi;

import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import dev.plumbline.netlink.wire.Attributes;
import java.net.InetAddress;
import java.util.List;

/**
 * Neighbours and forwarding entries: linux/neighbour.h.
 */
public final class Neighbour {
    public static final int NTF_USE = 1;
    public static final int NTF_SELF = 2;
    public static final int NTF_MASTER = 4;
    public static final int NTF_PROXY = 8;
    public static final int NTF_EXT_LEARNED = 16;
    public static final int NTF_OFFLOADED = 32;
    public static final int NTF_STICKY = 64;
    public static final int NTF_ROUTER = 128;
    public static final int NTF_EXT_MANAGED = 1;
    public static final int NTF_EXT_LOCKED = 2;

    public static final int NUD_NONE = 0;
    public static final int NUD_INCOMPLETE = 1;
    public static final int NUD_REACHABLE = 2;
    public static final int NUD_STALE = 4;
    public static final int NUD_DELAY = 8;
    public static final int NUD_PROBE = 16;
    public static final int NUD_FAILED = 32;
    public static final int NUD_NOARP = 64;
    public static final int NUD_PERMANENT = 128;

    static final AttributeTable NFEA = new AttributeTable("NFEA");
    public static final Attribute<Integer> NFEA_ACTIVITY_NOTIFY = NFEA.u8(1, "NFEA_ACTIVITY_NOTIFY");
    public static final Attribute<Boolean> NFEA_DONT_REFRESH = NFEA.flag(2, "NFEA_DONT_REFRESH");

    public static final AttributeTable NDA = new AttributeTable("NDA");
    public static final Attribute<InetAddress> NDA_DST = NDA.address(1, "NDA_DST");
    public static final Attribute<MacAddress> NDA_LLADDR = NDA.mac(2, "NDA_LLADDR");
    public static final Attribute<List<Integer>> NDA_CACHEINFO = NDA.u32s(3, "NDA_CACHEINFO");
    public static final Attribute<Integer> NDA_PROBES = NDA.u32(4, "NDA_PROBES");
    public static final Attribute<Integer> NDA_VLAN = NDA.u16(5, "NDA_VLAN");
    public static final Attribute<Integer> NDA_PORT = NDA.be16(6, "NDA_PORT");
    public static final Attribute<Integer> NDA_VNI = NDA.u32(7, "NDA_VNI");
    public static final Attribute<Integer> NDA_IFINDEX = NDA.u32(8, "NDA_IFINDEX");
    public static final Attribute<Integer> NDA_MASTER = NDA.u32(9, "NDA_MASTER");
    public static final Attribute<Integer> NDA_LINK_NETNSID = NDA.u32(10, "NDA_LINK_NETNSID");
    public static final Attribute<Integer> NDA_SRC_VNI = NDA.u32(11, "NDA_SRC_VNI");
    public static final Attribute<Integer> NDA_PROTOCOL = NDA.u8(12, "NDA_PROTOCOL");
    public static final Attribute<Integer> NDA_NH_ID = NDA.u32(13, "NDA_NH_ID");
    public static final Attribute<Attributes> NDA_FDB_EXT_ATTRS = NDA.nested(14, "NDA_FDB_EXT_ATTRS", NFEA);
    public static final Attribute<Integer> NDA_FLAGS_EXT = NDA.u32(15, "NDA_FLAGS_EXT");
    public static final Attribute<Integer> NDA_NDM_STATE_MASK = NDA.u16(16, "NDA_NDM_STATE_MASK");
    public static final Attribute<Integer> NDA_NDM_FLAGS_MASK = NDA.u8(17, "NDA_NDM_FLAGS_MASK");

    private Neighbour() {}
}
