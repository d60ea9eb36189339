package dev.plumbline.host.syscall;

import dev.plumbline.host.Fd;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * System calls with Java's manners. Calls that create a descriptor return an {@link Fd} that is close-on-exec from
 * birth; calls whose failure the caller must tell apart return a negative errno; the others throw {@link
 * SyscallException}. Interrupted calls (EINTR) are repeated. All methods may be called from any thread.
 */
public final class Syscalls {
    public static final int O_RDONLY = 0;
    public static final int O_RDWR = 2;
    public static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;

    public static final int AF_NETLINK = 16;
    public static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 0x80000;
    public static final int SOL_SOCKET = 1;
    public static final int SO_RCVBUFFORCE = 33;
    public static final int MSG_TRUNC = 0x20;
    public static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int SCM_RIGHTS = 1;

    public static final int CLONE_NEWNET = 0x40000000;
    private static final int CLONE_NEWNS = 0x00020000;
    public static final long MS_RDONLY = 1;
    public static final long MS_REC = 1 << 14;
    public static final long MS_PRIVATE = 1 << 18;
    private static final int S_IFCHR = 0x2000;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int EFD_CLOEXEC = 0x80000;
    private static final int EFD_NONBLOCK = 0x800;
    private static final short POLLIN = 1;

    private static final Libc LIBC =
            LibraryLoader.create(Libc.class).failImmediately().load("c");
    private static final Runtime RUNTIME = Runtime.getRuntime(LIBC);

    private Syscalls() {}

