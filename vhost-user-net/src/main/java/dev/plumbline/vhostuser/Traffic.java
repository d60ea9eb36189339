package dev.plumbline.vhostuser;

import java.util.concurrent.atomic.AtomicLong;

/** Counts packets. Each direction has one writer a queue pair; anybody may read. Thread-safe. */
public final class Traffic {
    private final AtomicLong packets = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    /**
     * What was counted.
     *
     * @param packets that passed
     * @param bytes of them, without their virtio-net headers
     * @param dropped packets that did not pass
     */
    public record Count(long packets, long bytes, long dropped) {
        /** Nothing. */
        public static final Count ZERO = new Count(0, 0, 0);

        /** {@return this and another together} */
        public Count plus(Count other) {
            return new Count(packets + other.packets, bytes + other.bytes, dropped + other.dropped);
        }
    }

    /** Adds a burst. Only one thread may do so. */
    void add(int morePackets, long moreBytes, int moreDropped) {
        packets.lazySet(packets.getPlain() + morePackets);
        bytes.lazySet(bytes.getPlain() + moreBytes);
        dropped.lazySet(dropped.getPlain() + moreDropped);
    }

    /** {@return what was counted so far} */
    Count count() {
        return new Count(packets.get(), bytes.get(), dropped.get());
    }
}
