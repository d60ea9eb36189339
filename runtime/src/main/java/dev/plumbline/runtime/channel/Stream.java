package dev.plumbline.runtime.channel;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.Problem;
import dev.plumbline.host.syscall.Errno;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.Future;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connected stream socket on the shared event loop.
 *
 * @param peer the other side
 * @param channel its socket; a vsock too can be one of these, since Netty only reads and writes its descriptor
 */
record Stream(Peer peer, EpollDomainSocketChannel channel) implements AutoCloseable {
    private static final int LONGEST_PATH = 107; // sun_path of sockaddr_un with its terminator, unix(7)
    private static final long RETRY_MILLIS = 20;
    private static final Pattern ERROR_NUMBER = Pattern.compile("error\\(-?(\\d+)\\)");

    /**
     * Connects to a Unix socket. Nothing is sent or awaited.
     *
     * @param handlers what becomes of what comes in; new ones for each try
     * @throws dev.plumbline.host.PlumblineException NOT_FOUND when nobody listens there, REFUSED when we may not connect
     *     or the peer's queue of clients stays full
     */
    static Stream unix(Peer peer, Supplier<List<ChannelHandler>> handlers, Deadline deadline) {
        String path = peer.address();
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
                        channel.pipeline().addLast(handlers.get().toArray(ChannelHandler[]::new));
                    }
                });
        while (true) {
            ChannelFuture connecting = bootstrap.connect(new DomainSocketAddress(path));
            if (!await(connecting, peer, deadline)) {
                ChannelFuture unused = connecting.channel().close();
                throw peer.silent("the connection", deadline);
            }
            if (connecting.isSuccess()) {
                return new Stream(peer, (EpollDomainSocketChannel) connecting.channel());
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

    /** Sends bytes, and waits until the kernel has them. */
    void send(byte[] bytes, Deadline deadline) {
        finish(channel.writeAndFlush(Unpooled.wrappedBuffer(bytes)), deadline);
    }

    /** Waits until something is sent. */
    void finish(Future<Void> sending, Deadline deadline) {
        if (!await(sending, peer, deadline)) {
            throw peer.silent("being written to", deadline);
        }
        if (!sending.isSuccess()) {
            throw peer.closed(String.valueOf(sending.cause().getMessage()));
        }
    }

    static boolean await(Future<?> future, Peer peer, Deadline deadline) {
        try {
            return deadline.await(millis -> future.await(millis) ? future : null) != null;
        } catch (InterruptedException e) {
            throw peer.interrupted(e);
        }
    }

    @Override
    public void close() {
        // Waiting gives a peer that serves one client at a time the chance to see us gone before the next connects.
        channel.close().awaitUninterruptibly(1000);
    }
}
