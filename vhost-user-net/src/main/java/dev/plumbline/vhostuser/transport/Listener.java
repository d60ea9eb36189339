package dev.plumbline.vhostuser.transport;

import dev.plumbline.host.Fd;
import dev.plumbline.host.Problem;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.EventFds;
import dev.plumbline.host.syscall.Poll;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.host.syscall.UnixSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket at a path, which only this user may connect to. A file that a dead process left at the path is replaced;
 * closing removes the file if it is still ours. One thread accepts; {@link #interrupt} may be called from any.
 */
public final class Listener implements AutoCloseable {
    private static final int MODE = 0600;
    private static final int BACKLOG = 16;

    private final Path path;
    private final Fd socket;
    private final @Nullable Object file;
    private final Fd wake = Syscalls.eventfd();
    private final Poll poll = new Poll(2);
    private volatile boolean interrupted;

    private Listener(Path path, Fd socket) {
        this.path = path;
        this.socket = socket;
        this.file = keyOf(path);
        poll.set(0, socket);
        poll.set(1, wake);
    }

    /**
     * Listens.
     *
     * @throws dev.plumbline.host.PlumblineException BAD_INPUT for a path that no address can hold; NOT_FOUND when its directory
     *     is not there; REFUSED when somebody else listens there or another kind of file is in the way
     */
    public static Listener at(Path path) {
        int number = UnixSockets.listen(path, BACKLOG, MODE);
        if (number == -Errno.EADDRINUSE) {
            removeStale(path);
            number = UnixSockets.listen(path, BACKLOG, MODE);
        }
        if (number < 0) {
            Problem problem = number == -Errno.ENOENT
                    ? Problem.notFound("SOCKET_DIRECTORY_NOT_FOUND", path.toString(), "the socket cannot be made")
                            .fix("make its directory first, for this user only")
                    : Problem.refused("SOCKET_REFUSED", path.toString(), "the socket cannot be made")
                            .fix("choose a path where this user may make a socket");
            throw problem.because(Errno.describe(-number)).exception();
        }
        return new Listener(path, Fd.own(number));
    }

    private static void removeStale(Path path) {
        if (!isSocket(path)) {
            throw Problem.refused("SOCKET_PATH_IN_USE", path.toString(), "something that is no socket is in the way")
                    .fix("choose another path, or remove it")
                    .exception();
        }
        int other = UnixSockets.connect(path);
        if (other != -Errno.ECONNREFUSED) {
            if (other >= 0) {
                Syscalls.close(other);
            }
            throw Problem.refused("SOCKET_PATH_IN_USE", path.toString(), "somebody listens there already")
                    .because(other >= 0 ? "it accepted a connection" : Errno.describe(-other))
                    .fix(
                            "stop the other process, choose another path, or be the side that dials: 'serve' with --client,"
                                    + " 'plug' without --listen")
                    .exception();
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw Problem.refused("SOCKET_PATH_IN_USE", path.toString(), "an old socket cannot be removed")
                    .because(e.toString())
                    .fix("remove it, or choose another path")
                    .exception(e);
        }
    }

    /** {@return whether a path leads to a socket} */
    public static boolean isSocket(Path path) {
        try {
            // java.nio knows no sockets, but the type is in the mode.
            return ((int) Files.getAttribute(path, "unix:mode") & 0170000) == 0140000;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Waits for a connection.
     *
     * @return the connection's socket, which the caller owns
     * @throws ConnectionEndedException after {@link #interrupt}
     */
    public Fd accept() {
        while (true) {
            Fd connection = accept(-1);
            if (connection != null) {
                return connection;
            }
        }
    }

    /**
     * Waits for a connection, but not for ever. Throws as the other does.
     *
     * @param millis how long to wait; -1 waits for ever
     * @return the connection's socket, which the caller owns; null when none came
     */
    public @Nullable Fd accept(int millis) {
        while (true) {
            int ready = poll.await(millis);
            if (interrupted) {
                throw new ConnectionEndedException("stopped");
            }
            if (ready == 0) {
                return null;
            }
            int number = UnixSockets.accept(socket);
            if (number >= 0) {
                return Fd.own(number);
            }
            if (number == -Errno.EMFILE || number == -Errno.ENFILE || number == -Errno.ENOMEM) {
                pause(); // the connection stays in the queue until there is room for its descriptor
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes {@link #accept} end, now and later. */
    public void interrupt() {
        interrupted = true;
        EventFds.signal(wake);
    }

    private static @Nullable Object keyOf(Path path) {
        try {
            return Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void close() {
        Object now = keyOf(path);
        if (now != null && now.equals(file)) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // Somebody may have removed it, or its directory, meanwhile; the next one to listen replaces it.
            }
        }
        socket.close();
        wake.close();
    }
}
