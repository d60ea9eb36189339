package dev.plumbline.runtime.channel;

import dev.plumbline.host.Deadline;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.util.List;

/**
 * A connection that carries frames: a header that begins with the length of what follows it, four bytes in network order,
 * and a body of that length. One thread sends at a time; what comes in goes to the {@link Receiver}, header and body
 * together.
 */
public final class FrameChannel implements AutoCloseable {
    private static final int LENGTH_BYTES = 4;

    private final Stream stream;

    private FrameChannel(Stream stream) {
        this.stream = stream;
    }

    /**
     * What frames look like.
     *
     * @param headerBytes bytes of the header, the length's four among them
     * @param longestBody bytes of the longest body that is taken; a peer that announces a longer one is cut off at once
     */
    public record Format(int headerBytes, int longestBody) {
        List<ChannelHandler> handlers(Peer peer, Receiver receiver) {
            return List.of(
                    new LengthFieldBasedFrameDecoder(
                            headerBytes + longestBody, 0, LENGTH_BYTES, headerBytes - LENGTH_BYTES, 0, true),
                    new MessageHandler(peer, receiver, "a message of more than " + longestBody + " bytes"));
        }
    }

    /**
     * Connects to a Unix stream socket. Nothing is sent or awaited.
     *
     * @throws dev.plumbline.host.PlumblineException NOT_FOUND when nobody listens there, REFUSED when we may not connect
     */
    public static FrameChannel unix(Peer peer, Format format, Receiver receiver, Deadline deadline) {
        return new FrameChannel(Stream.unix(peer, () -> format.handlers(peer, receiver), deadline));
    }

    /**
     * Connects to a port of a guest whose vsock the VMM offers as a Unix socket: the port is asked for in a line, and the
     * VMM answers with another one when somebody in the guest listens there (Firecracker's {@code docs/vsock.md}).
     *
     * @param port 0 to 4294967294
     * @throws dev.plumbline.host.PlumblineException NOT_FOUND when no VMM listens on the socket, REFUSED when it hangs up,
     *     says something else or nothing
     */
    public static FrameChannel hybridVsock(Peer peer, long port, Format format, Receiver receiver, Deadline deadline) {
        HybridVsock handshake = new HybridVsock(peer, format.handlers(peer, receiver));
        Stream stream = Stream.unix(peer, handshake::handlers, deadline);
        try {
            handshake.perform(stream, port, deadline);
            return new FrameChannel(stream);
        } catch (RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    /**
     * Connects to a port of a guest by the host kernel's vsock (vsock(7)).
     *
     * @param cid the guest's context id, 0 to 4294967294
     * @param port 0 to 4294967294
     * @throws dev.plumbline.host.PlumblineException REFUSED when the host has no vsock, or the guest does not answer there
     */
    public static FrameChannel vsock(
            Peer peer, long cid, long port, Format format, Receiver receiver, Deadline deadline) {
        return new FrameChannel(Vsock.connect(peer, cid, port, format.handlers(peer, receiver), deadline));
    }

    /** Sends a frame, and waits until the kernel has it. */
    public void send(byte[] frame, Deadline deadline) {
        stream.send(frame, deadline);
    }

    /** Closes the connection. Idempotent; the receiver learns that it ended. */
    @Override
    public void close() {
        stream.close();
    }
}
