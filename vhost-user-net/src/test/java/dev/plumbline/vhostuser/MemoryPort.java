package dev.plumbline.vhostuser;

import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.EventFds;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.vhostuser.port.PacketPort;
import dev.plumbline.vhostuser.port.PacketQueue;
import dev.plumbline.vhostuser.ring.Scatter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A port that keeps what guests send, and gives them what the test puts in. Packets have a header of 12 bytes. */
final class MemoryPort implements PacketPort {
    private final List<MemoryQueue> queues = new ArrayList<>();

    MemoryPort(int queues) {
        for (int i = 0; i < queues; i++) {
            this.queues.add(new MemoryQueue());
        }
    }

    /** Sends a frame to the guest. */
    void toGuest(int queue, byte[] frame) {
        byte[] packet = new byte[12 + frame.length];
        System.arraycopy(frame, 0, packet, 12, frame.length);
        queues.get(queue).waiting.add(packet);
        EventFds.signal(queues.get(queue).arrived);
    }

    /** {@return the packets that guests have sent, header first} */
    BlockingQueue<byte[]> fromGuest(int queue) {
        return queues.get(queue).sent;
    }

    @Override
    public String name() {
        return "memory";
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
        return VirtioFeature.bits(VirtioFeature.NET_CSUM, VirtioFeature.NET_HOST_TSO4);
    }

    @Override
    public void configure(long features, int headerLength) {}

    @Override
    public void mtu(int mtu) {}

    @Override
    public void close() {
        queues.forEach(queue -> queue.arrived.close());
    }

    private static final class MemoryQueue implements PacketQueue {
        private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
        private final BlockingQueue<byte[]> sent = new LinkedBlockingQueue<>();
        private final Fd arrived = Syscalls.eventfd();

        @Override
        public Fd readable() {
            return arrived;
        }

        @Override
        public int send(Scatter packet) {
            byte[] bytes = new byte[packet.bytes()];
            ByteBuffer whole = ByteBuffer.allocateDirect(bytes.length);
            int length = packet.copy(whole, 0);
            whole.get(0, bytes);
            sent.add(bytes);
            return length;
        }

        @Override
        public int receive(ByteBuffer into, long address) {
            byte[] next = waiting.poll();
            if (next == null) {
                EventFds.drain(arrived);
                next = waiting.poll();
            }
            if (next == null) {
                return 0;
            }
            into.put(0, next);
            return next.length;
        }
    }
}
