package dev.plumbline.host.syscall;

import dev.plumbline.host.Fd;
import java.nio.ByteBuffer;

/**
 * Pieces of memory that one call reads into or writes from (readv(2)), without an allocation a call. The kernel looks at the
 * memory, so a piece that is not there any more is the error EFAULT and nothing worse. For one thread at a time.
 */
public final class IoVector {
    /** The most pieces that the kernel takes ({@code UIO_MAXIOV}). */
    public static final int MAX = 1024;

    private static final int ENTRY = 16; // struct iovec (64-bit)

    private final ByteBuffer entries = Syscalls.nativeBuffer(MAX * ENTRY);
    private final long address = Syscalls.addressOf(entries);

    /** Describes one piece. */
    public void set(int index, long start, long length) {
        entries.putLong(index * ENTRY, start).putLong(index * ENTRY + 8, length);
    }

    /** Writes the first so many pieces at once. Returns the bytes written, or a negative errno. */
    public int write(Fd fd, int count) {
        while (true) {
            long written = Syscalls.libc().writev(fd.value(), address, count);
            int result = written >= 0 ? (int) written : Syscalls.result(-1);
            if (result != -Errno.EINTR) {
                return result;
            }
        }
    }

    /** Reads into the memory at an address. Returns the bytes read, 0 at the end, or a negative errno. */
    public static int read(Fd fd, long address, int length) {
        while (true) {
            long read = Syscalls.libc().read(fd.value(), address, length);
            int result = read >= 0 ? (int) read : Syscalls.result(-1);
            if (result != -Errno.EINTR) {
                return result;
            }
        }
    }
}
