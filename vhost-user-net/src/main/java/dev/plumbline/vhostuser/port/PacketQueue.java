package dev.plumbline.vhostuser.port;

import dev.plumbline.host.Fd;
import dev.plumbline.vhostuser.ring.Scatter;
import java.nio.ByteBuffer;

/** One queue of a port. For one thread; nothing here waits. */
public interface PacketQueue {
    /** The longest packet that {@link #receive} returns: 64 KiB and its headers. */
    int MAX_PACKET = 65_536 + 512;

    /** {@return what becomes readable when a packet waits} */
    Fd readable();

    /** Sends a packet. Returns 0 or more, or a negative errno when it was dropped. */
    int send(Scatter packet);

    /**
     * Receives a packet.
     *
     * @param into a direct buffer of at least {@link #MAX_PACKET} bytes
     * @param address where that buffer lies
     * @return the packet's length with its header, or 0 or less when none waits
     */
    int receive(ByteBuffer into, long address);

    /** Says whether the guest takes packets of this queue; a port that spreads packets leaves others out. */
    default void enable(boolean on) {}

    /** Ends a burst of {@link #send}s: what was kept back goes now. */
    default void flush() {}
}
