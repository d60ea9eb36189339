package dev.plumbline.netlink;

import dev.plumbline.host.Fd;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.SyscallException;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.netlink.wire.Message;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Listens to multicast groups of one namespace ({@code RTNLGRP_*}). One thread polls; {@link #close} may be called from
 * any other and wakes it. When the kernel had to drop messages, {@link Batch#overrun} says so: the listener then dumps
 * the tables again, since what it missed cannot be had.
 */
public final class Subscription implements AutoCloseable {
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_ADD_MEMBERSHIP = 1;
    private static final int RECEIVE_BUFFER = 4 << 20;
    private static final int ROOM = 1 << 16;

    private final Fd socket;
    private @Nullable Fd wakeUp;
    private Syscalls.@Nullable Inbox inbox;
    private final Object polling = new Object();
    private volatile boolean closed;

    /**
     * What one poll brought.
     *
     * @param messages in the order of the kernel; empty after a wait without any, or after {@link Subscription#close}
     * @param overrun whether messages were lost before these
     */
    public record Batch(List<Message> messages, boolean overrun) {}

    private Subscription(Fd socket) {
        this.socket = socket;
    }

    /**
     * Subscribes in a namespace.
     *
     * @param groups group numbers, not a mask; any number the kernel knows
     */
    public static Subscription open(NetNamespace namespace, int... groups) {
        return namespace.call(() -> open(groups));
    }

    /** Subscribes in the calling thread's namespace. */
    public static Subscription open(int... groups) {
        Fd socket = Syscalls.socket(Syscalls.AF_NETLINK, Syscalls.SOCK_RAW, NetlinkSocket.ROUTE);
        try {
            // Only a privileged process may go beyond rmem_max; without the right the default size has to do.
            Syscalls.setsockopt(socket, Syscalls.SOL_SOCKET, Syscalls.SO_RCVBUFFORCE, RECEIVE_BUFFER);
            bind(socket);
            for (int group : groups) {
                int joined = Syscalls.setsockopt(socket, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group);
                if (joined < 0) {
                    throw new SyscallException("setsockopt(NETLINK_ADD_MEMBERSHIP)", "group " + group, -joined);
                }
            }
            return new Subscription(socket);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static void bind(Fd socket) {
        ByteBuffer address = Syscalls.nativeBuffer(12); // struct sockaddr_nl; the kernel chooses the port id
        address.putShort(0, (short) Syscalls.AF_NETLINK);
        int bound = Syscalls.bind(socket, address);
        if (bound < 0) {
            throw new SyscallException("bind", "netlink socket", -bound);
        }
    }

    /** {@return the descriptor, for an event loop that calls {@link #read} when it is readable} */
    public int descriptor() {
        return socket.value();
    }

    /**
     * Returns the messages that are there, without waiting. For many subscriptions that one thread reads.
     *
     * @param room where datagrams are put meanwhile
     */
    public Batch read(Syscalls.Inbox room) {
        synchronized (polling) {
            return closed ? new Batch(List.of(), false) : drain(room);
        }
    }

    /** Waits for messages, at most so long, and returns those that are there. */
    public Batch poll(Duration wait) {
        synchronized (polling) {
            Fd wake = wakeUp();
            if (wake == null) {
                return new Batch(List.of(), false);
            }
            Syscalls.Inbox room = inbox == null ? new Syscalls.Inbox(ROOM) : inbox;
            inbox = room;
            int ready = Syscalls.pollReadable(socket, wake, (int) Math.min(wait.toMillis(), Integer.MAX_VALUE));
            return closed || (ready & 1) == 0 ? new Batch(List.of(), false) : drain(room);
        }
    }

    /** {@return what wakes a poller; null once nothing shall be polled any more} */
    private synchronized @Nullable Fd wakeUp() {
        if (wakeUp == null && !closed) {
            wakeUp = Syscalls.eventfd();
        }
        return closed ? null : wakeUp;
    }

    private Batch drain(Syscalls.Inbox room) {
        List<Message> messages = new ArrayList<>();
        boolean overrun = false;
        while (messages.size() < 1000) {
            long length = Syscalls.receive(socket, room, Syscalls.MSG_DONTWAIT | Syscalls.MSG_TRUNC);
            if (length == -Errno.EAGAIN) {
                break;
            } else if (length == -Errno.ENOBUFS || length > room.data().capacity()) {
                overrun = true;
            } else if (length < 0) {
                throw new SyscallException("recvfrom", "netlink subscription", (int) -length);
            } else if (room.senderPort() == 0) {
                split(room.data(), (int) length, messages);
            }
        }
        return new Batch(messages, overrun);
    }

    private static void split(ByteBuffer in, int length, List<Message> into) {
        for (int at = 0; at + Message.PAYLOAD <= length; ) {
            int size = in.getInt(at);
            if (size < Message.PAYLOAD || at + size > length) {
                return;
            }
            byte[] bytes = new byte[size];
            in.get(at, bytes);
            into.add(new Message(in.getShort(at + 4) & 0xffff, in.getShort(at + 6), bytes));
            at += (size + 3) & ~3;
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (wakeUp != null) {
                Syscalls.signal(wakeUp);
            }
        }
        synchronized (polling) { // a descriptor is closed only after the poller has left it
            socket.close();
            if (wakeUp != null) {
                wakeUp.close();
            }
        }
    }
}
