package dev.plumbline.tap;

import dev.plumbline.host.Fd;
import dev.plumbline.host.Problem;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.Syscalls;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Tap devices as {@code linux/if_tun.h} has them. A tap belongs to the namespace of the thread that opens it, so every
 * method here must run inside that namespace. All descriptors are close-on-exec.
 */
public final class TapDevice {
    private static final long TUNSETIFF = 0x400454caL;
    private static final long TUNSETPERSIST = 0x400454cbL;
    private static final int IFF_TAP = 0x0002;
    private static final int IFF_MULTI_QUEUE = 0x0100;
    private static final int IFF_NO_PI = 0x1000;
    private static final int IFF_VNET_HDR = 0x4000;
    private static final int IFF_TUN_EXCL = 0x8000;
    private static final int IFREQ_SIZE = 40;
    private static final int IFREQ_FLAGS = 16;

    private TapDevice() {}

    /**
     * Creates a tap with a virtio-net header. It disappears with its last descriptor until it is made persistent.
     *
     * @param queues how many; with one the tap is a plain one that any consumer can open
     * @return a descriptor a queue
     */
    public static List<Fd> create(String name, int queues) {
        return attach(name, queues, IFF_TUN_EXCL);
    }

    /** Opens the queues of a tap that {@link #create} made with as many queues. Returns a descriptor a queue. */
    public static List<Fd> open(String name, int queues) {
        return attach(name, queues, 0);
    }

    /** Keeps the tap when its last descriptor is closed. */
    public static void persist(String name, Fd queue) {
        int result = Syscalls.ioctl(queue, TUNSETPERSIST, 1L);
        if (result < 0) {
            throw failed(name, "ioctl(TUNSETPERSIST) failed", -result);
        }
    }

    /** Says of an open queue of a macvtap that its packets have virtio-net headers. */
    static void useVnetHeader(String name, Fd macvtapQueue) {
        setInterface("", name, macvtapQueue, IFF_TAP | IFF_NO_PI | IFF_VNET_HDR);
    }

    private static List<Fd> attach(String name, int queues, int exclusive) {
        List<Fd> opened = new ArrayList<>(queues);
        try {
            for (int i = 0; i < queues; i++) {
                int flags = IFF_TAP | IFF_NO_PI | IFF_VNET_HDR | (queues > 1 ? IFF_MULTI_QUEUE : 0);
                Fd queue = Syscalls.open("/dev/net/tun", Syscalls.O_RDWR);
                opened.add(queue);
                setInterface(name, name, queue, flags | (i == 0 ? exclusive : 0));
            }
            return opened;
        } catch (RuntimeException e) {
            opened.forEach(Fd::close);
            throw e;
        }
    }

    private static void setInterface(String requested, String name, Fd queue, int flags) {
        ByteBuffer request = Syscalls.nativeBuffer(IFREQ_SIZE);
        request.put(0, requested.getBytes(StandardCharsets.US_ASCII)).putShort(IFREQ_FLAGS, (short) flags);
        int result = Syscalls.ioctl(queue, TUNSETIFF, request);
        if (result < 0) {
            throw failed(name, "ioctl(TUNSETIFF) failed", -result);
        }
    }

    private static RuntimeException failed(String name, String what, int errno) {
        String code = errno == Errno.EBUSY ? Busy.TAP_BUSY : "TAP_REFUSED";
        Problem problem = Problem.refused(code, name, what).because(Errno.describe(errno));
        return switch (errno) {
            case Errno.EBUSY ->
                problem.fix("a link of this name is there already, or all its queues are in use")
                        .exception();
            case Errno.EINVAL ->
                problem.fix("a tap of this name has other flags or another number of queues")
                        .exception();
            case Errno.EPERM ->
                problem.fix("run as root (CAP_NET_ADMIN in the namespace)").exception();
            default -> problem.exception();
        };
    }
}
