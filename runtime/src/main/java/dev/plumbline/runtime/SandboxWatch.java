package dev.plumbline.runtime;

import dev.plumbline.host.NamespaceExecutor;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.change.StepOutcome.Outcome;
import dev.plumbline.runtime.channel.EventLoops;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows one sandbox's namespace by the kernel's own notifications. Listening costs no thread: the shared event loop
 * reads all subscriptions. A change is acted on when nothing further has happened for {@link #QUIET}, at the latest {@link
 * #LATEST} after it; then a worker looks at the whole namespace, so that it does not matter which notification it was, or
 * whether the kernel had to drop some. Thread-safe.
 */
public final class SandboxWatch implements Sandboxes.Watch {
    /** How long a namespace must be quiet before it is looked at: whoever makes a link says several things of it. */
    public static final Duration QUIET = Duration.ofMillis(50);
    /** How long after a change it is looked at, however much goes on. */
    public static final Duration LATEST = Duration.ofMillis(500);

    private static final Duration OPERATION = AttachRequest.DEFAULT_TIMEOUT;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(60);
    /** What a look has changed is notified, too; for so long after one that failed it counts for nothing. */
    private static final Duration ECHO = Duration.ofMillis(200);

    private static final long BETWEEN_CHECKS_SECONDS = 10;
    private static final int WORKERS = 8;
    /** Does the looking where nobody brings threads along. */
    static final Executor SHARED_WORKERS = new NamespaceExecutor(WORKERS);

    private static final Set<SandboxWatch> ALL = ConcurrentHashMap.newKeySet();

    static {
        EventLoops.every(BETWEEN_CHECKS_SECONDS, () -> ALL.forEach(SandboxWatch::check));
    }

    private final Plumbline plumbline;
    private final String sandbox;
    private final NetNamespace.Id namespace;
    private final SandboxObserver observer;
    private final Executor workers;
    private final NamespaceChanges changes;
    private final CompletableFuture<Void> firstLook = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    // The rest is guarded by this lock, which is never held while anybody else is called.
    private final Object turn = new Object();
    private @Nullable Thread working;
    private long armed; // a number for the timer that counts; 0 for none
    private long timers;
    private long due;
    private long changedFirst;
    private long changedLast;
    private long failedAt;
    private int failures;
    private int mends;
    private @Nullable Problem lastFailure;

    private SandboxWatch(Plumbline plumbline, String sandbox, SandboxObserver observer, Executor workers) {
        this.plumbline = plumbline.cancelledBy(end::isDone);
        this.sandbox = sandbox;
        this.observer = observer;
        this.workers = workers;
        this.namespace = plumbline.namespaceOf(sandbox);
        this.changes = NamespaceChanges.of(Path.of(plumbline.show(sandbox).netns()), namespace, this::changed);
    }

    /**
     * Follows a sandbox's namespace from now on, and looks at it soon. That something of it cannot be carried is told to the
     * observer; the watch goes on.
     *
     * @param workers does the looking
     * @throws PlumblineException NOT_FOUND when there is no such sandbox or its namespace is gone, REFUSED when it has
     *     none to follow
     */
    public static SandboxWatch start(Plumbline plumbline, String sandbox, SandboxObserver observer, Executor workers) {
        SandboxWatch watch = new SandboxWatch(plumbline, sandbox, observer, workers);
        ALL.add(watch);
        watch.changed();
        return watch;
    }

    /** Something happened in the namespace, or to the sandbox. */
    public void changed() {
        synchronized (turn) {
            long now = System.nanoTime();
            if (failures > 0 && now - failedAt < ECHO.toNanos()) {
                return;
            }
            changedLast = now;
            changedFirst = changedFirst == 0 ? now : changedFirst;
            long quiet = quietNanos();
            if (working == null && (armed == 0 || due - now > quiet)) {
                arm(quiet);
            }
        }
    }

    /** What has to be mended again and again is given more and more time: somebody else wants it otherwise. */
    private long quietNanos() {
        return Math.min(QUIET.toNanos() << Math.min(mends, 20), LAST_PAUSE.toNanos());
    }

    private void arm(long nanos) {
        long timer = ++timers;
        armed = timer;
        due = System.nanoTime() + nanos;
        EventLoops.after(nanos, () -> due(timer));
    }

    private void due(long timer) {
        synchronized (turn) {
            if (timer != armed || working != null || end.isDone()) {
                return;
            }
            long now = System.nanoTime();
            long quiet = now - changedLast;
            if (changedFirst != 0 && quiet < quietNanos() && now - changedFirst < LATEST.toNanos()) {
                arm(quietNanos() - quiet);
                return;
            }
            armed = 0;
            changedFirst = 0;
        }
        workers.execute(this::work);
    }

    private void work() {
        synchronized (turn) {
            if (end.isDone() || working != null) {
                return;
            }
            working = Thread.currentThread();
        }
        Problem failure = null;
        try {
            failure = look();
        } finally {
            done(failure);
        }
    }

    private void done(@Nullable Problem failure) {
        firstLook.complete(null); // whoever waits for it is told before another look begins
        synchronized (turn) {
            working = null;
            turn.notifyAll();
            if (failure == null) {
                failures = 0;
                if (changedFirst != 0) {
                    arm(quietNanos());
                }
            } else {
                failedAt = System.nanoTime();
                changedFirst = 0;
                long pause = FIRST_PAUSE.toNanos() << Math.min(failures++, 6);
                arm(Math.min(pause, LAST_PAUSE.toNanos()));
            }
        }
    }

    /** Looks once; returns what went wrong, if it is to be tried again. */
    private @Nullable Problem look() {
        SandboxReport now;
        try {
            if (!plumbline.namespaceOf(sandbox).equals(namespace)) {
                finish(null); // another sandbox has the name by now
                return null;
            }
            now = plumbline.follow(sandbox, OPERATION);
        } catch (RuntimeException e) {
            return failed(PlumblineException.problemOf(e));
        }
        boolean mended = now.steps().stream().anyMatch(step -> step.outcome() == Outcome.APPLIED);
        synchronized (turn) {
            mends = mended ? mends + 1 : 0;
            lastFailure = null;
        }
        observer.seen(now);
        return null;
    }

    private @Nullable Problem failed(Problem problem) {
        if (problem.code().equals(Plumbline.NO_SUCH_SANDBOX)) {
            observer.seen(null);
            finish(null);
            return null;
        }
        if (end.isDone()) {
            return null; // it was cancelled, because nobody wants to know any more
        }
        boolean told;
        synchronized (turn) {
            told = problem.equals(lastFailure);
            lastFailure = problem;
        }
        if (!told) {
            observer.failed(problem);
        }
        return problem;
    }

    /** Looks for what the kernel does not tell: that the namespace was deleted, or the sandbox detached. */
    private void check() {
        try {
            if (!changes.isThere()) {
                Problem problem = Problem.notFound("NETNS_GONE", sandbox, "the sandbox's network namespace is gone")
                        .fix("'plumb detach " + sandbox + "' takes back what is left of the sandbox");
                if (finish(problem.exception())) {
                    observer.failed(problem);
                }
            } else if (!plumbline.isThere(sandbox)) {
                changed();
            }
        } catch (RuntimeException e) {
            changed(); // the look meets it too, and tells of it
        }
    }

    private boolean finish(@Nullable PlumblineException why) {
        ALL.remove(this);
        boolean first = why == null ? end.complete(null) : end.completeExceptionally(why);
        changes.close();
        firstLook.complete(null);
        return first;
    }

    /** Runs something once the watch is over, with the reason when that is a problem. */
    public void whenOver(Consumer<@Nullable Throwable> then) {
        var unused = end.whenComplete((nothing, why) -> then.accept(why));
    }

    /** Runs something after the first look, or when the watch is over. */
    public void whenUpToDate(Runnable then) {
        var unused = firstLook.thenRun(then);
    }

    @Override
    public void await() throws InterruptedException {
        try {
            end.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PlumblineException ours ? ours : new IllegalStateException(e);
        }
    }

    /** Ends the watch without waiting for a look under way, which is taken back. */
    public void end() {
        boolean unused = finish(null);
    }

    /** Ends the watch; a look under way is taken back first. */
    @Override
    public void close() {
        end();
        long until = System.nanoTime() + OPERATION.multipliedBy(2).toNanos();
        synchronized (turn) {
            while (working != null && working != Thread.currentThread() && System.nanoTime() - until < 0) {
                try {
                    turn.wait(100);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }
}
