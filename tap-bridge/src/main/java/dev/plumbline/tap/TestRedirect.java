package dev.plumbline.tap;

import dev.plumbline.host.Fd;
import dev.plumbline.host.Problem;
import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.SyscallException;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.tc.Actions;
import dev.plumbline.tc.FilterSpec;
import dev.plumbline.tc.Filters;
import dev.plumbline.tc.Handles;
import dev.plumbline.tc.U32;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Sends one frame round: in at the tap, on to the pod link as if that had received it, and by the redirect back out of the
 * tap. Some kernels accept a redirect and do not deliver, and sometimes another filter takes all frames first; without a test
 * both look right until somebody misses the packets. No frame leaves the namespace. Takes well under a millisecond, at most
 * {@value #TRIES} times {@value #WAIT_MILLIS} ms.
 *
 * @param link the pod link
 * @param tap the tap, up and redirected to
 * @param queues the tap's queues
 * @param mac the pod link's MAC
 */
public record TestRedirect(String link, String tap, int queues, String mac) implements Step {
    /** The code of the failure. */
    public static final String NOT_DELIVERED = "REDIRECT_NOT_DELIVERED";

    private static final int TRIES = 10;
    private static final int WAIT_MILLIS = 10;
    private static final int ETH_P_802_EX1 = 0x88b5; // linux/if_ether.h: for local experiments
    private static final int PRIORITY = 1;
    private static final int VNET_HEADER = 10; // struct virtio_net_hdr without num_buffers
    private static final int SMALLEST_FRAME = 60;
    private static final int ROOM = 65_536 + VNET_HEADER;

    @Override
    public String object() {
        return link + " to " + tap;
    }

    @Override
    public void apply(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        int tapIndex = pod.requireIndexOf(tap);
        U32 turn = U32.all().actions(Actions.redirectToIngress(pod.requireIndexOf(link)));
        pod.tc()
                .execute(
                        "turn test frames of " + tap,
                        Filters.add(FilterSpec.of(tapIndex, Handles.FILTER_INGRESS, PRIORITY, ETH_P_802_EX1, turn)));
        try {
            if (!comesRound(pod.queues(tap, queues))) {
                throw Problem.refused(NOT_DELIVERED, object(), "a frame that the link received did not reach the tap")
                        .because("the redirect is in place, but " + TRIES + " test frames were lost")
                        .fix("see 'tc -s filter show dev " + link + " ingress': another filter may take all frames,"
                                + " or this kernel's mirred does not deliver to taps; --model macvtap does without")
                        .exception();
            }
        } finally {
            pod.remove(
                    "delete the test filter of " + tap,
                    Filters.delete(tapIndex, Handles.FILTER_INGRESS, PRIORITY, ETH_P_802_EX1));
        }
    }

    private boolean comesRound(List<Fd> taps) {
        byte[] packet = packet();
        for (int i = 0; i < TRIES; i++) {
            int written = Syscalls.write(taps.get(0), packet);
            if (written < 0 && written != -Errno.EIO) { // EIO: the tap is not up yet
                throw new SyscallException("write", tap, -written);
            }
            if (arrives(taps, packet)) {
                return true;
            }
        }
        return false;
    }

    /** Real frames that come meanwhile are dropped: nobody is there yet to receive them. */
    private boolean arrives(List<Fd> taps, byte[] packet) {
        byte[] received = new byte[ROOM];
        long end = System.nanoTime() + WAIT_MILLIS * 1_000_000L;
        while (System.nanoTime() < end) {
            int wait = taps.size() == 1 ? WAIT_MILLIS : 0; // with several, which one gets it is the kernel's choice
            for (Fd queue : taps) {
                if (Syscalls.isReadable(queue, wait)) {
                    int length = Syscalls.read(queue, received);
                    if (length >= packet.length
                            && Arrays.equals(
                                    received, VNET_HEADER, packet.length, packet, VNET_HEADER, packet.length)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private byte[] packet() {
        byte[] address = MacAddress.of(mac).toBytes();
        return ByteBuffer.allocate(VNET_HEADER + SMALLEST_FRAME)
                .position(VNET_HEADER)
                .put(address)
                .put(address)
                .putShort((short) ETH_P_802_EX1)
                .put(tap.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    @Override
    public void undo(Scope scope) {
        // The filter went when the test ended, or goes with the tap.
    }

    @Override
    public Inspection inspect(Scope scope) {
        return Inspection.applied();
    }
}
