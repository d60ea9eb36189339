package dev.plumbline.host.syscall;

import dev.plumbline.host.Fd;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Waits for several descriptors to become readable (poll(2)), without an allocation a call. For one thread at a time. */
public final class Poll {
    private static final short POLLIN = 1;
    private static final int ENTRY = 8; // struct pollfd

    private final int count;
    private final ByteBuffer entries;
    private final long address;

    /** Creates a set of so many places, all empty. */
    public Poll(int count) {
        this.count = count;
        entries = Syscalls.nativeBuffer(count * ENTRY);
        address = Syscalls.addressOf(entries);
        for (int i = 0; i < count; i++) {
            set(i, null);
        }
    }

    /** Puts a descriptor in a place, or empties the place. */
    public void set(int place, @Nullable Fd fd) {
        entries.putInt(place * ENTRY, fd == null ? -1 : fd.value()).putShort(place * ENTRY + 4, POLLIN);
    }

    /**
     * Waits.
     *
     * @param timeoutMillis -1 waits for ever
     * @return how many are readable or broken; 0 after the time
     */
    public int await(int timeoutMillis) {
        while (true) {
            int ready = Syscalls.libc().poll(address, count, timeoutMillis);
            if (ready >= 0) {
                return ready;
            }
            int errno = -Syscalls.result(ready);
            if (errno != Errno.EINTR) {
                throw new SyscallException("poll", count + " descriptors", errno);
            }
        }
    }

    /** {@return whether the last {@link #await} found the descriptor in this place readable or broken} */
    public boolean isReady(int place) {
        return entries.getShort(place * ENTRY + 6) != 0;
    }
}
