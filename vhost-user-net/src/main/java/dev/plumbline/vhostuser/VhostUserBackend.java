package dev.plumbline.vhostuser;

import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.UnixSockets;
import dev.plumbline.vhostuser.memory.UnmappedMemory;
import dev.plumbline.vhostuser.port.PacketPort;
import dev.plumbline.vhostuser.transport.ConnectionEndedException;
import dev.plumbline.vhostuser.transport.Listener;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A vhost-user back-end for one network device: serves one front-end at a time, and the next when that is gone. It waits for
 * front-ends at a path, or dials one that listens. Each connection has a thread, and each queue pair that is in use.
 * Thread-safe; closing ends all of it.
 */
public final class VhostUserBackend implements AutoCloseable {
    private static final int SHORTEST_PAUSE_MILLIS = 50;
    private static final int LONGEST_PAUSE_MILLIS = 1_000;
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long REFUSAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final BackendOptions options;
    private final PacketPort port;
    private final Consumer<BackendEvent> events;
    private final @Nullable Listener listener;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Object lock = new Object();
    private @Nullable Session session;
    private Traffic.Count toGuest = Traffic.Count.ZERO;
    private Traffic.Count fromGuest = Traffic.Count.ZERO;
    private long turnedAway;
    private long lastRefusal = System.nanoTime() - REFUSAL_NANOS;

    private VhostUserBackend(
            BackendOptions options, PacketPort port, @Nullable Listener listener, Consumer<BackendEvent> events) {
        this.options = options;
        this.port = port;
        this.listener = listener;
        this.events = events;
    }

    /**
     * Starts a back-end.
     *
     * @param port where packets go; stays the caller's, who closes it after the back-end. It has as many queue pairs as the
     *     guest may use
     * @param events learns what happens, one call at a time, from several threads; must not wait
     * @throws dev.plumbline.host.PlumblineException as {@link Listener#at} does
     */
    public static VhostUserBackend start(BackendOptions options, PacketPort port, Consumer<BackendEvent> events) {
        Object turn = new Object();
        Consumer<BackendEvent> inTurn = event -> {
            synchronized (turn) {
                events.accept(event);
            }
        };
        Listener listener = options.client() ? null : Listener.at(options.socket());
        VhostUserBackend backend = new VhostUserBackend(options, port, listener, inTurn);
        Thread thread =
                new Thread(listener == null ? backend::dial : () -> backend.listen(listener), "plumbline-vhost");
        thread.setDaemon(true);
        inTurn.accept(BackendEvent.of(
                BackendEvent.Kind.LISTENING,
                "socket",
                options.socket().toString(),
                "role",
                options.client() ? "client" : "server",
                "port",
                port.name()));
        thread.start();
        return backend;
    }

    private void listen(Listener at) {
        try {
            while (closing.getCount() > 0) {
                Fd connection = at.accept();
                Session next = admit(connection);
                if (next != null) {
                    Thread thread = new Thread(() -> serve(next), "plumbline-vhost-session");
                    thread.setDaemon(true);
                    thread.start();
                }
            }
        } catch (ConnectionEndedException e) {
            // told to stop
        } finally {
            ended.countDown();
        }
    }

    private void dial() {
        try {
            int pause = SHORTEST_PAUSE_MILLIS;
            while (closing.getCount() > 0) {
                int number = UnixSockets.connect(options.socket());
                Session next = number < 0 ? null : admit(Fd.own(number));
                long began = System.nanoTime();
                if (next != null) {
                    serve(next);
                }
                // A peer that hangs up at once is not called again at once.
                boolean lasted = next != null && System.nanoTime() - began > TimeUnit.SECONDS.toNanos(1);
                pause = lasted ? SHORTEST_PAUSE_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
                if (closing.await(pause, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /** {@return a session for a new connection, or null when there is one already: its rings belong to one front-end} */
    private @Nullable Session admit(Fd connection) {
        synchronized (lock) {
            if (session != null && session.isMute()) {
                session.interrupt(); // it must not keep those out that have something to say
            }
            awaitRoom();
            if (session == null && closing.getCount() > 0) {
                session = new Session(connection, options, port, events);
                return session;
            }
            connection.close();
            turnedAway++;
            long now = System.nanoTime();
            if (now - lastRefusal < REFUSAL_NANOS) {
                return null;
            }
            lastRefusal = now;
        }
        events.accept(BackendEvent.of(
                BackendEvent.Kind.REFUSED,
                "code",
                "CONNECTION_IN_USE",
                "text",
                "another connection is being served; so far " + turnedAway + " were turned away"));
        return null;
    }

    /** A front-end that comes back at once may be here before all of its last connection is put away. */
    private void awaitRoom() {
        long end = System.nanoTime() + GRACE_NANOS;
        try {
            for (long left = GRACE_NANOS; session != null && left > 0; left = end - System.nanoTime()) {
                lock.wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Session own) {
        try {
            own.run();
        } finally {
            synchronized (lock) {
                toGuest = toGuest.plus(own.toGuest());
                fromGuest = fromGuest.plus(own.fromGuest());
                session = null;
                own.close();
                lock.notifyAll();
            }
            if (options.once()) {
                stop();
            }
            if (own.hadMemory()) {
                UnmappedMemory.release();
            }
        }
    }

    /** Waits until the back-end has ended: it was closed, or has served its only connection. */
    public void await() throws InterruptedException {
        ended.await();
    }

    /** Tells the back-end to end, and does not wait for it. */
    public void stop() {
        closing.countDown();
        if (listener != null) {
            listener.interrupt();
        }
        synchronized (lock) {
            if (session != null) {
                session.interrupt();
            }
        }
    }

    /** {@return what has gone to guests so far} */
    public Traffic.Count toGuest() {
        synchronized (lock) {
            return session == null ? toGuest : toGuest.plus(session.toGuest());
        }
    }

    /** {@return what has come from guests so far} */
    public Traffic.Count fromGuest() {
        synchronized (lock) {
            return session == null ? fromGuest : fromGuest.plus(session.fromGuest());
        }
    }

    @Override
    public void close() {
        stop();
        try {
            ended.await();
            synchronized (lock) {
                while (session != null) {
                    lock.wait();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (listener != null) {
            listener.close();
        }
    }
}
