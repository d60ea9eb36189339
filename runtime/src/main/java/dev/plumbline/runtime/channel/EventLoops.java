package dev.plumbline.runtime.channel;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

/** The one event loop of all connections. It only moves bytes, so one thread is enough. */
final class EventLoops {
    static {
        // Netty names its channels after the machine, for which it would look at every network interface and its
        // address: slow on a node with many pods, and nobody reads the names.
        if (System.getProperty("io.netty.machineId") == null) {
            System.setProperty("io.netty.machineId", "02:00:00:00:00:00");
        }
    }

    private EventLoops() {}

    private static final class Holder {
        static {
            // Netty makes its channels' ids from these. To find them out itself it would walk through all of the host's
            // network interfaces, of which there are many, and complain when none has a hardware address.
            setIfAbsent("io.netty.machineId", "02:00:00:00:00:00");
            setIfAbsent(
                    "io.netty.processId", Long.toString(ProcessHandle.current().pid() & 0x3fffff));
        }

        // A daemon thread: it needs no shutting down and never keeps a program alive.
        static final EventLoopGroup GROUP = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("plumbline-channel", true), EpollIoHandler.newFactory());

        private static void setIfAbsent(String property, String value) {
            if (System.getProperty(property) == null) {
                System.setProperty(property, value);
            }
        }
    }

    /** {@return the event loop, started when first asked for} */
    static EventLoopGroup shared() {
        return Holder.GROUP;
    }
}
