package dev.plumbline.vhostuser;

import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.EventFds;
import dev.plumbline.host.syscall.Poll;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.vhostuser.memory.DirtyLog;
import dev.plumbline.vhostuser.memory.GuestMemory;
import dev.plumbline.vhostuser.message.RefusedException;
import dev.plumbline.vhostuser.port.PacketQueue;
import dev.plumbline.vhostuser.ring.Ring;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The thread of one queue pair. All that concerns its rings happens on it: whoever wants to change something hands in a task
 * with {@link #call}, so that no ring is ever seen half-changed. What a guest does to its memory ends its rings at most.
 */
final class QueueLoop implements AutoCloseable {
    private static final int BURST = 64;
    private static final int WAKE = 0;
    private static final int TRANSMIT = 1;
    private static final int RECEIVE = 2;
    private static final int PORT = 3;
    /** How often a ring is looked at whose guest does not kick, in milliseconds. */
    private static final int POLLED_MILLIS = 1;

    private final QueuePair pair;
    private final RingObserver observer;
    private final long busyNanos;
    private final LoopRing receive;
    private final LoopRing transmit;
    private final Fd wake = Syscalls.eventfd();
    private final Poll poll = new Poll(4);
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private LoopRing current;
    private GuestMemory memory = GuestMemory.NONE;
    private @Nullable DirtyLog log;
    private boolean portFailed;
    private boolean spreads;
    private boolean ending;
    private long idleSince;

    /** Starts the thread of a queue pair: ring {@code 2 * number} is the one the guest receives from. */
    QueueLoop(int number, PacketQueue port, int busyPollMicros, RingObserver observer) {
        this.pair = new QueuePair(port);
        this.observer = observer;
        this.busyNanos = busyPollMicros * 1000L;
        this.receive = new LoopRing(2 * number);
        this.transmit = new LoopRing(2 * number + 1);
        this.current = transmit;
        this.thread = new Thread(this::run, "plumbline-vhost-" + number);
        thread.setDaemon(true);
        thread.start();
    }

    /** {@return what a task returns that runs on the loop's thread, between two packets} */
    <T> T call(Callable<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        boolean unused = tasks.add(() -> {
            try {
                done.complete(task.call());
            } catch (Throwable thrown) {
                done.completeExceptionally(thrown);
            }
        });
        EventFds.signal(wake);
        try {
            return done.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new RefusedException("MEMORY_GONE", "the guest's memory cannot be used: " + cause);
        }
    }

    /** {@return one of the two rings; for tasks only} */
    LoopRing ring(int index) {
        return index == receive.index ? receive : transmit;
    }

    /** {@return the pair; for tasks, and its counters for anybody} */
    QueuePair pair() {
        return pair;
    }

    /** Works with other memory from now on. For tasks only. */
    void use(GuestMemory other) {
        memory = other;
        pair.use(other);
    }

    /** Notes writes from now on; null: no longer. For tasks only. */
    void log(@Nullable DirtyLog dirtyLog) {
        log = dirtyLog;
        pair.log(dirtyLog);
    }

    /** A page that was mapped and is not there is told by an error, perhaps a while later, so perhaps while that is handled. */
    private void run() {
        boolean gone = false;
        while (!ending) {
            try {
                if (gone) {
                    memoryGone();
                    gone = false;
                }
                turn();
            } catch (InternalError e) {
                gone = true;
            }
        }
    }

    private void turn() {
        try {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            spread();
            if (!ending && !work()) {
                idle();
            }
        } catch (InternalError e) {
            throw e;
        } catch (RefusedException e) {
            if (memory.isWhole()) {
                end(current, e.code(), e.text());
            } else {
                memoryGone();
            }
        } catch (RuntimeException | Error e) {
            end(receive, "INTERNAL", String.valueOf(e));
            end(transmit, "INTERNAL", String.valueOf(e));
        }
    }

    /** Has the port leave this pair out as long as its guest takes no packets here. */
    private void spread() {
        boolean takes = receive.runs() && receive.enabled && !ending;
        if (takes != spreads) {
            spreads = takes;
            pair.port().enable(takes);
        }
    }

    private void memoryGone() {
        String text = "the guest's memory was taken away while in use";
        end(receive, "MEMORY_GONE", text);
        end(transmit, "MEMORY_GONE", text);
    }

    private void end(LoopRing broken, String code, String text) {
        if (broken.runs()) {
            // Told first: an error in the middle of this has it done again, as long as the ring runs.
            observer.ringBroken(broken.index, broken.index(), code, text);
            int unused = broken.stop();
            broken.signalError();
        }
    }

    /** Moves a burst each way. Returns whether there was anything to do. */
    private boolean work() {
        boolean busy = false;
        Ring out = transmit.ring;
        if (out != null) {
            current = transmit;
            if (pair.transmit(out, transmit.enabled, BURST) > 0) {
                transmit.publish(out);
                tellFault(transmit);
                busy = true;
            }
        }
        Ring in = receive.ring;
        if (in != null && receive.enabled && !portFailed) {
            current = receive;
            if (pair.receive(in, BURST) > 0) {
                receive.publish(in);
                tellFault(receive);
                busy = true;
            }
            if (pair.portError() != 0) {
                portFailed = true;
                observer.portFailed(Errno.describe(pair.portError()));
            }
        }
        DirtyLog dirty = log;
        if (busy && dirty != null) {
            dirty.announce();
        }
        return busy;
    }

    private void tellFault(LoopRing ring) {
        String fault = pair.takeFault();
        if (fault != null && ring.tellsFault()) {
            observer.packetRefused(ring.index, fault);
        }
    }

    private void idle() {
        if (busyNanos > 0) {
            long now = System.nanoTime();
            idleSince = idleSince == 0 ? now : idleSince;
            if (now - idleSince < busyNanos) {
                Thread.onSpinWait();
                return;
            }
            idleSince = 0;
        }
        Ring out = transmit.ring;
        Ring in = receive.ring;
        boolean starved = in != null && receive.enabled && pair.isStarved();
        boolean again = false;
        if (out != null) {
            current = transmit;
            again = out.enableNotifications();
        }
        if (in != null && starved) {
            current = receive;
            again |= in.enableNotifications();
        }
        if ((out != null || in != null) && !memory.isWhole()) {
            memoryGone(); // nothing to be seen may also mean that there is nothing
            return;
        }
        if (!again) {
            sleep(out != null, in != null && receive.enabled && !starved && !portFailed, starved);
        }
        if (out != null) {
            out.disableNotifications();
        }
        if (in != null && starved) {
            in.disableNotifications();
        }
    }

    private void sleep(boolean forGuest, boolean forPort, boolean forBuffers) {
        poll.set(WAKE, wake);
        poll.set(TRANSMIT, forGuest ? transmit.kick : null);
        poll.set(RECEIVE, forBuffers ? receive.kick : null);
        poll.set(PORT, forPort ? pair.port().readable() : null);
        boolean look = (forGuest && transmit.polled) || (forBuffers && receive.polled);
        int unused = poll.await(look ? POLLED_MILLIS : -1);
        if (poll.isReady(WAKE)) {
            EventFds.drain(wake);
        }
        if (poll.isReady(TRANSMIT) && transmit.kicked()) {
            observer.memoryNotShared();
        }
        if (poll.isReady(RECEIVE) && receive.kicked()) {
            observer.memoryNotShared();
        }
    }

    /** Ends the thread. Its rings are stopped where they are. */
    @Override
    public void close() {
        int unused = call(() -> {
            ending = true;
            use(GuestMemory.NONE);
            log(null);
            receive.stop();
            return transmit.stop();
        });
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        wake.close();
    }
}
