package dev.plumbline.vhostuser.port;

import dev.plumbline.host.Fd;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.Problem;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.IoVector;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.vhostuser.ring.Scatter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A tap whose packets have virtio-net headers, so that checksums and segmentation are left to whoever can do them best. A
 * packet from the guest goes out of the guest's own memory, without a copy. A tap that was not there is made, set up, and
 * disappears with the port; one that was there stays as it was.
 */
public final class TapPort implements PacketPort {
    private static final long TUNSETIFF = 0x400454caL;
    private static final long TUNSETOFFLOAD = 0x400454d0L;
    private static final long TUNSETQUEUE = 0x400454d9L;
    private static final long TUNSETVNETHDRSZ = 0x400454d8L;
    private static final int IFF_TAP = 0x0002;
    private static final int IFF_MULTI_QUEUE = 0x0100;
    private static final int IFF_ATTACH_QUEUE = 0x0200;
    private static final int IFF_DETACH_QUEUE = 0x0400;
    private static final int IFF_NO_PI = 0x1000;
    private static final int IFF_VNET_HDR = 0x4000;
    private static final int IFREQ_FLAGS = 16;

    private final String name;
    private final @Nullable NetNamespace namespace;
    private final List<Fd> descriptors;
    private final List<PacketQueue> queues = new ArrayList<>();
    private final boolean made;

    private TapPort(String name, @Nullable NetNamespace namespace, List<Fd> descriptors, boolean made) {
        this.name = name;
        this.namespace = namespace;
        this.descriptors = descriptors;
        this.made = made;
        for (Fd fd : descriptors) {
            queues.add(new Queue(fd, name, !queues.isEmpty()));
        }
        // The kernel spreads packets over all queues, also over those that the guest does not use.
        queues.forEach(queue -> queue.enable(false));
    }

    /**
     * Opens a tap, or makes it.
     *
     * @param namespace where the tap is; null for this process's own namespace. The port owns it
     * @param queues how many queue pairs
     * @throws dev.plumbline.host.PlumblineException BAD_INPUT for a name that no link can have; REFUSED when the kernel does
     *     not let us, or another kind of link has the name
     */
    public static TapPort open(String name, @Nullable NetNamespace namespace, int queues) {
        List<Fd> descriptors = new ArrayList<>();
        try {
            boolean made = inside(namespace, () -> attach(name, queues, descriptors));
            return new TapPort(name, namespace, descriptors, made);
        } catch (RuntimeException e) {
            descriptors.forEach(Fd::close);
            if (namespace != null) {
                namespace.close();
            }
            throw e;
        }
    }

    private static boolean attach(String name, int queues, List<Fd> descriptors) {
        boolean made = NetDevices.index(name) < 0;
        boolean many = queues > 1;
        for (int i = 0; i < queues; i++) {
            Fd fd = openTun(name);
            descriptors.add(fd);
            int result = setInterface(name, fd, many);
            if (result == -Errno.EINVAL && queues == 1) {
                result = setInterface(name, fd, true); // it was made for several; one is enough for us
            }
            if (result < 0) {
                throw refused(name, -result, queues);
            }
        }
        if (made) {
            NetDevices.up(name);
        }
        return made;
    }

    private static Fd openTun(String name) {
        try {
            return Syscalls.open("/dev/net/tun", Syscalls.O_RDWR | Syscalls.O_NONBLOCK);
        } catch (dev.plumbline.host.syscall.SyscallException e) {
            throw Problem.refused("TAP_REFUSED", name, "/dev/net/tun cannot be opened")
                    .because(Errno.describe(e.errno()))
                    .fix("run as root, on a kernel with the tun module")
                    .exception(e);
        }
    }

    private static int setInterface(String name, Fd fd, boolean many) {
        int flags = IFF_TAP | IFF_NO_PI | IFF_VNET_HDR | (many ? IFF_MULTI_QUEUE : 0);
        return Syscalls.ioctl(fd, TUNSETIFF, NetDevices.request(name).putShort(IFREQ_FLAGS, (short) flags));
    }

    private static RuntimeException refused(String name, int errno, int queues) {
        Problem problem =
                Problem.refused("TAP_REFUSED", name, "ioctl(TUNSETIFF) failed").because(Errno.describe(errno));
        return switch (errno) {
            case Errno.EBUSY ->
                problem.fix("somebody else has the tap open; stop that, or choose another")
                        .exception();
            case Errno.EINVAL ->
                problem.fix("the link is no tap, or it was made without 'multi_queue' and cannot have " + queues
                                + " queues")
                        .exception();
            case Errno.EPERM ->
                problem.fix("run as root (CAP_NET_ADMIN in the namespace)").exception();
            default -> problem.exception();
        };
    }

    private static <T> T inside(@Nullable NetNamespace namespace, Supplier<T> work) {
        return namespace == null ? work.get() : namespace.call(work::get);
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
        return Offloads.ALL;
    }

    @Override
    public void configure(long features, int headerLength) {
        ByteBuffer size = Syscalls.nativeBuffer(4).putInt(0, headerLength);
        check("TUNSETVNETHDRSZ", Syscalls.ioctl(descriptors.get(0), TUNSETVNETHDRSZ, size));
        check("TUNSETOFFLOAD", Syscalls.ioctl(descriptors.get(0), TUNSETOFFLOAD, Offloads.ofTap(features)));
    }

    private void check(String what, int result) {
        if (result < 0) {
            throw Problem.refused("TAP_REFUSED", name, "ioctl(" + what + ") failed")
                    .because(Errno.describe(-result))
                    .fix("was the tap removed? make it again and start again")
                    .exception();
        }
    }

    @Override
    public void mtu(int mtu) {
        if (made) {
            inside(namespace, () -> {
                NetDevices.mtu(name, mtu);
                return true;
            });
        }
    }

    @Override
    public void close() {
        descriptors.forEach(Fd::close);
        if (namespace != null) {
            namespace.close();
        }
    }

    /** One of the tap's queues. */
    private static final class Queue implements PacketQueue {
        private final Fd fd;
        private final String name;
        private final boolean further;
        private final IoVector vector = new IoVector();

        Queue(Fd fd, String name, boolean further) {
            this.fd = fd;
            this.name = name;
            this.further = further;
        }

        @Override
        public void enable(boolean on) {
            if (further) {
                // EINVAL says that it is so already.
                int flags = on ? IFF_ATTACH_QUEUE : IFF_DETACH_QUEUE;
                int unused =
                        Syscalls.ioctl(fd, TUNSETQUEUE, NetDevices.request(name).putShort(IFREQ_FLAGS, (short) flags));
            }
        }

        @Override
        public Fd readable() {
            return fd;
        }

        @Override
        public int send(Scatter packet) {
            return vector.write(fd, packet.describe(0, packet.bytes(), vector, 0));
        }

        @Override
        public int receive(ByteBuffer into, long address) {
            return IoVector.read(fd, address, MAX_PACKET);
        }
    }
}
