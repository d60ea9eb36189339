package dev.plumbline.host;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Runs work on threads that may enter namespaces, so that {@link NamespaceThread#run} costs no further change of thread; at
 * most so much at once, and what is more waits without a thread. The thread that was used last is used next, while its caches
 * are warm. Thread-safe.
 */
public final class NamespaceExecutor implements Executor {
    private final int most;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    /** Creates an executor that runs at most so much at once. */
    public NamespaceExecutor(int most) {
        this.most = most;
    }

    @Override
    public void execute(Runnable work) {
        synchronized (waiting) {
            if (running == most) {
                waiting.add(work);
                return;
            }
            running++;
        }
        NamespaceThread.start(() -> runAndGoOn(work));
    }

    private void runAndGoOn(Runnable work) {
        try {
            work.run();
        } finally {
            Runnable next;
            synchronized (waiting) {
                next = waiting.poll();
                running -= next == null ? 1 : 0;
            }
            if (next != null) {
                NamespaceThread.start(() -> runAndGoOn(next));
            }
        }
    }

    /** {@return how much has not begun} */
    public int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /** {@return whether all is done} */
    public boolean isIdle() {
        synchronized (waiting) {
            return running == 0;
        }
    }
}
