package dev.plumbline.host.syscall;

import dev.plumbline.host.Fd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;

/** Counters that wake somebody (eventfd(2)), without an allocation a call. Thread-safe. */
public final class EventFds {
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final ByteBuffer ONE = Syscalls.nativeBuffer(8).putLong(0, 1);
    private static final long ONE_ADDRESS = Syscalls.addressOf(ONE);
    private static final ThreadLocal<ByteBuffer> COUNT = ThreadLocal.withInitial(() -> Syscalls.nativeBuffer(8));

    private EventFds() {}

    /** {@return whether a descriptor that somebody sent is an eventfd} */
    public static boolean isEventFd(Fd fd) {
        try {
            return Files.readSymbolicLink(MemoryFiles.path(fd)).toString().startsWith("anon_inode:[eventfd");
        } catch (IOException e) {
            return false;
        }
    }

    /** Makes reads and writes return at once. It is a property of the open file, which all its holders share. */
    public static void makeNonBlocking(Fd fd) {
        int flags = Syscalls.result(Syscalls.libc().fcntl(fd.value(), F_GETFL, 0));
        if (flags >= 0 && (flags & Syscalls.O_NONBLOCK) == 0) {
            int unused = Syscalls.libc().fcntl(fd.value(), F_SETFL, flags | Syscalls.O_NONBLOCK);
        }
    }

    /** Adds one, which makes the descriptor readable. A full counter is left as it is. */
    public static void signal(Fd eventfd) {
        long unused = Syscalls.libc().write(eventfd.value(), ONE_ADDRESS, 8);
    }

    /** Sets the counter back to zero. */
    public static void drain(Fd eventfd) {
        long unused = Syscalls.libc().read(eventfd.value(), Syscalls.addressOf(COUNT.get()), 8);
    }
}
