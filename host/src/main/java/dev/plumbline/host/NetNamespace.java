package dev.plumbline.host;

import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.SyscallException;
import dev.plumbline.host.syscall.Syscalls;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * An open network namespace that is neither this process's own nor the host's: those are refused, because everything
 * here rewires what it is given. The open descriptor keeps the namespace alive; close it.
 *
 * <p>Thread-safe. Sockets are opened inside with {@link #call} and may then be used from anywhere (namespaces(7)).
 */
public final class NetNamespace implements AutoCloseable {
    /** Where {@code ip netns} keeps its names. */
    public static final Path NAMES = Path.of("/run/netns");

    private static final long NS_GET_NSTYPE = 0xb703; // linux/nsfs.h

    private final Path path;
    private final Fd fd;
    private final Id id;

    /**
     * What a namespace is, whatever paths lead to it.
     *
     * @param device the device number of nsfs
     * @param inode the namespace's inode number; the kernel may use it again after the namespace is gone
     */
    public record Id(long device, long inode) {}

    private static final class Home {
        static final Fd FD = Syscalls.open("/proc/self/ns/net", Syscalls.O_RDONLY);
        static final Id ID = idOf(FD);
        static final @Nullable Id HOST = hostId();
    }

    private NetNamespace(Path path, Fd fd, Id id) {
        this.path = path;
        this.fd = fd;
        this.id = id;
    }

    /**
     * Opens a namespace by a path, or by a name under {@link #NAMES} when the text holds no slash.
     *
     * @throws PlumblineException NOT_FOUND when nothing is there; BAD_INPUT when it is no network namespace; REFUSED
     *     when it is this process's own or the host's
     */
    public static NetNamespace of(String pathOrName) {
        if (pathOrName.isEmpty()
                || pathOrName.indexOf('\0') >= 0
                || pathOrName.equals(".")
                || pathOrName.equals("..")) {
            throw Problem.badInput("NETNS_MALFORMED", "'" + pathOrName + "'", "not a path or name of a namespace")
                    .fix("give a path such as /run/netns/web-1, or a name that 'ip netns list' shows")
                    .exception();
        }
        return open(pathOf(pathOrName));
    }

    /** {@return the path that a path or a name under {@link #NAMES} stands for} */
    public static Path pathOf(String pathOrName) {
        return pathOrName.contains("/") ? Path.of(pathOrName).toAbsolutePath().normalize() : NAMES.resolve(pathOrName);
    }

    /** Opens the namespace of a running process. */
    public static NetNamespace ofProcess(long pid) {
        return open(Path.of("/proc", Long.toString(pid), "ns", "net"));
    }

    /** Opens the namespace behind a path. Throws as {@link #of} does. */
    public static NetNamespace open(Path path) {
        Fd fd = openPath(path);
        try {
            int type = Syscalls.ioctl(fd, NS_GET_NSTYPE, 0L);
            if (type != Syscalls.CLONE_NEWNET) {
                throw Problem.badInput("NOT_A_NETNS", path.toString(), "this is not a network namespace")
                        .because(type < 0 ? Errno.describe(-type) : "it is a namespace of another kind")
                        .fix("a plain file is what remains under /run/netns when its namespace was unmounted;"
                                + " remove it with 'ip netns del'")
                        .exception();
            }
            Id id = idOf(fd);
            if (id.equals(Home.ID)) {
                throw refuse(path, "it is the network namespace that Plumbline itself runs in");
            }
            if (id.equals(Home.HOST)) {
                throw refuse(path, "it is the host's network namespace");
            }
            return new NetNamespace(path, fd, id);
        } catch (RuntimeException e) {
            fd.close();
            throw e;
        }
    }

    private static Fd openPath(Path path) {
        try {
            // Non-blocking, so that a FIFO given by mistake cannot hang us.
            return Syscalls.open(path.toString(), Syscalls.O_RDONLY | Syscalls.O_NONBLOCK);
        } catch (SyscallException e) {
            if (e.errno() == Errno.EACCES || e.errno() == Errno.EPERM) {
                throw Problem.refused("NETNS_NOT_PERMITTED", path.toString(), "the namespace cannot be opened")
                        .because(Errno.describe(e.errno()))
                        .fix("run as root")
                        .exception(e);
            }
            throw Problem.notFound("NETNS_NOT_FOUND", path.toString(), "the network namespace is not there")
                    .because(Errno.describe(e.errno()))
                    .fix("'ip netns list' shows the named ones; a container's is /proc/PID/ns/net")
                    .exception(e);
        }
    }

    private static PlumblineException refuse(Path path, String why) {
        return Problem.refused("NETNS_IS_OURS", path.toString(), "Plumbline will not rewire this namespace")
                .because(why)
                .fix("a pod that shares the host's network cannot be carried into a VM; give the pod its own")
                .exception();
    }

    private static @Nullable Id hostId() {
        try (Fd host = Syscalls.open("/proc/1/ns/net", Syscalls.O_RDONLY)) {
            return idOf(host);
        } catch (SyscallException e) {
            return null; // without the right to look, only our own namespace can be told
        }
    }

    private static Id idOf(Fd fd) {
        long[] stat = Syscalls.fstat(fd);
        return new Id(stat[0], stat[1]);
    }

    /** {@return the path it was opened by} */
    public Path path() {
        return path;
    }

    /** {@return what the namespace is, whatever its path} */
    public Id id() {
        return id;
    }

    /** Runs work with its thread inside this namespace: a thread of its own, never the caller's unless it is one. */
    public <T extends @Nullable Object> T call(Callable<T> work) {
        return NamespaceThread.run(() -> ((NamespaceThread) Thread.currentThread()).enter(this, work));
    }

    Fd fd() {
        return fd;
    }

    /** The namespace this process started in. */
    static Fd home() {
        return Home.FD;
    }

    @Override
    public void close() {
        fd.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
