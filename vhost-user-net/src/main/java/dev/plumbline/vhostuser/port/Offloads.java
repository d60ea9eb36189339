package dev.plumbline.vhostuser.port;

import dev.plumbline.vhostuser.VirtioFeature;

/** The offloads that a virtio-net header tells of, and what the kernel calls them ({@code linux/if_tun.h}). */
final class Offloads {
    /** What a link can carry that takes and gives virtio-net headers. */
    static final long ALL = VirtioFeature.bits(
            VirtioFeature.NET_CSUM,
            VirtioFeature.NET_GUEST_CSUM,
            VirtioFeature.NET_GUEST_TSO4,
            VirtioFeature.NET_GUEST_TSO6,
            VirtioFeature.NET_GUEST_ECN,
            VirtioFeature.NET_HOST_TSO4,
            VirtioFeature.NET_HOST_TSO6,
            VirtioFeature.NET_HOST_ECN);

    private static final long TUN_F_CSUM = 0x01;
    private static final long TUN_F_TSO4 = 0x02;
    private static final long TUN_F_TSO6 = 0x04;
    private static final long TUN_F_TSO_ECN = 0x08;

    private Offloads() {}

    /** {@return what a tap may leave to a guest with these features} */
    static long ofTap(long features) {
        if (!VirtioFeature.NET_GUEST_CSUM.in(features)) {
            return 0; // the others need it
        }
        boolean tso4 = VirtioFeature.NET_GUEST_TSO4.in(features);
        boolean tso6 = VirtioFeature.NET_GUEST_TSO6.in(features);
        return TUN_F_CSUM
                | (tso4 ? TUN_F_TSO4 : 0)
                | (tso6 ? TUN_F_TSO6 : 0)
                | (VirtioFeature.NET_GUEST_ECN.in(features) && (tso4 || tso6) ? TUN_F_TSO_ECN : 0);
    }
}