    /** Opens a file; {@code O_CLOEXEC} is added. */
    public static Fd open(String path, int flags) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        ByteBuffer text = bytes.length < SCRATCH_SIZE ? scratch(bytes.length + 1) : nativeBuffer(bytes.length + 1);
        text.put(0, bytes).put(bytes.length, (byte) 0);
        int fd;
        try {
            fd = retry(() -> LIBC.open(addressOf(text), flags | O_CLOEXEC, 0));
        } finally {
            Reference.reachabilityFence(text);
        }
        if (fd < 0) {
            throw new SyscallException("open", path, -fd);
        }
        return Fd.own(fd);
    }

    /** Opens a socket; {@code SOCK_CLOEXEC} is added. */
    public static Fd socket(int domain, int type, int protocol) {
        int fd = result(LIBC.socket(domain, type | SOCK_CLOEXEC, protocol));
        if (fd < 0) {
            throw new SyscallException("socket", "socket of family " + domain, -fd);
        }
        return Fd.own(fd);
    }

    /** Closes a descriptor number. Never repeated: after EINTR Linux has closed it already. */
    public static void close(int fd) {
        LIBC.close(fd);
    }

    /** {@return a second descriptor for the same open file, close-on-exec} */
    public static Fd duplicate(Fd fd) {
        int copy = result(LIBC.fcntl(fd.value(), F_DUPFD_CLOEXEC, 0));
        if (copy < 0) {
            throw new SyscallException("fcntl(F_DUPFD_CLOEXEC)", fd.toString(), -copy);
        }
        return Fd.own(copy);
    }

    /** {@return 0, or a negative errno} */
    public static int bind(Fd fd, ByteBuffer address) {
        return result(LIBC.bind(fd.value(), addressOf(address), address.remaining()));
    }

    /** Sets an integer socket option. Returns 0, or a negative errno. */
    public static int setsockopt(Fd fd, int level, int name, int value) {
        ByteBuffer option = scratch(4);
        option.putInt(0, value);
        return result(LIBC.setsockopt(fd.value(), level, name, addressOf(option), 4));
    }

    /** Sends a direct buffer's remaining bytes, whose address the caller knows. Returns bytes sent or -errno. */
    public static long send(Fd fd, long address, int length) {
        while (true) {
            long sent = LIBC.send(fd.value(), address, length, MSG_NOSIGNAL);
            if (sent >= 0) {
                return sent;
            }
            int errno = lastErrno();
            if (errno != Errno.EINTR) {
                return -errno;
            }
        }
    }

    /**
     * Prepares to receive datagrams: a {@code struct msghdr} (64-bit), its {@code iovec} and the sender's address, in one
     * block that is used again for every {@link #receive}.
     */
    public static final class Inbox {
        private static final int HEADER = 56;
        private static final int SENDER = HEADER + 16;
        private static final int SENDER_LENGTH = 12; // struct sockaddr_nl

        private final ByteBuffer block = nativeBuffer(SENDER + SENDER_LENGTH);
        private final long address = addressOf(block);
        private ByteBuffer data;

        /** Creates an inbox for datagrams of up to so many bytes. */
        public Inbox(int capacity) {
            data = nativeBuffer(capacity);
            block.putLong(0, address + SENDER).putLong(16, address + HEADER).putLong(24, 1);
            resize(capacity);
        }

        /** Makes room for larger datagrams; what was received is lost. */
        public void resize(int capacity) {
            data = nativeBuffer(capacity);
            block.putLong(HEADER, addressOf(data)).putLong(HEADER + 8, capacity);
        }

        /** {@return the bytes of the last datagram, from the buffer's start} */
        public ByteBuffer data() {
            return data;
        }

        /** {@return the netlink port id of the last datagram's sender; 0 is the kernel} */
        public int senderPort() {
            return block.getInt(SENDER + 4);
        }
    }

    /**
     * Receives one datagram.
     *
     * @return its length (its full length with {@link #MSG_TRUNC}), or a negative errno
     */
    public static long receive(Fd fd, Inbox inbox, int flags) {
        while (true) {
            inbox.block.putInt(8, Inbox.SENDER_LENGTH);
            long received = LIBC.recvmsg(fd.value(), inbox.address, flags);
            if (received >= 0) {
                return received;
            }
            int errno = lastErrno();
            if (errno != Errno.EINTR) {
                return -errno;
            }
        }
    }

    /**
     * Sends bytes and descriptors in one message on a Unix stream socket ({@code SCM_RIGHTS}, unix(7)).
     *
     * @param socket the descriptor number of a Unix socket that somebody else owns
     * @return how many of the bytes were sent, or a negative errno (EAGAIN on a full non-blocking socket); the
     *     descriptors go with the first byte
     */
    public static int sendWithDescriptors(int socket, byte[] bytes, Fd... descriptors) {
        // One block: struct msghdr (64-bit), struct iovec, the control message, the payload.
        int controlLength = 16 + descriptors.length * 4;
        int controlSpace = (controlLength + 7) & ~7;
        ByteBuffer block = nativeBuffer(56 + 16 + controlSpace + bytes.length);
        long address = addressOf(block);
        long iovec = address + 56;
        long control = iovec + 16;
        long payload = control + controlSpace;
        block.putLong(16, iovec).putLong(24, 1).putLong(32, control).putLong(40, controlSpace);
        block.putLong(56, payload).putLong(64, bytes.length);
        block.position(72);
        block.putLong(controlLength).putInt(SOL_SOCKET).putInt(SCM_RIGHTS);
        for (Fd descriptor : descriptors) {
            block.putInt(descriptor.value());
        }
        block.put(72 + controlSpace, bytes);
        try {
            return retry(() -> (int) LIBC.sendmsg(socket, address, MSG_NOSIGNAL));
        } finally {
            Reference.reachabilityFence(block);
        }
    }

    /** Calls ioctl with a structure. Returns its result, or a negative errno. */
    public static int ioctl(Fd fd, long request, ByteBuffer argument) {
        return retry(() -> LIBC.ioctl(fd.value(), request, addressOf(argument)));
    }

    /** Calls ioctl with a plain number. Returns its result, or a negative errno. */
    public static int ioctl(Fd fd, long request, long argument) {
        return retry(() -> LIBC.ioctl(fd.value(), request, argument));
    }

    /** {@return device and inode number of the file behind a descriptor, in this order} */
    public static long[] fstat(Fd fd) {
        ByteBuffer stat = scratch(144); // struct stat on x86-64; it is shorter on arm64
        int result = result(LIBC.fstat(fd.value(), addressOf(stat)));
        if (result < 0) {
            throw new SyscallException("fstat", fd.toString(), -result);
        }
        return new long[] {stat.getLong(0), stat.getLong(8)};
    }

    /** Moves the calling thread into a network namespace. Returns 0, or a negative errno. */
    public static int setns(Fd namespace) {
        return result(LIBC.setns(namespace.value(), CLONE_NEWNET));
    }

    /** Gives the calling thread, and it alone, a mount namespace of its own. Returns 0, or a negative errno. */
    public static int unshareMounts() {
        return result(LIBC.unshare(CLONE_NEWNS));
    }

    /** Mounts a file system, or changes a mount when the type is empty. Returns 0, or a negative errno. */
    public static int mount(String type, String target, long flags) {
        return result(LIBC.mount(type.isEmpty() ? "none" : type, target, type, flags, 0));
    }

    /** Makes a character device that only its owner may use. Returns 0, or a negative errno. */
    public static int makeCharacterDevice(String path, int major, int minor) {
        // gnu_dev_makedev(3)
        long device = (minor & 0xffL) | (major & 0xfffL) << 8 | (minor & ~0xffL) << 12 | (major & ~0xfffL) << 32;
        return result(LIBC.mknod(path, S_IFCHR | 0600, device));
    }

    /** {@return a non-blocking eventfd with the value 0} */
    public static Fd eventfd() {
        int fd = result(LIBC.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
        if (fd < 0) {
            throw new SyscallException("eventfd", "eventfd", -fd);
        }
        return Fd.own(fd);
    }

    /** Adds to an eventfd's counter, which makes it readable. */
    public static void signal(Fd eventfd) {
        ByteBuffer one = nativeBuffer(8);
        one.putLong(0, 1);
        LIBC.write(eventfd.value(), addressOf(one), 8);
    }

    /**
     * Waits until one of two descriptors is readable.
     *
     * @param timeoutMillis -1 waits for ever
     * @return bit 0 set when the first is readable (or broken), bit 1 for the second; 0 after the time
     */
    public static int pollReadable(Fd first, Fd second, int timeoutMillis) {
        ByteBuffer fds = nativeBuffer(16);
        fds.putInt(0, first.value()).putShort(4, POLLIN);
        fds.putInt(8, second.value()).putShort(12, POLLIN);
        int ready = retry(() -> LIBC.poll(addressOf(fds), 2, timeoutMillis));
        if (ready < 0) {
            throw new SyscallException("poll", first.toString(), -ready);
        }
        return (fds.getShort(6) != 0 ? 1 : 0) | (fds.getShort(14) != 0 ? 2 : 0);
    }

    /** {@return whether a descriptor becomes readable (or broken) within the time; -1 waits for ever} */
    public static boolean isReadable(Fd fd, int timeoutMillis) {
        ByteBuffer fds = scratch(8);
        fds.putInt(0, fd.value()).putShort(4, POLLIN).putShort(6, (short) 0);
        int ready = retry(() -> LIBC.poll(addressOf(fds), 1, timeoutMillis));
        if (ready < 0) {
            throw new SyscallException("poll", fd.toString(), -ready);
        }
        return ready > 0;
    }

    /** Reads once into a heap array. Returns bytes read, 0 at the end, or a negative errno. */
    public static int read(Fd fd, byte[] into) {
        ByteBuffer buffer = nativeBuffer(into.length);
        int count = retry(() -> (int) LIBC.read(fd.value(), addressOf(buffer), into.length));
        if (count > 0) {
            buffer.get(0, into, 0, count);
        }
        return count;
    }

    /** Writes once. Returns bytes written, or a negative errno. */
    public static int write(Fd fd, byte[] bytes) {
        ByteBuffer buffer = nativeBuffer(bytes.length).put(bytes).flip();
        return retry(() -> (int) LIBC.write(fd.value(), addressOf(buffer), bytes.length));
    }

    /** Sets this process's mask of permissions for new files. Returns the one before. */
    public static int umask(int mask) {
        return LIBC.umask(mask);
    }

    /** {@return the effective user of this process} */
    public static int effectiveUser() {
        return LIBC.geteuid();
    }

    /** {@return the C library's words for an error number} */
    public static String strerror(int errno) {
        return LIBC.strerror(errno);
    }

    /** {@return a zeroed direct buffer in the machine's byte order} */
    public static ByteBuffer nativeBuffer(int capacity) {
        return ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder());
    }

    /** {@return the address of a direct buffer's first byte, valid while the buffer is reachable} */
    public static long addressOf(ByteBuffer direct) {
        return Pointer.wrap(RUNTIME, direct).address();
    }

    private static final int SCRATCH_SIZE = 144;
    private static final ThreadLocal<ByteBuffer> SCRATCH = ThreadLocal.withInitial(() -> nativeBuffer(SCRATCH_SIZE));

    /** A small buffer of this thread's, for one call's fixed argument. */
    private static ByteBuffer scratch(int length) {
        ByteBuffer buffer = SCRATCH.get();
        if (length > buffer.capacity()) {
            throw new IllegalArgumentException("scratch of " + length);
        }
        return buffer;
    }

    /** The functions themselves, for this package's other classes. */
    static Libc libc() {
        return LIBC;
    }

    /** {@return what a function returned, or the negative errno when that is -1} */
    static int result(int returned) {
        return returned >= 0 ? returned : -lastErrno();
    }

    /** Calls until no signal interrupts. Returns the result, or a negative errno. */
    static int retry(IntCall call) {
        while (true) {
            int result = result(call.run());
            if (result != -Errno.EINTR) {
                return result;
            }
        }
    }

    private static int lastErrno() {
        return jnr.ffi.LastError.getLastError(RUNTIME);
    }

    @FunctionalInterface
    interface IntCall {
        int run();
    }
}
