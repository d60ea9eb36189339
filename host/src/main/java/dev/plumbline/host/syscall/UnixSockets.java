package dev.plumbline.host.syscall;

import dev.plumbline.host.Fd;
import dev.plumbline.host.Problem;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Unix stream sockets that carry descriptors (unix(7)). Connections never block: what cannot be done at once is the error
 * EAGAIN. Every descriptor is close-on-exec from birth. Thread-safe.
 */
public final class UnixSockets {
    /** The longest path that an address holds, in bytes ({@code sun_path} without its final zero). */
    public static final int MAX_PATH = 107;

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SO_PEERCRED = 17;

    private UnixSockets() {}

    /**
     * Who is at the other end, as the kernel saw it when the connection was made ({@code struct ucred}).
     *
     * @param pid the process; 0 when it is in another process namespace
     * @param uid its effective user
     * @param gid its effective group
     */
    public record Peer(int pid, int uid, int gid) {}

    /**
     * Listens on a path that must not exist.
     *
     * @param mode the permissions of the new file; the process's umask takes away from them
     * @return 0 or more: the socket's number, which the caller owns; otherwise a negative errno
     */
    public static int listen(Path path, int backlog, int mode) {
        ByteBuffer address = address(path);
        try (Fd socket = Syscalls.socket(AF_UNIX, SOCK_STREAM, 0)) {
            // The mode of the socket becomes that of the file, without a moment in between.
            int result = Syscalls.result(Syscalls.libc().fchmod(socket.value(), mode));
            result = result < 0 ? result : Syscalls.bind(socket, address);
            result = result < 0 ? result : Syscalls.result(Syscalls.libc().listen(socket.value(), backlog));
            return result < 0 ? result : socket.release();
        } finally {
            Reference.reachabilityFence(address);
        }
    }

    /**
     * Connects to a path.
     *
     * @return 0 or more: the socket's number, which the caller owns; otherwise a negative errno, EAGAIN when the listener's
     *     queue is full
     */
    public static int connect(Path path) {
        ByteBuffer address = address(path);
        try (Fd socket = Syscalls.socket(AF_UNIX, SOCK_STREAM | Syscalls.O_NONBLOCK, 0)) {
            int result = Syscalls.retry(
                    () -> Syscalls.libc().connect(socket.value(), Syscalls.addressOf(address), address.remaining()));
            return result < 0 ? result : socket.release();
        } finally {
            Reference.reachabilityFence(address);
        }
    }

    /** {@return the number of a new connection's socket, which the caller owns, or a negative errno} */
    public static int accept(Fd listener) {
        return Syscalls.retry(
                () -> Syscalls.libc().accept4(listener.value(), 0, 0, SOCK_CLOEXEC | Syscalls.O_NONBLOCK));
    }

    /** {@return two sockets that are connected with each other} */
    public static List<Fd> pair() {
        ByteBuffer pair = Syscalls.nativeBuffer(8);
        int result = Syscalls.result(Syscalls.libc()
                .socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | Syscalls.O_NONBLOCK, 0, Syscalls.addressOf(pair)));
        if (result < 0) {
            throw new SyscallException("socketpair", "pair of Unix sockets", -result);
        }
        return List.of(Fd.own(pair.getInt(0)), Fd.own(pair.getInt(4)));
    }

    /** {@return who is at the other end of a connection} */
    public static Peer peer(Fd connection) {
        ByteBuffer block = Syscalls.nativeBuffer(16);
        block.putInt(12, 12);
        long address = Syscalls.addressOf(block);
        int result = Syscalls.result(Syscalls.libc()
                .getsockopt(connection.value(), Syscalls.SOL_SOCKET, SO_PEERCRED, address, address + 12));
        if (result < 0) {
            throw new SyscallException("getsockopt(SO_PEERCRED)", connection.toString(), -result);
        }
        return new Peer(block.getInt(0), block.getInt(4), block.getInt(8));
    }

    private static ByteBuffer address(Path path) {
        byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_PATH) {
            throw Problem.badInput("SOCKET_PATH_TOO_LONG", path.toString(), "a socket's path has at most 107 bytes")
                    .because("this one has " + bytes.length)
                    .fix("use a shorter path, or a symbolic link to the directory")
                    .exception();
        }
        ByteBuffer address = Syscalls.nativeBuffer(2 + bytes.length + 1);
        return address.putShort((short) AF_UNIX).put(bytes).put((byte) 0).flip();
    }
}
