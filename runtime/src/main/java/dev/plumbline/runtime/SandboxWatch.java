package dev.plumbline.runtime;

import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.runtime.channel.EventLoops;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows one sandbox's namespace by the kernel's own notifications. Listening costs no thread: the shared event loop
 * reads all subscriptions. A change is acted on when nothing further has happened for {@link #QUIET}, at the latest {@link
 * #LATEST} after it; then a worker looks at the whole namespace, so that it does not matter which notification it was, or
 * whether the kernel had to drop some.
 */
public final class SandboxWatch implements Sandboxes.Watch {
    /** How long a namespace must be quiet before it is looked at: whoever makes a link says several things of it. */
    public static final Duration QUIET = Duration.ofMillis(50);
    /** How long after a change it is looked at, however much goes on. */
    public static final Duration LATEST = Duration.ofMillis(500);

    private static final Duration OPERATION = AttachRequest.DEFAULT_TIMEOUT;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(60);
    private static final int WORKERS = 8;
    private static final ExecutorService WORK = workers();

    private final Plumbline plumbline;
    private final String sandbox;
    private final SandboxObserver observer;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final NamespaceChanges changes;
    private final Object turn = new Object();
    private boolean armed;
    private boolean working;
    private long changedFirst;
    private long changedLast;
    private Duration retry = FIRST_RETRY;
    private @Nullable Problem lastFailure;

    private SandboxWatch(Plumbline plumbline, String sandbox, SandboxObserver observer) {
        this.plumbline = plumbline;
        this.sandbox = sandbox;
        this.observer = observer;
        NetNamespace.Id id = plumbline.namespaceOf(sandbox);
        Path path = Path.of(plumbline.show(sandbox).netns());
        this.changes = NamespaceChanges.of(path, id, this::changed, this::namespaceGone);
    }

    private static ExecutorService workers() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(WORKERS, WORKERS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "plumbline-watch");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Brings a sandbox up to date and follows its namespace from then on. That something of it cannot be carried is told
     * to the observer; the watch goes on.
     *
     * @throws PlumblineException NOT_FOUND when there is no such sandbox or its namespace is gone, REFUSED when it has
     *     none to follow
     */
    public static SandboxWatch start(Plumbline plumbline, String sandbox, SandboxObserver observer) {
        SandboxWatch watch = new SandboxWatch(plumbline, sandbox, observer);
        watch.working = true;
        watch.work();
        return watch;
    }

    /** Something happened in the namespace, or to the sandbox. */
    public void changed() {
        synchronized (turn) {
            long now = System.nanoTime();
            changedLast = now;
            changedFirst = changedFirst == 0 ? now : changedFirst;
            if (!armed && !working) {
                arm(QUIET.toNanos());
            }
        }
    }

    private void arm(long nanos) {
        armed = true;
        EventLoops.after(nanos, this::due);
    }

    private void due() {
        synchronized (turn) {
            armed = false;
            long now = System.nanoTime();
            long quiet = now - changedLast;
            if (working || end.isDone()) {
                return;
            }
            if (quiet < QUIET.toNanos() && now - changedFirst < LATEST.toNanos()) {
                arm(QUIET.toNanos() - quiet);
                return;
            }
            working = true;
            changedFirst = 0;
        }
        WORK.execute(this::work);
    }

    private void work() {
        boolean done = attempt();
        synchronized (turn) {
            working = false;
            if (end.isDone()) {
                return;
            }
            if (done) {
                retry = FIRST_RETRY;
                if (changedFirst != 0) {
                    arm(QUIET.toNanos());
                }
            } else if (!armed) {
                arm(retry.toNanos());
                retry = retry.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? retry.multipliedBy(2) : LAST_RETRY;
            }
        }
    }

    /** Looks once; returns whether nothing is left to be tried again. */
    private boolean attempt() {
        try {
            SandboxReport now = plumbline.follow(sandbox, OPERATION);
            lastFailure = null;
            observer.seen(now);
            return true;
        } catch (RuntimeException e) {
            Problem problem = PlumblineException.problemOf(e);
            if (problem.code().equals(Plumbline.NO_SUCH_SANDBOX)) {
                observer.seen(null);
                finish(null);
            } else if (!problem.equals(lastFailure)) {
                lastFailure = problem;
                observer.failed(problem);
            }
            return false;
        }
    }

    private void namespaceGone() {
        Problem problem = Problem.notFound("NETNS_GONE", sandbox, "the sandbox's network namespace is gone")
                .fix("'plumb detach " + sandbox + "' takes back what is left of the sandbox");
        if (!end.isDone()) {
            observer.failed(problem);
            finish(problem.exception());
        }
    }

    private void finish(@Nullable PlumblineException why) {
        changes.close();
        if (why == null) {
            end.complete(null);
        } else {
            end.completeExceptionally(why);
        }
    }

    /** Runs something once the watch is over, whatever ended it. */
    public void whenOver(Runnable then) {
        var unused = end.whenComplete((nothing, why) -> then.run());
    }

    @Override
    public void await() throws InterruptedException {
        try {
            end.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PlumblineException ours ? ours : new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        finish(null);
    }
}
