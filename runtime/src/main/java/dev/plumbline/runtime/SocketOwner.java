package dev.plumbline.runtime;

import dev.plumbline.host.syscall.Syscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who decides what is at a socket's path. Whoever serves a vhost-user socket has the whole of the guest's memory, so a socket
 * that was only come upon, below a directory where everybody may write, is not just joined.
 */
final class SocketOwner {
    private static final int ROOT = 0;
    private static final int WRITABLE_BY_OTHERS = 0022;

    private SocketOwner() {}

    /** {@return why somebody else than root and this user may have put the socket there; nothing when nobody else may} */
    static Optional<String> whyNotTrusted(Path socket) {
        Path directory = socket.toAbsolutePath().getParent();
        if (directory == null) {
            return Optional.empty(); // the root directory
        }
        try {
            int owner = (int) Files.getAttribute(directory, "unix:uid");
            int mode = (int) Files.getAttribute(directory, "unix:mode");
            boolean ours = owner == ROOT || owner == Syscalls.effectiveUser();
            if (ours && (mode & WRITABLE_BY_OTHERS) == 0) {
                return Optional.empty();
            }
            return Optional.of("others than root may write to " + directory + " (it is user " + owner
                    + "'s), and whoever serves the socket gets the guest's memory; 'plumb plug --vhost-user' takes it"
                    + " on your word");
        } catch (IOException e) {
            return Optional.of(directory + " cannot be looked at: " + e);
        }
    }
}
