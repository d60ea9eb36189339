package dev.plumbline.host;

import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.Syscalls;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A thread that may enter network namespaces. It belongs to no other pool, returns home after each excursion, and is
 * thrown away when it cannot return, so that no other code ever runs in a namespace it did not ask for.
 */
public final class NamespaceThread extends Thread {
    private static final int IDLE_SECONDS = 10;
    private static final ThreadPoolExecutor THREADS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), NamespaceThread::new);

    private @Nullable NetNamespace current;
    private boolean lost;

    private NamespaceThread(Runnable work) {
        super(work, "plumbline-namespace");
        setDaemon(true);
        // The only exception that arrives here is the one that ends a lost thread.
        setUncaughtExceptionHandler((thread, thrown) -> {});
    }

    /** Runs work soon, on a thread that may enter namespaces. */
    static void start(Runnable work) {
        THREADS.execute(() -> {
            try {
                work.run();
            } finally {
                endIfLost();
            }
        });
    }

    private static void endIfLost() {
        if (((NamespaceThread) Thread.currentThread()).lost) {
            throw new IllegalStateException("this thread could not return to its namespace and ends");
        }
    }

    /**
     * Runs work on a thread that may enter namespaces; on the calling thread when it is one already. A chain of {@link
     * NetNamespace#call}s inside costs no further change of thread.
     */
    public static <T extends @Nullable Object> T run(Callable<T> work) {
        if (Thread.currentThread() instanceof NamespaceThread) {
            return unchecked(work);
        }
        CompletableFuture<T> done = new CompletableFuture<>();
        THREADS.execute(() -> {
            try {
                done.complete(work.call());
            } catch (Throwable thrown) {
                done.completeExceptionally(thrown);
            }
            endIfLost();
        });
        try {
            return done.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw Problem.fault("INTERNAL", "namespace thread", "work failed")
                    .because(String.valueOf(cause))
                    .exception(e);
        }
    }

    /** Runs work in a namespace and comes back, on this thread. */
    <T extends @Nullable Object> T enter(NetNamespace namespace, Callable<T> work) {
        NetNamespace before = current;
        if (namespace == before) {
            return unchecked(work);
        }
        int entered = Syscalls.setns(namespace.fd());
        if (entered < 0) {
            throw Problem.refused("NETNS_NOT_ENTERED", namespace.toString(), "setns failed")
                    .because(Errno.describe(-entered))
                    .fix("run as root (CAP_SYS_ADMIN is needed to enter a network namespace)")
                    .exception();
        }
        current = namespace;
        try {
            return unchecked(work);
        } finally {
            int back = Syscalls.setns(before == null ? NetNamespace.home() : before.fd());
            current = before;
            lost |= back < 0;
        }
    }

    private static <T extends @Nullable Object> T unchecked(Callable<T> work) {
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw Problem.fault("INTERNAL", "namespace thread", "work failed")
                    .because(e.toString())
                    .exception(e);
        }
    }
}
