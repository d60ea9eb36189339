package dev.plumbline.vhostuser.transport;

import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.DescriptorInbox;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.EventFds;
import dev.plumbline.host.syscall.Poll;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.host.syscall.UnixSockets;
import dev.plumbline.vhostuser.message.Header;
import dev.plumbline.vhostuser.message.MalformedMessageException;
import dev.plumbline.vhostuser.message.Message;
import dev.plumbline.vhostuser.message.MessageCodec;
import dev.plumbline.vhostuser.message.Payload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connected socket that carries messages. Streams may split anywhere, so a message is put together from as many reads as
 * it takes; one is sent in a single call, since some peers rely on that. One thread receives; {@link #send} and {@link
 * #interrupt} may be called from any.
 */
public final class MessageSocket implements AutoCloseable {
    /** How long a message that has begun may take to arrive, in milliseconds. */
    private static final int STALL_MILLIS = 5_000;

    private final Fd socket;
    private final Fd wake = Syscalls.eventfd();
    private final Poll poll = new Poll(2);
    private final DescriptorInbox inbox =
            new DescriptorInbox(Header.BYTES + MessageCodec.MAX_PAYLOAD, MessageCodec.MAX_DESCRIPTORS);
    private volatile boolean interrupted;

    /** Takes ownership of a connected socket. */
    public MessageSocket(Fd socket) {
        this.socket = socket;
        poll.set(0, socket);
        poll.set(1, wake);
    }

    /** {@return who is at the other end} */
    public UnixSockets.Peer peer() {
        return UnixSockets.peer(socket);
    }

    /**
     * Receives one message.
     *
     * @param timeoutMillis how long to wait for it to begin; -1 for ever
     * @return the message, or null when none began in time
     * @throws ConnectionEndedException at the end of the stream, or after {@link #interrupt}
     * @throws MalformedMessageException when what came is no message; the connection is of no use then
     */
    public @Nullable Received receive(int timeoutMillis) {
        List<Fd> descriptors = new ArrayList<>(1);
        boolean complete = false;
        try {
            if (!awaitReadable(timeoutMillis)) {
                return null;
            }
            fill(0, Header.BYTES, descriptors);
            ByteBuffer data = inbox.data();
            Header header = Header.decode(data.slice(0, Header.BYTES).order(ByteOrder.nativeOrder()));
            fill(Header.BYTES, header.size(), descriptors);
            byte[] payload = new byte[header.size()];
            data.get(Header.BYTES, payload);
            complete = true;
            return new Received(header, ByteBuffer.wrap(payload).order(ByteOrder.nativeOrder()), descriptors);
        } finally {
            if (!complete) {
                descriptors.forEach(Fd::close);
            }
        }
    }

    private void fill(int at, int length, List<Fd> descriptors) {
        int have = 0;
        while (have < length) {
            int count = inbox.receive(socket, at + have, length - have, descriptors);
            if (inbox.truncated() || descriptors.size() > MessageCodec.MAX_DESCRIPTORS) {
                throw new MalformedMessageException("more descriptors than " + MessageCodec.MAX_DESCRIPTORS
                        + " in one message, or the kernel withheld some");
            }
            if (count == -Errno.EAGAIN) {
                if (!awaitReadable(STALL_MILLIS)) {
                    throw new MalformedMessageException("a message that stopped half-way");
                }
            } else if (count == 0) {
                if (at + have > 0) {
                    throw new MalformedMessageException("the stream ended inside a message");
                }
                throw new ConnectionEndedException("the peer closed the connection");
            } else if (count < 0) {
                throw new ConnectionEndedException("recvmsg failed: " + Errno.describe(-count));
            } else {
                have += count;
            }
        }
    }

    private boolean awaitReadable(int timeoutMillis) {
        boolean ready = poll.await(timeoutMillis) > 0;
        if (interrupted) {
            throw new ConnectionEndedException("stopped");
        }
        return ready;
    }

    /**
     * Sends one message.
     *
     * @throws ConnectionEndedException when the peer does not take it
     */
    public void send(Message message, Fd... descriptors) {
        send(MessageCodec.encode(message), descriptors);
    }

    /**
     * Answers a request.
     *
     * @param id the request's code, which may be unknown to us
     * @throws ConnectionEndedException when the peer does not take it
     */
    public void reply(int id, Payload payload, Fd... descriptors) {
        // Exactly these flags: QEMU compares them for equality.
        send(MessageCodec.encode(id, Header.VERSION | Header.REPLY, payload), descriptors);
    }

    private void send(byte[] bytes, Fd... descriptors) {
        int sent = Syscalls.sendWithDescriptors(socket.value(), bytes, descriptors);
        if (sent != bytes.length) {
            throw new ConnectionEndedException(
                    sent < 0 && sent != -Errno.EAGAIN
                            ? "sendmsg failed: " + Errno.describe(-sent)
                            : "the peer does not read what it is sent");
        }
    }

    /** Makes {@link #receive} end, now and later. */
    public void interrupt() {
        interrupted = true;
        EventFds.signal(wake);
    }

    @Override
    public void close() {
        socket.close();
        wake.close();
    }
}
