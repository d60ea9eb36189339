package dev.plumbline.vhostuser;

import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.vhostuser.memory.DirtyLog;
import dev.plumbline.vhostuser.memory.GuestMemory;
import dev.plumbline.vhostuser.port.PacketQueue;
import dev.plumbline.vhostuser.ring.Ring;
import dev.plumbline.vhostuser.ring.Scatter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The work on one queue pair: packets from the guest's transmit ring to the port, and from the port to its receive ring. It
 * waits for nothing and wakes nobody; {@link QueueLoop} does. For one thread; allocates nothing a packet.
 */
final class QueuePair {
    private static final int ETHERNET = 14;
    private static final int SHORTEST = 60;
    private static final int BUFFER_COUNT = 10; // struct virtio_net_hdr_mrg_rxbuf.num_buffers

    private final PacketQueue port;
    private final Scatter outgoing = new Scatter();
    private final Scatter incoming = new Scatter();
    private final ByteBuffer packet =
            Syscalls.nativeBuffer(PacketQueue.MAX_PACKET).order(ByteOrder.LITTLE_ENDIAN);
    private final long packetAddress = Syscalls.addressOf(packet);
    private final Traffic fromGuest = new Traffic();
    private final Traffic toGuest = new Traffic();

    private int headerLength = 10;
    private boolean mergeable;
    private @Nullable DirtyLog log;
    private int waiting;
    private boolean starved;
    private int portError;
    private @Nullable String lastFault;

    QueuePair(PacketQueue port) {
        this.port = port;
    }

    void configure(int length, boolean mergeableBuffers) {
        headerLength = length;
        mergeable = mergeableBuffers;
    }

    void use(GuestMemory memory) {
        outgoing.use(memory);
        incoming.use(memory);
    }

    void log(@Nullable DirtyLog dirtyLog) {
        log = dirtyLog;
    }

    PacketQueue port() {
        return port;
    }

    Traffic fromGuest() {
        return fromGuest;
    }

    Traffic toGuest() {
        return toGuest;
    }

    /** {@return whether a packet waits for the guest to offer a buffer} */
    boolean isStarved() {
        return starved;
    }

    /** {@return the error number of a port that has failed, or 0} */
    int portError() {
        return portError;
    }

    /** {@return why the last packet of the guest was refused, once; null when none was} */
    @Nullable
    String takeFault() {
        String fault = lastFault;
        lastFault = null;
        return fault;
    }

    /**
     * Sends what the guest has made available.
     *
     * @param enabled whether it goes anywhere, or is only given back
     * @param budget how many packets at most
     * @return how many buffers were given back; the ring wants to be published then
     */
    int transmit(Ring ring, boolean enabled, int budget) {
        int taken = 0;
        int sent = 0;
        long bytes = 0;
        for (; taken < budget; taken++) {
            outgoing.clear();
            int result = ring.take(outgoing);
            if (result == Ring.EMPTY) {
                break;
            }
            if (result == Ring.BAD) {
                lastFault = outgoing.fault();
            } else if (enabled && outgoing.bytes() >= headerLength + ETHERNET && port.send(outgoing) >= 0) {
                sent++;
                bytes += outgoing.bytes() - headerLength;
            }
            outgoing.complete(ring, 0);
        }
        if (taken > 0) {
            port.flush();
            fromGuest.add(sent, bytes, taken - sent);
        }
        return taken;
    }

    /**
     * Gives the guest what has come.
     *
     * @param budget how many packets at most
     * @return how many buffers or packets were given back; the ring wants to be published when that is not 0
     */
    int receive(Ring ring, int budget) {
        int given = 0;
        int returned = 0;
        int dropped = 0;
        long bytes = 0;
        starved = false;
        while (given + dropped < budget) {
            if (waiting == 0) {
                waiting = arrive();
                if (waiting == 0) {
                    break;
                }
            }
            incoming.clear();
            ring.mark();
            if (collect(ring)) {
                if (headerLength > BUFFER_COUNT) {
                    packet.putShort(BUFFER_COUNT, (short) incoming.goodBuffers());
                }
                incoming.fill(packet, waiting, log);
                incoming.complete(ring, waiting);
                bytes += waiting - headerLength;
                waiting = 0;
                given++;
            } else if (incoming.bytes() == 0) {
                returned += incoming.buffers(); // bad ones, which must not stand in the way
                incoming.complete(ring, 0);
                starved = true;
                break;
            } else {
                ring.rewind(); // the guest has less room than this packet needs
                waiting = 0;
                dropped++;
            }
        }
        if (given + dropped > 0) {
            toGuest.add(given, bytes, dropped);
        }
        return given + returned;
    }

    /** {@return the length of the next packet, padded to the shortest that Ethernet has; 0 when none waits} */
    private int arrive() {
        int length = port.receive(packet, packetAddress);
        if (length < headerLength + ETHERNET) {
            portError = length < 0 && length != -Errno.EAGAIN ? -length : 0;
            return 0;
        }
        for (; length < headerLength + SHORTEST; length++) {
            packet.put(length, (byte) 0);
        }
        return length;
    }

    /** Takes as many buffers as the packet needs. Returns whether there were enough. */
    private boolean collect(Ring ring) {
        while (incoming.bytes() < waiting) {
            if ((!mergeable && incoming.goodBuffers() == 1) || !incoming.hasRoom()) {
                return false;
            }
            int result = ring.take(incoming);
            if (result == Ring.EMPTY) {
                return false;
            }
            if (result == Ring.BAD) {
                lastFault = incoming.fault();
            }
        }
        return true;
    }
}
