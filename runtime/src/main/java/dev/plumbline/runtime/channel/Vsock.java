package dev.plumbline.runtime.channel;

import dev.plumbline.host.Deadline;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandler;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.epoll.VSockAddress;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sockets of the host kernel's vsock(7). */
final class Vsock {
    private static final long LOOK_AGAIN_MILLIS = 5;

    private Vsock() {}

    static Stream connect(Peer peer, long cid, long port, List<ChannelHandler> handlers, Deadline deadline) {
        LinuxSocket socket = connected(peer, new VSockAddress((int) cid, (int) port), deadline);
        EpollDomainSocketChannel channel = new EpollDomainSocketChannel(socket.intValue(), true);
        channel.pipeline().addLast(handlers.toArray(ChannelHandler[]::new));
        if (!Stream.await(EventLoops.shared().register(channel), peer, deadline)) {
            channel.close().awaitUninterruptibly(1000);
            throw peer.silent("the connection", deadline);
        }
        return new Stream(peer, channel);
    }

    private static LinuxSocket connected(Peer peer, VSockAddress address, Deadline deadline) {
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
                    throw peer.unreachable(dev.plumbline.host.syscall.Errno.describe(Math.abs(error)));
                }
                done = socket.remoteVSockAddress() != null;
                if (!done) {
                    pause(peer, deadline);
                }
            }
            return socket;
        } catch (IOException e) {
            close(socket);
            throw peer.unreachable(e.getMessage());
        } catch (RuntimeException e) {
            close(socket);
            throw e;
        }
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

    private static @Nullable IOException close(LinuxSocket socket) {
        try {
            socket.close();
            return null;
        } catch (IOException e) {
            return e; // what went wrong before is what counts
        }
    }
}
