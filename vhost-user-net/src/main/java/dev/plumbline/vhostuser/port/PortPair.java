package dev.plumbline.vhostuser.port;

import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.EventFds;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.vhostuser.VirtioFeature;
import dev.plumbline.vhostuser.ring.Scatter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Two ports back to back: what goes into one comes out of the other, so that two guests are joined with no kernel between
 * them. Packets cross in memory of this process, since neither guest may see the other's. A full queue drops.
 */
public final class PortPair {
    private static final int SLOTS = 128; // a power of two
    private static final int SLOT = PacketQueue.MAX_PACKET + 8;

    private PortPair() {}

    /** {@return two ports that are joined, with so many queues each} */
    public static List<PacketPort> of(int queues) {
        List<Pipe> there = new ArrayList<>();
        List<Pipe> back = new ArrayList<>();
        for (int i = 0; i < queues; i++) {
            there.add(new Pipe());
            back.add(new Pipe());
        }
        return List.of(new End("pair-0", there, back), new End("pair-1", back, there));
    }

    /** One direction of one queue: a ring of packets with one thread at either end. */
    private static final class Pipe {
        private final ByteBuffer slots = Syscalls.nativeBuffer(SLOTS * SLOT);
        private final AtomicLong written = new AtomicLong();
        private final AtomicLong read = new AtomicLong();
        private final Fd arrived = Syscalls.eventfd();
        private boolean unannounced;

        int put(Scatter packet) {
            long at = written.getPlain();
            if (at - read.getAcquire() == SLOTS) {
                return -Errno.ENOBUFS;
            }
            int slot = (int) (at & SLOTS - 1) * SLOT;
            if (packet.bytes() > PacketQueue.MAX_PACKET) {
                return -Errno.EMSGSIZE;
            }
            slots.putInt(slot, packet.copy(slots, slot + 8));
            // Neither guest has agreed to offloads; what one of them writes here is not the other's to believe.
            slots.putLong(slot + 8, 0).putShort(slot + 16, (short) 0);
            written.setRelease(at + 1);
            unannounced = true;
            return 0;
        }

        void announce() {
            if (unannounced) {
                unannounced = false;
                EventFds.signal(arrived);
            }
        }

        int get(ByteBuffer into) {
            long at = read.getPlain();
            if (at == written.getAcquire()) {
                EventFds.drain(arrived);
                if (at == written.getAcquire()) {
                    return 0;
                }
            }
            int slot = (int) (at & SLOTS - 1) * SLOT;
            int length = slots.getInt(slot);
            into.put(0, slots, slot + 8, length);
            read.setRelease(at + 1);
            return length;
        }
    }

    /** One of the two ports. */
    private static final class End implements PacketPort {
        private final String name;
        private final List<Pipe> in;
        private final List<PacketQueue> queues = new ArrayList<>();

        End(String name, List<Pipe> out, List<Pipe> in) {
            this.name = name;
            this.in = in;
            for (int i = 0; i < in.size(); i++) {
                queues.add(new Queue(out.get(i), in.get(i)));
            }
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int queues() {
            return queues.size();
        }

        @Override
        public PacketQueue queue(int index) {
            return queues.get(index);
        }

        @Override
        public long offloads() {
            // The other guest need not have agreed to what this one did, and there is no kernel to make up for it.
            return VirtioFeature.bits();
        }

        @Override
        public void configure(long features, int headerLength) {
            if (headerLength != 12) {
                throw new dev.plumbline.vhostuser.message.RefusedException(
                        "HEADER_LENGTH", "guests that are joined must both have VERSION_1 or MRG_RXBUF");
            }
        }

        @Override
        public void mtu(int mtu) {
            // nothing here has one
        }

        @Override
        public void close() {
            in.forEach(pipe -> pipe.arrived.close());
        }
    }

    /** One queue of one of them. */
    private record Queue(Pipe out, Pipe in) implements PacketQueue {
        @Override
        public Fd readable() {
            return in.arrived;
        }

        @Override
        public int send(Scatter packet) {
            return out.put(packet);
        }

        @Override
        public int receive(ByteBuffer into, long address) {
            return in.get(into);
        }

        @Override
        public void flush() {
            out.announce();
        }
    }
}
