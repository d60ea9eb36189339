package dev.plumbline.tc.uapi;

/** {@code linux/if_ether.h}: the protocols of frames. */
public final class IfEther {
    public static final int ETH_P_ALL = 3;
    public static final int ETH_P_IP = 0x0800;
    public static final int ETH_P_ARP = 0x0806;
    public static final int ETH_P_8021Q = 0x8100;
    public static final int ETH_P_IPV6 = 0x86dd;
    public static final int ETH_P_MPLS_UC = 0x8847;
    public static final int ETH_P_8021AD = 0x88a8;

    private IfEther() {}
}
