package dev.plumbline.vhostuser;

import java.nio.file.Path;

/**
 * How a back-end works.
 *
 * @param socket the path to listen on, or to connect to
 * @param client connect to a front-end that listens, again and again, instead of listening
 * @param packed offer packed rings, too
 * @param once end with the first connection
 * @param sealedOnly refuse memory whose file can become shorter
 * @param busyPollMicros how long an idle queue pair keeps looking before it sleeps; 0 to 1000000 microseconds
 */
public record BackendOptions(
        Path socket, boolean client, boolean packed, boolean once, boolean sealedOnly, int busyPollMicros) {
    public BackendOptions {
        if (busyPollMicros < 0 || busyPollMicros > 1_000_000) {
            throw new IllegalArgumentException("busyPollMicros " + busyPollMicros);
        }
    }

    /** {@return a back-end that listens, offers all it can, and sleeps when there is nothing to do} */
    public static BackendOptions listenAt(Path socket) {
        return new BackendOptions(socket, false, true, false, false, 0);
    }

    /** {@return the same, in the client's role or not} */
    public BackendOptions withClient(boolean on) {
        return new BackendOptions(socket, on, packed, once, sealedOnly, busyPollMicros);
    }

    /** {@return the same, with packed rings or not} */
    public BackendOptions withPacked(boolean on) {
        return new BackendOptions(socket, client, on, once, sealedOnly, busyPollMicros);
    }

    /** {@return the same, for one connection or for any number} */
    public BackendOptions withOnce(boolean on) {
        return new BackendOptions(socket, client, packed, on, sealedOnly, busyPollMicros);
    }

    /** {@return the same, for sealed memory only or for any} */
    public BackendOptions withSealedOnly(boolean on) {
        return new BackendOptions(socket, client, packed, once, on, busyPollMicros);
    }

    /** {@return the same, with another time of looking before sleeping} */
    public BackendOptions withBusyPollMicros(int micros) {
        return new BackendOptions(socket, client, packed, once, sealedOnly, micros);
    }
}
