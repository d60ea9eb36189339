package dev.plumbline.vhostuser;

import java.util.ArrayList;
import java.util.List;

/** The features of the vhost-user protocol itself. */
public enum ProtocolFeature {
    MQ(0),
    LOG_SHMFD(1),
    RARP(2),
    REPLY_ACK(3),
    NET_MTU(4),
    BACKEND_REQ(5),
    CROSS_ENDIAN(6),
    CRYPTO_SESSION(7),
    PAGEFAULT(8),
    CONFIG(9),
    BACKEND_SEND_FD(10),
    HOST_NOTIFIER(11),
    INFLIGHT_SHMFD(12),
    RESET_DEVICE(13),
    INBAND_NOTIFICATIONS(14),
    CONFIGURE_MEM_SLOTS(15),
    STATUS(16),
    XEN_MMAP(17),
    SHARED_OBJECT(18),
    DEVICE_STATE(19),
    GET_VRING_BASE_INFLIGHT(20),
    SHMEM(21);

    private final long mask;

    ProtocolFeature(int bit) {
        this.mask = 1L << bit;
    }

    /** {@return whether a set of features has it} */
    public boolean in(long features) {
        return (features & mask) != 0;
    }

    /** {@return the bits of several features} */
    public static long bits(ProtocolFeature... features) {
        long bits = 0;
        for (ProtocolFeature feature : features) {
            bits |= feature.mask;
        }
        return bits;
    }

    /** {@return the names in a set, in the protocol's spelling; a bit without a name is {@code BIT_n}} */
    public static List<String> names(long features) {
        List<String> names = new ArrayList<>();
        for (int bit = 0; bit < Long.SIZE; bit++) {
            if ((features >>> bit & 1) != 0) {
                names.add(bit < values().length ? values()[bit].toString() : "BIT_" + bit);
            }
        }
        return names;
    }

    @Override
    public String toString() {
        return "VHOST_USER_PROTOCOL_F_" + name();
    }
}
