package dev.plumbline.host.syscall;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Problem.Kind;

/** A system call that failed, with its errno. */
public final class SyscallException extends PlumblineException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * Creates the exception.
     *
     * @param call the call as the manual spells it, for example {@code ioctl(TUNSETIFF)}
     * @param object what it was applied to
     * @param errno the positive error number
     */
    public SyscallException(String call, String object, int errno) {
        super(
                new Problem(kindOf(errno), "SYSCALL_FAILED", object, call + " failed", Errno.describe(errno), null),
                null);
        this.errno = errno;
    }

    /** {@return the error number, one of {@link Errno}'s or another} */
    public int errno() {
        return errno;
    }

    /** {@return what an error number means for the caller of a request that changed nothing} */
    public static Kind kindOf(int errno) {
        return switch (errno) {
            case Errno.ENOENT, Errno.ENODEV, Errno.ESRCH, Errno.ENXIO -> Kind.NOT_FOUND;
            case Errno.EINVAL, Errno.EBADF, Errno.EMSGSIZE, Errno.ERANGE -> Kind.FAULT;
            default -> Kind.REFUSED;
        };
    }
}
