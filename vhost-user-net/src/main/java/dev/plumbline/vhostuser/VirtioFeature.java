package dev.plumbline.vhostuser;

import java.util.ArrayList;
import java.util.List;

/** The features of a virtio network device ({@code linux/virtio_net.h}, {@code virtio_config.h}, {@code virtio_ring.h}). */
public enum VirtioFeature {
    NET_CSUM(0, "VIRTIO_NET_F_CSUM"),
    NET_GUEST_CSUM(1, "VIRTIO_NET_F_GUEST_CSUM"),
    NET_CTRL_GUEST_OFFLOADS(2, "VIRTIO_NET_F_CTRL_GUEST_OFFLOADS"),
    NET_MTU(3, "VIRTIO_NET_F_MTU"),
    NET_MAC(5, "VIRTIO_NET_F_MAC"),
    NET_GSO(6, "VIRTIO_NET_F_GSO"),
    NET_GUEST_TSO4(7, "VIRTIO_NET_F_GUEST_TSO4"),
    NET_GUEST_TSO6(8, "VIRTIO_NET_F_GUEST_TSO6"),
    NET_GUEST_ECN(9, "VIRTIO_NET_F_GUEST_ECN"),
    NET_GUEST_UFO(10, "VIRTIO_NET_F_GUEST_UFO"),
    NET_HOST_TSO4(11, "VIRTIO_NET_F_HOST_TSO4"),
    NET_HOST_TSO6(12, "VIRTIO_NET_F_HOST_TSO6"),
    NET_HOST_ECN(13, "VIRTIO_NET_F_HOST_ECN"),
    NET_HOST_UFO(14, "VIRTIO_NET_F_HOST_UFO"),
    NET_MRG_RXBUF(15, "VIRTIO_NET_F_MRG_RXBUF"),
    NET_STATUS(16, "VIRTIO_NET_F_STATUS"),
    NET_CTRL_VQ(17, "VIRTIO_NET_F_CTRL_VQ"),
    NET_CTRL_RX(18, "VIRTIO_NET_F_CTRL_RX"),
    NET_CTRL_VLAN(19, "VIRTIO_NET_F_CTRL_VLAN"),
    NET_GUEST_ANNOUNCE(21, "VIRTIO_NET_F_GUEST_ANNOUNCE"),
    NET_MQ(22, "VIRTIO_NET_F_MQ"),
    NET_CTRL_MAC_ADDR(23, "VIRTIO_NET_F_CTRL_MAC_ADDR"),
    NOTIFY_ON_EMPTY(24, "VIRTIO_F_NOTIFY_ON_EMPTY"),
    LOG_ALL(26, "VHOST_F_LOG_ALL"),
    ANY_LAYOUT(27, "VIRTIO_F_ANY_LAYOUT"),
    RING_INDIRECT_DESC(28, "VIRTIO_RING_F_INDIRECT_DESC"),
    RING_EVENT_IDX(29, "VIRTIO_RING_F_EVENT_IDX"),
    PROTOCOL_FEATURES(30, "VHOST_USER_F_PROTOCOL_FEATURES"),
    VERSION_1(32, "VIRTIO_F_VERSION_1"),
    ACCESS_PLATFORM(33, "VIRTIO_F_ACCESS_PLATFORM"),
    RING_PACKED(34, "VIRTIO_F_RING_PACKED"),
    IN_ORDER(35, "VIRTIO_F_IN_ORDER"),
    ORDER_PLATFORM(36, "VIRTIO_F_ORDER_PLATFORM"),
    SR_IOV(37, "VIRTIO_F_SR_IOV"),
    NOTIFICATION_DATA(38, "VIRTIO_F_NOTIFICATION_DATA"),
    RING_RESET(40, "VIRTIO_F_RING_RESET"),
    NET_GUEST_USO4(54, "VIRTIO_NET_F_GUEST_USO4"),
    NET_GUEST_USO6(55, "VIRTIO_NET_F_GUEST_USO6"),
    NET_HOST_USO(56, "VIRTIO_NET_F_HOST_USO"),
    NET_HASH_REPORT(57, "VIRTIO_NET_F_HASH_REPORT"),
    NET_RSS(60, "VIRTIO_NET_F_RSS");

    private final long mask;
    private final String constant;

    VirtioFeature(int bit, String constant) {
        this.mask = 1L << bit;
        this.constant = constant;
    }

    /** {@return whether a set of features has it} */
    public boolean in(long features) {
        return (features & mask) != 0;
    }

    /** {@return the bits of several features} */
    public static long bits(VirtioFeature... features) {
        long bits = 0;
        for (VirtioFeature feature : features) {
            bits |= feature.mask;
        }
        return bits;
    }

    /** {@return the names in a set, in the kernel's spelling and the bits' order; a bit without a name is {@code BIT_n}} */
    public static List<String> names(long features) {
        List<String> names = new ArrayList<>();
        long left = features;
        for (VirtioFeature feature : values()) {
            if (feature.in(features)) {
                names.add(feature.constant);
                left &= ~feature.mask;
            }
        }
        for (int bit = 0; bit < Long.SIZE; bit++) {
            if ((left >>> bit & 1) != 0) {
                names.add("BIT_" + bit);
            }
        }
        return names;
    }

    @Override
    public String toString() {
        return constant;
    }
}
