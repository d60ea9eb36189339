package dev.plumbline.host.syscall;

import dev.plumbline.host.Fd;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Receives bytes and the descriptors that come with them from a Unix stream socket ({@code SCM_RIGHTS}). What is received is
 * close-on-exec. One block of memory that is used again for every call; for one thread at a time.
 */
public final class DescriptorInbox {
    private static final int MSG_CTRUNC = 0x08;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    private static final int SCM_RIGHTS = 1;
    private static final int HEADER = 56; // struct msghdr (64-bit)
    private static final int CONTROL = HEADER + 16;
    private static final int CONTROL_HEADER = 16; // struct cmsghdr

    private final int controlLength;
    private final ByteBuffer block;
    private final ByteBuffer data;
    private final long address;
    private final long dataAddress;
    private boolean truncated;

    /**
     * Creates an inbox.
     *
     * @param capacity how many bytes it holds
     * @param descriptors how many may come in one message; more are closed by the kernel, see {@link #truncated}
     */
    public DescriptorInbox(int capacity, int descriptors) {
        controlLength = CONTROL_HEADER + (descriptors * 4 + 7 & ~7);
        block = Syscalls.nativeBuffer(CONTROL + controlLength);
        data = Syscalls.nativeBuffer(capacity);
        address = Syscalls.addressOf(block);
        dataAddress = Syscalls.addressOf(data);
        block.putLong(16, address + HEADER).putLong(24, 1).putLong(32, address + CONTROL);
    }

    /** {@return the bytes received, at the places that {@link #receive} was told} */
    public ByteBuffer data() {
        return data;
    }

    /** {@return whether the last message had more descriptors than there was room for, or some were withheld} */
    public boolean truncated() {
        return truncated;
    }

    /**
     * Receives what there is, without waiting.
     *
     * @param at where in {@link #data} to put it
     * @param length how many bytes at most
     * @param descriptors takes the descriptors, which the caller owns
     * @return the number of bytes, 0 at the end of the stream, or a negative errno (EAGAIN when there is nothing yet)
     */
    public int receive(Fd socket, int at, int length, List<Fd> descriptors) {
        block.putLong(HEADER, dataAddress + at).putLong(HEADER + 8, length).putLong(40, controlLength);
        block.putInt(48, 0);
        int received = Syscalls.retry(
                () -> (int) Syscalls.libc().recvmsg(socket.value(), address, Syscalls.MSG_DONTWAIT | MSG_CMSG_CLOEXEC));
        truncated = false;
        if (received >= 0) {
            truncated = (block.getInt(48) & MSG_CTRUNC) != 0;
            take(descriptors);
        }
        return received;
    }

    private void take(List<Fd> descriptors) {
        int end = CONTROL + (int) block.getLong(40);
        for (int at = CONTROL; at + CONTROL_HEADER <= end; ) {
            int length = (int) block.getLong(at);
            if (length < CONTROL_HEADER || at + length > end) {
                return;
            }
            if (block.getInt(at + 8) == Syscalls.SOL_SOCKET && block.getInt(at + 12) == SCM_RIGHTS) {
                for (int i = at + CONTROL_HEADER; i + 4 <= at + length; i += 4) {
                    descriptors.add(Fd.own(block.getInt(i)));
                }
            }
            at += length + 7 & ~7;
        }
    }
}
