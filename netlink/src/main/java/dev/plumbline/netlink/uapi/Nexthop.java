package dev.plumbline.netlink.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import dev.plumbline.netlink.wire.Attributes;
import java.net.InetAddress;

/**
 * Next hops as objects: linux/nexthop.h. Timers are in hundredths of a second (USER_HZ).
 */
public final class Nexthop {
    public static final int NEXTHOP_GRP_TYPE_MPATH = 0;
    public static final int NEXTHOP_GRP_TYPE_RES = 1;

    static final AttributeTable NHA_RES = new AttributeTable("NHA_RES_GROUP");
    public static final Attribute<Integer> NHA_RES_GROUP_BUCKETS = NHA_RES.u16(1, "NHA_RES_GROUP_BUCKETS");
    public static final Attribute<Integer> NHA_RES_GROUP_IDLE_TIMER = NHA_RES.u32(2, "NHA_RES_GROUP_IDLE_TIMER");
    public static final Attribute<Integer> NHA_RES_GROUP_UNBALANCED_TIMER =
            NHA_RES.u32(3, "NHA_RES_GROUP_UNBALANCED_TIMER");
    public static final Attribute<Long> NHA_RES_GROUP_UNBALANCED_TIME = NHA_RES.u64(4, "NHA_RES_GROUP_UNBALANCED_TIME");

    public static final AttributeTable NHA = new AttributeTable("NHA");
    public static final Attribute<Integer> NHA_ID = NHA.u32(1, "NHA_ID");
    public static final Attribute<byte[]> NHA_GROUP = NHA.bytes(2, "NHA_GROUP");
    public static final Attribute<Integer> NHA_GROUP_TYPE = NHA.u16(3, "NHA_GROUP_TYPE");
    public static final Attribute<Boolean> NHA_BLACKHOLE = NHA.flag(4, "NHA_BLACKHOLE");
    public static final Attribute<Integer> NHA_OIF = NHA.u32(5, "NHA_OIF");
    public static final Attribute<InetAddress> NHA_GATEWAY = NHA.address(6, "NHA_GATEWAY");
    public static final Attribute<Integer> NHA_ENCAP_TYPE = NHA.u16(7, "NHA_ENCAP_TYPE");
    public static final Attribute<Attributes> NHA_ENCAP = NHA.nested(8, "NHA_ENCAP", new AttributeTable("NHA_ENCAP"));
    public static final Attribute<Boolean> NHA_GROUPS = NHA.flag(9, "NHA_GROUPS");
    public static final Attribute<Integer> NHA_MASTER = NHA.u32(10, "NHA_MASTER");
    public static final Attribute<Boolean> NHA_FDB = NHA.flag(11, "NHA_FDB");
    public static final Attribute<Attributes> NHA_RES_GROUP = NHA.nested(12, "NHA_RES_GROUP", NHA_RES);
    public static final Attribute<byte[]> NHA_RES_BUCKET = NHA.bytes(13, "NHA_RES_BUCKET");

    private Nexthop() {}
}
