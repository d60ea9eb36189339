package dev.plumbline.vhostuser;

import dev.plumbline.host.Fd;
import dev.plumbline.vhostuser.message.Payload.RingAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the front-end has said of one ring. Being set up, being started (a kick descriptor came) and being enabled are
 * independent of each other, and come in any order.
 */
final class Vring {
    final int index;
    int size;
    int base;

    @Nullable
    RingAddress address;

    @Nullable
    Fd kick;

    @Nullable
    Fd call;

    @Nullable
    Fd error;

    boolean polled;
    boolean enabled;
    boolean running;
    /** Set until the front-end says where to go on, or starts the ring anew. */
    boolean broken;

    Vring(int index) {
        this.index = index;
    }

    boolean isReady() {
        return size > 0 && address != null && (kick != null || polled);
    }

    /** Which way its packets go. */
    String direction() {
        return index % 2 == 0 ? "to-guest" : "from-guest";
    }

    static void close(@Nullable Fd fd) {
        if (fd != null) {
            fd.close();
        }
    }

    void closeAll() {
        close(kick);
        close(call);
        close(error);
        kick = null;
        call = null;
        error = null;
    }
}
