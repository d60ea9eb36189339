package dev.plumbline.netlink;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.SyscallException;
import org.jspecify.annotations.Nullable;

/** A request that the kernel refused, with its errno and, where the kernel gave one, its explanation. */
public final class NetlinkException extends PlumblineException {
    private static final long serialVersionUID = 1L;

    private final int errno;
    private final @Nullable String kernelText;

    /**
     * Creates the exception.
     *
     * @param request what was asked for
     * @param errno the positive error number
     * @param kernelText the extended ack's text
     * @param attribute the attribute that the kernel complains about
     */
    public NetlinkException(String request, int errno, @Nullable String kernelText, @Nullable String attribute) {
        super(
                new Problem(
                        SyscallException.kindOf(errno),
                        "NETLINK_REFUSED",
                        request,
                        "the kernel refused",
                        words(errno, kernelText, attribute),
                        errno == Errno.EPERM ? "run as root (CAP_NET_ADMIN in the namespace)" : null),
                null);
        this.errno = errno;
        this.kernelText = kernelText;
    }

    private static String words(int errno, @Nullable String kernelText, @Nullable String attribute) {
        return Errno.describe(errno)
                + (kernelText == null ? "" : ": " + kernelText)
                + (attribute == null ? "" : " [" + attribute + "]");
    }

    /** {@return the positive error number} */
    public int errno() {
        return errno;
    }

    /** {@return the kernel's extended-ack text, or null when it gave none} */
    public @Nullable String kernelText() {
        return kernelText;
    }

    /** {@return whether the kernel says that the object is not there} */
    public boolean isAbsent() {
        // EADDRNOTAVAIL is the answer to deleting an address that is gone, ESRCH that for a route.
        return errno == Errno.ENOENT || errno == Errno.ENODEV || errno == Errno.ESRCH || errno == Errno.EADDRNOTAVAIL;
    }
}
