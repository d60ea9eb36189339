package dev.plumbline.itest;

import dev.plumbline.host.Fd;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.syscall.SyscallException;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.tap.PodNamespace;
import dev.plumbline.tap.TapDevice;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads and writes whole Ethernet frames at the end of a wire: where the guest would be, on a tap's queue, or beyond the
 * other end of a link, on a tap that takes its place.
 */
final class Frames implements AutoCloseable {
    private static final int VNET_HEADER = 10; // struct virtio_net_hdr without num_buffers

    private final Fd queue;
    private final Fd never = Syscalls.eventfd();

    private Frames(Fd queue) {
        this.queue = queue;
    }

    /** Opens the queue of a tap or macvtap that is there, as a VMM would. */
    static Frames guestOf(Path netns, String tap) {
        try (PodNamespace pod = PodNamespace.in(NetNamespace.open(netns))) {
            return new Frames(Syscalls.duplicate(pod.queues(tap, 1).get(0)));
        }
    }

    /** Makes a tap in a namespace and sends and receives on it. */
    static Frames newTap(Path netns, String tap) {
        try (NetNamespace namespace = NetNamespace.open(netns)) {
            return new Frames(namespace.call(() -> TapDevice.create(tap, 1)).get(0));
        }
    }

    /** Sends until it arrives: a link that has just got its carrier drops what comes before its queue is active. */
    static boolean passes(Frames from, Frames to, byte[] frame) {
        for (int i = 0; i < 50; i++) {
            from.send(frame);
            if (to.receives(frame, 200)) {
                return true;
            }
        }
        return false;
    }

    void send(byte[] frame) {
        byte[] packet = new byte[VNET_HEADER + frame.length];
        System.arraycopy(frame, 0, packet, VNET_HEADER, frame.length);
        int written = Syscalls.write(queue, packet);
        if (written != packet.length) {
            throw new SyscallException("write", "tap", -written);
        }
    }

    /** Waits for a frame that is equal to this one; others that come meanwhile are dropped. */
    boolean receives(byte[] frame, long limitMillis) {
        long end = System.nanoTime() + limitMillis * 1_000_000;
        while (System.nanoTime() < end) {
            Optional<byte[]> next = next((int) Math.max(1, (end - System.nanoTime()) / 1_000_000));
            if (next.filter(found -> Arrays.equals(found, frame)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private Optional<byte[]> next(int limitMillis) {
        if ((Syscalls.pollReadable(queue, never, limitMillis) & 1) == 0) {
            return Optional.empty();
        }
        byte[] packet = new byte[65_600];
        int length = Syscalls.read(queue, packet);
        return length <= VNET_HEADER ? Optional.empty() : Optional.of(Arrays.copyOfRange(packet, VNET_HEADER, length));
    }

    /** {@return a frame with these addresses, this type and so many bytes of content} */
    static byte[] frame(String destination, String source, int type, int content) {
        ByteBuffer frame = ByteBuffer.allocate(14 + content).order(ByteOrder.BIG_ENDIAN);
        frame.put(mac(destination)).put(mac(source)).putShort((short) type);
        for (int i = 0; i < content; i++) {
            frame.put((byte) (i * 31 + type));
        }
        return frame.array();
    }

    /** {@return the frame with an 802.1Q tag put in} */
    static byte[] tagged(byte[] frame, int vlan) {
        ByteBuffer tagged = ByteBuffer.allocate(frame.length + 4);
        tagged.put(frame, 0, 12).putShort((short) 0x8100).putShort((short) vlan).put(frame, 12, frame.length - 12);
        return tagged.array();
    }

    private static byte[] mac(String text) {
        return dev.plumbline.netlink.MacAddress.of(text).toBytes();
    }

    @Override
    public void close() {
        queue.close();
        never.close();
    }
}
