package dev.plumbline.runtime.channel;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.syscall.Errno;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.epoll.VSockAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.util.List;

/** Sockets of the host kernel's vsock(7). */
final class Vsock {
    private static final long LOOK_AGAIN_MILLIS = 5;

    private Vsock() {}

    static Stream connect(Peer peer, long cid, long port, List<ChannelHandler> handlers, Deadline deadline) {
        return adopt(peer, connected(peer, new VSockAddress((int) cid, (int) port), deadline), handlers, deadline);
    }

    /** {@return a connected socket on the event loop, which owns it from now on} */
    static Stream adopt(Peer peer, Socket socket, List<ChannelHandler> handlers, Deadline deadline) {
        EpollDomainSocketChannel channel = new EpollDomainSocketChannel(socket.intValue(), true);
        channel.pipeline().addLast(handlers.toArray(ChannelHandler[]::new));
        if (!Stream.await(EventLoops.shared().register(channel), peer, deadline)) {
            channel.close().awaitUninterruptibly(1000);
            throw peer.silent("the connection", deadline);
        }
        return new Stream(peer, channel);
    }

    private static LinuxSocket connected(Peer peer, VSockAddress address, Deadline deadline) {
        Epoll.ensureAvailability(); // loads the native code, which this may be the first to use
        LinuxSocket socket;
        try {
            socket = LinuxSocket.newVSockStream();
        } catch (ChannelException e) {
            throw peer.unreachable("this host's kernel has no vsock: " + e.getMessage());
        }
        try {
            boolean done = socket.connectVSock(address);
            // Netty waits for such a socket nowhere; the kernel itself gives up after two seconds.
            while (!done) {
                int error = socket.getSoError();
                if (error != 0) {
                    throw peer.unreachable(Errno.describe(Math.abs(error)));
                }
                done = socket.remoteVSockAddress() != null;
                if (!done) {
                    pause(peer, deadline);
                }
            }
            return socket;
        } catch (IOException e) {
            throw closing(socket, peer.unreachable(e.getMessage()));
        } catch (RuntimeException e) {
            throw closing(socket, e);
        }
    }

    private static RuntimeException closing(LinuxSocket socket, RuntimeException why) {
        try {
            socket.close();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
        return why;
    }

    private static void pause(Peer peer, Deadline deadline) {
        if (deadline.passed()) {
            throw peer.silent("the connection", deadline);
        }
        try {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            throw peer.interrupted(e);
        }
    }
}
