package dev.plumbline.runtime.channel;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.Syscalls;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.util.List;

/**
 * A connection to a Unix stream socket that carries lines of at most {@link #LONGEST_LINE} bytes. One thread sends at a
 * time; what comes in goes to the {@link Receiver}.
 */
public final class LineChannel implements AutoCloseable {
    /** The longest line that is taken, in bytes. A peer that sends a longer one is cut off. */
    public static final int LONGEST_LINE = 4 << 20;

    private final Stream stream;

    private LineChannel(Stream stream) {
        this.stream = stream;
    }

    /**
     * Connects. Nothing is sent or awaited.
     *
     * @throws dev.plumbline.host.PlumblineException NOT_FOUND when nobody listens there, REFUSED when we may not connect
     *     or the peer's queue of clients stays full
     */
    public static LineChannel connect(Peer peer, Receiver receiver, Deadline deadline) {
        return new LineChannel(Stream.unix(
                peer,
                () -> List.of(
                        new LineBasedFrameDecoder(LONGEST_LINE, true, true),
                        new MessageHandler(peer, receiver, "a line of more than " + LONGEST_LINE + " bytes")),
                deadline));
    }

    /** Sends a line, whose end is part of the bytes, and waits until the kernel has it. */
    public void send(byte[] line, Deadline deadline) {
        stream.send(line, deadline);
    }

    /**
     * Sends a line and a descriptor in one message, so that the peer has the descriptor when it reads the line's first
     * byte. The descriptor stays the caller's.
     */
    public void send(byte[] line, Fd descriptor, Deadline deadline) {
        EpollDomainSocketChannel channel = stream.channel();
        Promise<Void> sent = channel.eventLoop().newPromise();
        // A copy of our own, because the event loop may still be trying when the caller has given up.
        Fd copy = Syscalls.duplicate(descriptor);
        sent.addListener(done -> copy.close());
        channel.eventLoop().execute(new DescriptorSend(channel, line, copy, deadline, sent));
        stream.finish(sent, deadline);
    }

    /** {@return the process that listens, in our pid namespace; 0 when it is in another one, -1 when it cannot be told} */
    public int process() {
        try {
            return stream.channel().peerCredentials().pid();
        } catch (IOException e) {
            return -1; // it has hung up
        }
    }

    /** Closes the connection. Idempotent; the receiver learns that it ended. */
    @Override
    public void close() {
        stream.close();
    }
}
