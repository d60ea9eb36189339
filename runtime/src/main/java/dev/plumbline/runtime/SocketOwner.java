package dev.plumbline.runtime;

import dev.plumbline.host.syscall.Syscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who decides what is at a socket's path. Whoever serves a vhost-user socket has the whole of the guest's memory, so a socket
 * that was only come upon, where somebody else may have put it or may put another one later, is not just joined.
 */
final class SocketOwner {
    private static final int ROOT = 0;
    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int STICKY = 01000;
    private static final int FORMAT = 0170000;
    private static final int LINK = 0120000;

    private SocketOwner() {}

    /** {@return why somebody else than root and this user may decide what is at the path; nothing when nobody else may} */
    static Optional<String> whyNotTrusted(Path socket) {
        Path directory = socket.toAbsolutePath().normalize().getParent();
        if (directory == null) {
            return Optional.empty(); // the root directory
        }
        try {
            // As it is written, since a link on the way may be turned, and as it is.
            for (Path way : List.of(directory, directory.toRealPath())) {
                for (Path part = way; part != null; part = part.getParent()) {
                    if (!isOurs(part, part.equals(way))) {
                        return Optional.of("others than root decide what is at " + part
                                + ", and whoever serves the socket gets the guest's memory; 'plumb plug --vhost-user'"
                                + " takes it on your word");
                    }
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(directory + " cannot be looked at: " + e);
        }
    }

    /** In a sticky directory, others may make entries, but leave those of others alone. */
    private static boolean isOurs(Path part, boolean last) throws IOException {
        int owner = (int) Files.getAttribute(part, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        int mode = (int) Files.getAttribute(part, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        boolean ours = owner == ROOT || owner == Syscalls.effectiveUser();
        boolean link = (mode & FORMAT) == LINK;
        boolean closed = (mode & WRITABLE_BY_OTHERS) == 0 || !last && (mode & STICKY) != 0;
        return ours && (link || closed);
    }
}
