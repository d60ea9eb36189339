package dev.plumbline.runtime.service;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.runtime.channel.EventLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Where a server listens: a Unix socket for its owner only, or a port of the loopback. */
public sealed interface ListenAddress {
    /**
     * A Unix stream socket.
     *
     * @param path its absolute path
     */
    record Unix(Path path) implements ListenAddress {
        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /**
     * A TCP port of the loopback interface.
     *
     * @param address a loopback address
     */
    record Loopback(InetSocketAddress address) implements ListenAddress {
        @Override
        public String toString() {
            String host = address.getAddress().getHostAddress();
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
        }
    }

    /** {@return the address that {@code unix:PATH}, {@code 127.0.0.1:PORT} or {@code [::1]:PORT} names} */
    static ListenAddress parse(String text) {
        if (text.startsWith("unix:") && text.length() > 5 && text.indexOf('\0') < 0) {
            return new Unix(Path.of(text.substring(5)).toAbsolutePath().normalize());
        }
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        String port = text.substring(colon + 1);
        if ((host.matches("127(\\.[0-9]{1,3}){3}") || host.equals("[::1]")) && port.matches("[0-9]{1,5}")) {
            try {
                InetAddress address = InetAddress.getByName(host); // a number: nothing is looked up
                return new Loopback(new InetSocketAddress(address, Integer.parseInt(port)));
            } catch (IOException | IllegalArgumentException e) {
                throw bad(text);
            }
        }
        throw bad(text);
    }

    private static PlumblineException bad(String text) {
        return Problem.badInput("BAD_ADDRESS", text, "this is no address to listen on")
                .fix("give unix:PATH, 127.0.0.1:PORT or [::1]:PORT; nothing is served beyond this host")
                .exception();
    }

    /** Listens with a bootstrap that has its child handler. */
    default Channel bind(ServerBootstrap bootstrap) {
        bootstrap.group(EventLoops.shared());
        ChannelFuture bound;
        if (this instanceof Unix unix) {
            unix.removeStale();
            bound = privately(() -> bootstrap
                    .channel(EpollServerDomainSocketChannel.class)
                    .bind(new DomainSocketAddress(unix.path().toString()))
                    .awaitUninterruptibly());
        } else {
            bound = bootstrap
                    .channel(EpollServerSocketChannel.class)
                    .bind(((Loopback) this).address())
                    .awaitUninterruptibly();
        }
        if (!bound.isSuccess()) {
            throw notBound(String.valueOf(bound.cause().getMessage()));
        }
        return bound.channel();
    }

    /** Removes the socket's file once nobody listens any more. */
    default void removeOwn() {
        if (this instanceof Unix unix) {
            try {
                Files.deleteIfExists(unix.path());
            } catch (IOException e) {
                Log.line(unix + " could not be removed: " + e);
            }
        }
    }

    /** {@return that nothing can listen here} */
    default PlumblineException notBound(String why) {
        return Problem.refused("NOT_LISTENING", toString(), "nothing can listen on this address")
                .because(why)
                .fix("see that the directory is there and writable, and that nobody else listens on it")
                .exception();
    }

    /** Runs something that makes a socket which is its owner's from the first moment. */
    static <T> T privately(Supplier<T> making) {
        int before = Syscalls.umask(0177);
        try {
            return making.get();
        } finally {
            int unused = Syscalls.umask(before);
        }
    }

    /** Whether somebody accepts connections on a Unix socket. */
    static boolean isServed(Path path) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /** The rest is for Unix sockets. */
    private void removeStaleSocket(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        if (isServed(path)) {
            throw notBound("somebody listens there already");
        }
        try {
            if (!Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class)
                    .isOther()) {
                throw notBound("a file is there that is no socket");
            }
            Files.delete(path); // what a process left behind that is no more
        } catch (IOException e) {
            throw notBound(e.toString());
        }
    }

    /** Removes the socket file of a process that is no more. */
    default void removeStale() {
        if (this instanceof Unix unix) {
            removeStaleSocket(unix.path());
        }
    }
}
