package dev.plumbline.host.syscall;

/**
 * The C functions that Plumbline calls, none with more than five arguments: the FFI's compiled call of a function with six
 * reaches only what lies within two gigabytes of itself. Addresses are plain {@code long}s. Public only because the FFI generates its
 * implementation in a class loader of its own; call {@link Syscalls} instead.
 */
public interface Libc {
    int open(long path, int flags, int mode);

    int close(int fd);

    int socket(int domain, int type, int protocol);

    int bind(int fd, long address, int length);

    int listen(int fd, int backlog);

    int accept4(int fd, long address, long length, int flags);

    int connect(int fd, long address, int length);

    int socketpair(int domain, int type, int protocol, long pair);

    int getsockopt(int fd, int level, int name, long value, long length);

    int setsockopt(int fd, int level, int name, long value, int length);

    long send(int fd, long buffer, long length, int flags);

    long recvmsg(int fd, long message, int flags);

    long sendmsg(int fd, long message, int flags);

    int ioctl(int fd, long request, long argument);

    int fcntl(int fd, int command, int argument);

    int fchmod(int fd, int mode);

    int memfd_create(String name, int flags);

    int ftruncate(int fd, long length);

    int fstat(int fd, long stat);

    int setns(int fd, int type);

    int unshare(int flags);

    int mount(String source, String target, String type, long flags, long data);

    int mknod(String path, int mode, long device);

    int poll(long fds, long count, int timeoutMillis);

    int eventfd(int initial, int flags);

    long read(int fd, long buffer, long length);

    long write(int fd, long buffer, long length);

    long writev(int fd, long vector, int count);

    int umask(int mask);

    int geteuid();

    String strerror(int errno);
}
