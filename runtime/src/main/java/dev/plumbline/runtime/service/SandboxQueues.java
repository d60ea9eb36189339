package dev.plumbline.runtime.service;

import dev.plumbline.host.NamespaceExecutor;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * The work that is to be done: that of one sandbox in the order it came, that of different sandboxes in parallel. What
 * waits for its sandbox's turn keeps no thread. Thread-safe.
 */
final class SandboxQueues {
    private static final int WORKERS = 64;
    private static final int LOOKERS = 8;

    private final NamespaceExecutor workers = new NamespaceExecutor(WORKERS);
    private final NamespaceExecutor lookers = new NamespaceExecutor(LOOKERS);
    private final Map<String, Queue<Runnable>> waiting = new HashMap<>();

    /** Does something that waits for nobody, whatever goes on. */
    void look(Runnable work) {
        lookers.execute(work);
    }

    /** Does something soon, beside whatever goes on. */
    void run(Runnable work) {
        workers.execute(work);
    }

    /** Does something when all that came earlier for the same sandbox is done. */
    void run(String sandbox, Runnable work) {
        synchronized (waiting) {
            Queue<Runnable> others = waiting.get(sandbox);
            if (others != null) {
                others.add(work);
                return;
            }
            waiting.put(sandbox, new ArrayDeque<>());
        }
        workers.execute(() -> turn(sandbox, work));
    }

    private void turn(String sandbox, Runnable work) {
        try {
            work.run();
        } finally {
            Runnable next;
            synchronized (waiting) {
                Queue<Runnable> others = waiting.get(sandbox);
                next = others == null ? null : others.poll();
                if (next == null) {
                    waiting.remove(sandbox);
                }
            }
            if (next != null) {
                Runnable following = next;
                workers.execute(() -> turn(sandbox, following));
            }
        }
    }

    /** {@return how many pieces of work have not begun} */
    int depth() {
        synchronized (waiting) {
            return workers.waiting()
                    + waiting.values().stream().mapToInt(Queue::size).sum();
        }
    }

    /** Waits until all is done; returns whether it was, in so many milliseconds. */
    boolean drain(long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (true) {
            synchronized (waiting) {
                if (waiting.isEmpty() && workers.isIdle()) {
                    return true;
                }
            }
            if (System.nanoTime() - until >= 0) {
                return false;
            }
            Thread.sleep(10);
        }
    }
}
