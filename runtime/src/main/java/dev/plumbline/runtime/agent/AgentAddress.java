package dev.plumbline.runtime.agent;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import java.nio.file.Path;

/** Where a guest's agent is reached, and which protocol it speaks. Its text is what the {@code --agent} option takes. */
public sealed interface AgentAddress {
    /** The forms that {@link #parse} takes, for help texts. */
    String FORMS = "qga:SOCKET, kata+unix:PATH, kata+hvsock:PATH:PORT, kata+vsock:CID:PORT";

    /**
     * The stock QEMU guest agent.
     *
     * @param socket the host's end of its virtio-serial port, absolute
     */
    record Qga(Path socket) implements AgentAddress {
        public Qga {
            socket = socket.toAbsolutePath();
        }

        @Override
        public String toString() {
            return "qga:" + socket;
        }
    }

    /** Kata's agent, which speaks ttrpc on any stream. */
    sealed interface Kata extends AgentAddress {}

    /**
     * Kata's agent on a Unix stream socket.
     *
     * @param socket its path, absolute
     */
    record KataUnix(Path socket) implements Kata {
        public KataUnix {
            socket = socket.toAbsolutePath();
        }

        @Override
        public String toString() {
            return "kata+unix:" + socket;
        }
    }

    /**
     * Kata's agent behind a VMM that offers the guest's vsock as a Unix socket (Firecracker's hybrid vsock).
     *
     * @param socket the VMM's socket, absolute
     * @param port the guest's port, 0 to 4294967294
     */
    record KataHybridVsock(Path socket, long port) implements Kata {
        public KataHybridVsock {
            socket = socket.toAbsolutePath();
        }

        @Override
        public String toString() {
            return "kata+hvsock:" + socket + ":" + port;
        }
    }

    /**
     * Kata's agent on the host kernel's vsock.
     *
     * @param cid the guest's context id, 0 to 4294967294
     * @param port its port, 0 to 4294967294
     */
    record KataVsock(long cid, long port) implements Kata {
        @Override
        public String toString() {
            return "kata+vsock:" + cid + ":" + port;
        }
    }

    /** {@return the address that a text names; a relative path is made absolute} */
    static AgentAddress parse(String text) {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        int last = rest.lastIndexOf(':');
        switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "qga" -> {
                return new Qga(path(text, rest));
            }
            case "kata+unix" -> {
                return new KataUnix(path(text, rest));
            }
            case "kata+hvsock" -> {
                if (last > 0) {
                    return new KataHybridVsock(
                            path(text, rest.substring(0, last)), number(text, rest.substring(last + 1)));
                }
            }
            case "kata+vsock" -> {
                if (last > 0) {
                    return new KataVsock(number(text, rest.substring(0, last)), number(text, rest.substring(last + 1)));
                }
            }
            default -> {}
        }
        throw bad(text);
    }

    private static Path path(String text, String path) {
        if (path.isEmpty() || path.indexOf('\0') >= 0) {
            throw bad(text);
        }
        return Path.of(path);
    }

    private static long number(String text, String digits) {
        if (!digits.matches("[0-9]{1,10}") || Long.parseLong(digits) >= 0xffff_ffffL) {
            throw bad(text);
        }
        return Long.parseLong(digits);
    }

    private static PlumblineException bad(String text) {
        return Problem.badInput("BAD_AGENT", "--agent " + text, "this is not the address of an agent")
                .fix("give " + FORMS + ", or none")
                .exception();
    }
}
