package dev.plumbline.runtime.channel;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one event loop of all connections and of all descriptors that are listened to. It only moves bytes, so one thread is
 * enough. Whatever runs on it must not block.
 */
public final class EventLoops {
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
    public static EventLoopGroup shared() {
        return Holder.GROUP;
    }

    /** Runs something on the loop, once, after so many nanoseconds. */
    public static void after(long nanos, Runnable task) {
        Future<?> unused = shared().schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    /** Runs something on the loop again and again, for as long as the process lives. */
    public static void every(long seconds, Runnable task) {
        Future<?> unused = shared().scheduleWithFixedDelay(task, seconds, seconds, TimeUnit.SECONDS);
    }

    /**
     * Runs something on the loop whenever a descriptor can be read; it has to read all that is there.
     *
     * @param descriptor one that epoll takes: a socket, an eventfd, inotify
     * @param afterwards runs on the loop once nothing is read any more: closes the descriptor
     * @return what ends the listening
     */
    public static AutoCloseable whenReadable(int descriptor, Runnable readable, Runnable afterwards) {
        Listening listening = new Listening(new FileDescriptor(descriptor), readable, afterwards);
        IoEventLoop loop = (IoEventLoop) shared().next();
        loop.register(listening).addListener((Future<IoRegistration> registered) -> {
            if (registered.isSuccess()) {
                listening.registeredAs(registered.getNow());
            } else {
                listening.close();
            }
        });
        return () -> loop.execute(listening::close);
    }

    private static final class Listening implements EpollIoHandle {
        private final FileDescriptor descriptor;
        private final Runnable readable;
        private final Runnable afterwards;
        private @Nullable IoRegistration registration;
        private boolean closed;

        Listening(FileDescriptor descriptor, Runnable readable, Runnable afterwards) {
            this.descriptor = descriptor;
            this.readable = readable;
            this.afterwards = afterwards;
        }

        @Override
        public FileDescriptor fd() {
            return descriptor;
        }

        @Override
        public void handle(IoRegistration from, IoEvent event) {
            if (!closed) {
                readable.run();
            }
        }

        void registeredAs(IoRegistration as) {
            registration = as;
            long unused = as.submit(EpollIoOps.EPOLLIN);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                if (registration != null) {
                    boolean unused = registration.cancel();
                }
                afterwards.run();
            }
        }
    }
}
