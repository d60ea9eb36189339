package dev.plumbline.runtime.channel;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The other side of a connection, and the words for what it does wrong.
 *
 * @param address the path of the Unix socket that it listens on, or where else it is
 * @param name what it is, for people: {@code QEMU monitor}
 * @param code the first part of every error code: {@code QMP}
 * @param fix what to do when it is not there or does not answer
 */
public record Peer(String address, String name, String code, String fix) {
    /** Creates a peer that listens on a Unix socket. */
    public Peer(Path socket, String name, String code, String fix) {
        this(socket.toString(), name, code, fix);
    }

    /** {@return that nobody is there: NOT_FOUND} */
    public PlumblineException absent(@Nullable String why) {
        return Problem.notFound(code + "_NOT_FOUND", address, "there is no " + name + " there")
                .because(why)
                .fix(fix)
                .exception();
    }

    /** {@return that it cannot be reached: REFUSED} */
    public PlumblineException unreachable(@Nullable String why) {
        return Problem.refused(code + "_UNREACHABLE", address, "the " + name + " cannot be reached")
                .because(why)
                .fix(fix)
                .exception();
    }

    /** {@return that it hung up: REFUSED} */
    public PlumblineException closed(@Nullable String why) {
        return Problem.refused(code + "_CLOSED", address, "the " + name + " closed the connection")
                .because(why)
                .fix("see whether QEMU still runs; " + fix)
                .exception();
    }

    /** {@return that it did not do something in time: REFUSED} */
    public PlumblineException silent(String what, Deadline deadline) {
        return Problem.refused(
                        code + "_TIMEOUT",
                        address,
                        "no answer from the " + name + " to " + what + " within "
                                + deadline.whole().toMillis() + " ms")
                .fix(fix)
                .exception();
    }

    /** {@return that what it says makes no sense: REFUSED} */
    public PlumblineException nonsense(String why) {
        return Problem.refused(code + "_NONSENSE", address, "this is no " + name + ", by what it says")
                .because(why)
                .fix(fix)
                .exception();
    }

    /** {@return that we were told to stop waiting for it: REFUSED} */
    public PlumblineException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return Problem.refused("INTERRUPTED", address, "interrupted while waiting for the " + name)
                .exception(e);
    }
}
