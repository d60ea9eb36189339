package dev.plumbline.vhostuser.port;

import dev.plumbline.host.Fd;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.Problem;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.IoVector;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.vhostuser.VirtioFeature;
import dev.plumbline.vhostuser.ring.Scatter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A link as it is, by way of a packet socket (packet(7)): no tap and no other wiring is needed. The namespace's own stack sees
 * the link's packets, too, so the link should have no address. One queue.
 */
public final class PacketSocketPort implements PacketPort {
    private static final int AF_PACKET = 17;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_VNET_HDR = 15;
    private static final int PACKET_IGNORE_OUTGOING = 23;
    private static final int ETH_P_ALL = 3;
    /** What the kernel puts before a packet: {@code struct virtio_net_hdr}, without the number of buffers. */
    private static final int KERNEL_HEADER = 10;

    private final String link;
    private final Queue queue;

    private PacketSocketPort(String link, Fd socket) {
        this.link = link;
        this.queue = new Queue(socket);
    }

    /**
     * Opens a link.
     *
     * @param namespace where the link is; null for this process's own namespace. It may be closed afterwards
     * @throws dev.plumbline.host.PlumblineException NOT_FOUND when there is no such link; REFUSED when the kernel does not let
     *     us
     */
    public static PacketSocketPort open(String link, @Nullable NetNamespace namespace) {
        Supplier<Fd> opening = () -> bind(link);
        return new PacketSocketPort(link, namespace == null ? opening.get() : namespace.call(opening::get));
    }

    private static Fd bind(String link) {
        int index = NetDevices.index(link);
        if (index < 0) {
            throw Problem.notFound("LINK_NOT_FOUND", link, "there is no such link")
                    .because(Errno.describe(-index))
                    .fix("'ip link' shows what there is; is it in another namespace?")
                    .exception();
        }
        Fd socket = Syscalls.socket(AF_PACKET, Syscalls.SOCK_RAW | Syscalls.O_NONBLOCK, 0);
        try {
            check(link, "PACKET_VNET_HDR", Syscalls.setsockopt(socket, SOL_PACKET, PACKET_VNET_HDR, 1));
            check(link, "PACKET_IGNORE_OUTGOING", Syscalls.setsockopt(socket, SOL_PACKET, PACKET_IGNORE_OUTGOING, 1));
            // struct sockaddr_ll; the protocol is in network order
            ByteBuffer address = Syscalls.nativeBuffer(20).putShort(0, (short) AF_PACKET);
            address.order(ByteOrder.BIG_ENDIAN).putShort(2, (short) ETH_P_ALL);
            address.order(ByteOrder.nativeOrder()).putInt(4, index);
            check(link, "bind", Syscalls.bind(socket, address));
            return socket;
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static void check(String link, String what, int result) {
        if (result < 0) {
            throw Problem.refused("PACKET_SOCKET_REFUSED", link, what + " failed")
                    .because(Errno.describe(-result))
                    .fix("run as root (CAP_NET_RAW in the namespace)")
                    .exception();
        }
    }

    @Override
    public String name() {
        return link;
    }

    @Override
    public int queues() {
        return 1;
    }

    @Override
    public PacketQueue queue(int index) {
        return queue;
    }

    @Override
    public long offloads() {
        return Offloads.ALL;
    }

    @Override
    public void configure(long features, int headerLength) {
        queue.headerLength = headerLength;
        queue.takesPartial = VirtioFeature.NET_GUEST_CSUM.in(features);
    }

    @Override
    public void mtu(int mtu) {
        // the link is somebody else's
    }

    @Override
    public void close() {
        queue.socket.close();
    }

    /** The socket. */
    private static final class Queue implements PacketQueue {
        private final Fd socket;
        private final IoVector vector = new IoVector();
        private volatile int headerLength = KERNEL_HEADER;
        private volatile boolean takesPartial;

        Queue(Fd socket) {
            this.socket = socket;
        }

        @Override
        public Fd readable() {
            return socket;
        }

        @Override
        public int send(Scatter packet) {
            int header = headerLength;
            int next = packet.describe(0, KERNEL_HEADER, vector, 0);
            return vector.write(socket, packet.describe(header, packet.bytes() - header, vector, next));
        }

        @Override
        public int receive(ByteBuffer into, long address) {
            int lead = headerLength - KERNEL_HEADER;
            int length = IoVector.read(socket, address + lead, MAX_PACKET - lead);
            if (length > 0 && lead > 0) {
                into.putLong(0, into.getLong(lead)).putShort(8, into.getShort(lead + 8));
            }
            if (length > 0 && !takesPartial && !Checksums.complete(into, headerLength, length + lead)) {
                return 0;
            }
            return length <= 0 ? length : length + lead;
        }
    }
}
