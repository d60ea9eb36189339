package dev.plumbline.netlink.uapi;

/**
 * Address families that rtnetlink messages name: linux/socket.h.
 */
public final class AddressFamily {
    public static final int AF_UNSPEC = 0;
    public static final int AF_INET = 2;
    public static final int AF_BRIDGE = 7;
    public static final int AF_INET6 = 10;
    public static final int AF_MPLS = 28;

    private AddressFamily() {}
}
