package dev.plumbline.runtime.service;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The work that is to be done: that of one sandbox in the order it came, that of different sandboxes in parallel. What
 * waits for its sandbox's turn keeps no thread. Thread-safe.
 */
final class SandboxQueues {
    private static final int WORKERS = 64;
    private static final int LOOKERS = 8;

    private final ThreadPoolExecutor workers = threads(WORKERS, "plumbline-call");
    private final ThreadPoolExecutor lookers = threads(LOOKERS, "plumbline-look");
    private final Map<String, Queue<Runnable>> waiting = new HashMap<>();

    private static ThreadPoolExecutor threads(int count, String name) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                count, count, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> new Thread(task, name));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

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
            return workers.getQueue().size()
                    + waiting.values().stream().mapToInt(Queue::size).sum();
        }
    }

    /** Waits until all is done; returns whether it was, in so many milliseconds. */
    boolean drain(long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (true) {
            synchronized (waiting) {
                if (waiting.isEmpty()
                        && workers.getActiveCount() == 0
                        && workers.getQueue().isEmpty()) {
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
