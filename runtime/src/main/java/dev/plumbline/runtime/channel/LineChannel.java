package dev.plumbline.runtime.channel;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.Fd;
import dev.plumbline.host.Problem;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.Syscalls;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection to a Unix stream socket that carries lines of at most {@link #LONGEST_LINE} bytes. One thread sends at a
 * time; what comes in goes to the {@link Receiver}.
 */
public final class LineChannel implements AutoCloseable {
    /** The longest line that is taken, in bytes. A peer that sends a longer one is cut off. */
    public static final int LONGEST_LINE = 4 << 20;

    private static final int LONGEST_PATH = 107; // sun_path of sockaddr_un with its terminator, unix(7)
    private static final long RETRY_MILLIS = 20;
    private static final Pattern ERROR_NUMBER = Pattern.compile("error\\(-?(\\d+)\\)");

    private final Peer peer;
    private final EpollDomainSocketChannel channel;

    private LineChannel(Peer peer, EpollDomainSocketChannel channel) {
        this.peer = peer;
        this.channel = channel;
    }

    /**
     * Connects. Nothing is sent or awaited.
     *
     * @throws dev.plumbline.host.PlumblineException NOT_FOUND when nobody listens there, REFUSED when we may not connect
     *     or the peer's queue of clients stays full
     */
    public static LineChannel connect(Peer peer, Receiver receiver, Deadline deadline) {
        String path = peer.socket().toString();
        if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            throw Problem.badInput("SOCKET_PATH_TOO_LONG", path, "a Unix socket's path has at most 107 bytes")
                    .fix("give a shorter path, or a symbolic link to the directory")
                    .exception();
        }
        Bootstrap bootstrap = new Bootstrap()
                .group(EventLoops.shared())
                .channel(EpollDomainSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new LineBasedFrameDecoder(LONGEST_LINE, true, true))
                                .addLast(new LineHandler(peer, receiver));
                    }
                });
        while (true) {
            ChannelFuture connecting = bootstrap.connect(new DomainSocketAddress(path));
            if (!await(connecting, peer, deadline)) {
                ChannelFuture unused = connecting.channel().close();
                throw peer.silent("the connection", deadline);
            }
            if (connecting.isSuccess()) {
                return new LineChannel(peer, (EpollDomainSocketChannel) connecting.channel());
            }
            failOrPause(peer, connecting.cause(), deadline);
        }
    }

    /** Returns only when the connection is worth another try. */
    private static void failOrPause(Peer peer, Throwable cause, Deadline deadline) {
        String text = String.valueOf(cause.getMessage());
        if (cause instanceof FileNotFoundException) {
            throw peer.absent(Errno.describe(Errno.ENOENT));
        }
        // Netty keeps the number of other errors to itself, and shows it in the text only.
        Matcher number = ERROR_NUMBER.matcher(text);
        int errno = number.find() ? Integer.parseInt(number.group(1)) : 0;
        switch (errno) {
            case Errno.ENOENT, Errno.ECONNREFUSED -> throw peer.absent(Errno.describe(errno));
            // More clients wait to be accepted than the peer has room for.
            case Errno.EAGAIN -> {
                if (deadline.remainingMillis() <= RETRY_MILLIS) {
                    throw peer.silent("the connection, others wait for it too", deadline);
                }
                try {
                    Thread.sleep(RETRY_MILLIS);
                } catch (InterruptedException e) {
                    throw peer.interrupted(e);
                }
            }
            case 0 -> throw peer.unreachable(text);
            default -> throw peer.unreachable(Errno.describe(errno));
        }
    }

    /** Sends a line, whose end is part of the bytes, and waits until the kernel has it. */
    public void send(byte[] line, Deadline deadline) {
        finish(channel.writeAndFlush(Unpooled.wrappedBuffer(line)), deadline);
    }

    /**
     * Sends a line and a descriptor in one message, so that the peer has the descriptor when it reads the line's first
     * byte. The descriptor stays the caller's.
     */
    public void send(byte[] line, Fd descriptor, Deadline deadline) {
        Promise<Void> sent = channel.eventLoop().newPromise();
        // A copy of our own, because the event loop may still be trying when the caller has given up.
        Fd copy = Syscalls.duplicate(descriptor);
        sent.addListener(done -> copy.close());
        channel.eventLoop().execute(new DescriptorSend(channel, line, copy, deadline, sent));
        finish(sent, deadline);
    }

    private void finish(Future<Void> sending, Deadline deadline) {
        if (!await(sending, peer, deadline)) {
            throw peer.silent("being written to", deadline);
        }
        if (!sending.isSuccess()) {
            throw peer.closed(String.valueOf(sending.cause().getMessage()));
        }
    }

    private static boolean await(Future<Void> future, Peer peer, Deadline deadline) {
        try {
            return deadline.await(millis -> future.await(millis) ? future : null) != null;
        } catch (InterruptedException e) {
            throw peer.interrupted(e);
        }
    }

    /** Closes the connection. Idempotent; the receiver learns that it ended. */
    @Override
    public void close() {
        // Waiting gives a peer that serves one client at a time the chance to see us gone before the next connects.
        channel.close().awaitUninterruptibly(1000);
    }
}
