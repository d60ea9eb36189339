package dev.plumbline.netlink.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import java.net.InetAddress;
import java.util.List;

/**
 * Addresses: linux/if_addr.h. Lifetimes are in seconds.
 */
public final class IfAddr {
    public static final int IFA_F_SECONDARY = 0x01;
    public static final int IFA_F_TEMPORARY = 0x01;
    public static final int IFA_F_NODAD = 0x02;
    public static final int IFA_F_OPTIMISTIC = 0x04;
    public static final int IFA_F_DADFAILED = 0x08;
    public static final int IFA_F_HOMEADDRESS = 0x10;
    public static final int IFA_F_DEPRECATED = 0x20;
    public static final int IFA_F_TENTATIVE = 0x40;
    public static final int IFA_F_PERMANENT = 0x80;
    public static final int IFA_F_MANAGETEMPADDR = 0x100;
    public static final int IFA_F_NOPREFIXROUTE = 0x200;
    public static final int IFA_F_MCAUTOJOIN = 0x400;
    public static final int IFA_F_STABLE_PRIVACY = 0x800;

    public static final int IFAPROT_UNSPEC = 0;
    public static final int IFAPROT_KERNEL_LO = 1;
    public static final int IFAPROT_KERNEL_RA = 2;
    public static final int IFAPROT_KERNEL_LL = 3;

    public static final AttributeTable IFA = new AttributeTable("IFA");
    public static final Attribute<InetAddress> IFA_ADDRESS = IFA.address(1, "IFA_ADDRESS");
    public static final Attribute<InetAddress> IFA_LOCAL = IFA.address(2, "IFA_LOCAL");
    public static final Attribute<String> IFA_LABEL = IFA.string(3, "IFA_LABEL");
    public static final Attribute<InetAddress> IFA_BROADCAST = IFA.address(4, "IFA_BROADCAST");
    public static final Attribute<InetAddress> IFA_ANYCAST = IFA.address(5, "IFA_ANYCAST");
    public static final Attribute<List<Integer>> IFA_CACHEINFO = IFA.u32s(6, "IFA_CACHEINFO");
    public static final Attribute<InetAddress> IFA_MULTICAST = IFA.address(7, "IFA_MULTICAST");
    public static final Attribute<Integer> IFA_FLAGS = IFA.u32(8, "IFA_FLAGS");
    public static final Attribute<Integer> IFA_RT_PRIORITY = IFA.u32(9, "IFA_RT_PRIORITY");
    public static final Attribute<Integer> IFA_TARGET_NETNSID = IFA.u32(10, "IFA_TARGET_NETNSID");
    public static final Attribute<Integer> IFA_PROTO = IFA.u8(11, "IFA_PROTO");

    private IfAddr() {}
}
