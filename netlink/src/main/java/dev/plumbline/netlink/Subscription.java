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
    private final Fd wakeUp = Syscalls.eventfd();
    private final Syscalls.Inbox inbox = new Syscalls.Inbox(ROOM);
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

    /** Waits for messages, at most so long, and returns those that are there. */
    public Batch poll(Duration wait) {
        synchronized (polling) {
            if (closed) {
                return new Batch(List.of(), false);
            }
            int ready = Syscalls.pollReadable(socket, wakeUp, (int) Math.min(wait.toMillis(), Integer.MAX_VALUE));
            return closed || (ready & 1) == 0 ? new Batch(List.of(), false) : drain();
        }
    }

    private Batch drain() {
        List<Message> messages = new ArrayList<>();
        boolean overrun = false;
        while (messages.size() < 1000) {
            long length = Syscalls.receive(socket, inbox, Syscalls.MSG_DONTWAIT | Syscalls.MSG_TRUNC);
            if (length == -Errno.EAGAIN) {
                break;
            } else if (length == -Errno.ENOBUFS || length > ROOM) {
                overrun = true;
            } else if (length < 0) {
                throw new SyscallException("recvfrom", "netlink subscription", (int) -length);
            } else if (inbox.senderPort() == 0) {
                split((int) length, messages);
            }
        }
        return new Batch(messages, overrun);
    }

    private void split(int length, List<Message> into) {
        ByteBuffer in = inbox.data();
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
        if (!closed) {
            closed = true;
            Syscalls.signal(wakeUp);
        }
        synchronized (polling) { // a descriptor is closed only after the poller has left it
            socket.close();
            wakeUp.close();
        }
    }
}
