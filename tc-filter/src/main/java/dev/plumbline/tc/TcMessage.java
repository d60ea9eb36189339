package dev.plumbline.tc;

import dev.plumbline.netlink.wire.MessageWriter;
import dev.plumbline.netlink.wire.Verb;
import dev.plumbline.tc.uapi.RtnetlinkTc;
import java.nio.ByteOrder;

/** {@code struct tcmsg} of {@code linux/rtnetlink.h}, the header of every message here. */
final class TcMessage {
    static final int IFINDEX = 4;
    static final int HANDLE = 8;
    static final int PARENT = 12;
    static final int INFO = 16;

    private TcMessage() {}

    static MessageWriter begin(int type, Verb verb, int ifindex, int handle, int parent, int info) {
        return new MessageWriter(type, verb, RtnetlinkTc.TCA)
                .u32(0)
                .u32(ifindex)
                .u32(handle)
                .u32(parent)
                .u32(info)
                .endHeader();
    }

    /** Refuses what cannot be a link: index 0 would mean something else to the kernel than to the caller. */
    static int link(int ifindex) {
        if (ifindex <= 0) {
            throw new IllegalArgumentException(ifindex + " is not the index of a link");
        }
        return ifindex;
    }

    /** {@return the field that says which filters: the priority above, the protocol in network order below} */
    static int info(int priority, int protocol) {
        if (priority >>> 16 != 0 || protocol >>> 16 != 0) {
            throw new IllegalArgumentException("priority " + priority + ", protocol " + protocol + ": 16 bits each");
        }
        return priority << 16 | networkOrder(protocol);
    }

    static int priority(int info) {
        return info >>> 16;
    }

    static int protocol(int info) {
        return networkOrder(info & 0xffff);
    }

    private static int networkOrder(int value) {
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? value : Short.reverseBytes((short) value) & 0xffff;
    }
}
