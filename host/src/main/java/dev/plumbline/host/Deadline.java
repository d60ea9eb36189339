package dev.plumbline.host;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The moment by which an operation must be over. Everything that waits takes one, so that no wait is without bound.
 * Immutable.
 */
public final class Deadline {
    /** How late a wait may notice that its operation is no longer wanted. */
    private static final long SLICE_MILLIS = 50;

    private final long nanoTime;
    private final Duration whole;
    private final @Nullable BooleanSupplier cancelled;

    private Deadline(Duration whole, @Nullable BooleanSupplier cancelled) {
        this.nanoTime = System.nanoTime() + whole.toNanos();
        this.whole = whole;
        this.cancelled = cancelled;
    }

    /** {@return the deadline that lies this far ahead} */
    public static Deadline after(Duration duration) {
        return new Deadline(duration, null);
    }

    /**
     * {@return the deadline that lies this far ahead, or at the moment when the work is no longer wanted}
     *
     * @param cancelled whether it is no longer wanted; asked often, from any thread
     */
    public static Deadline after(Duration duration, BooleanSupplier cancelled) {
        return new Deadline(duration, cancelled);
    }

    /** {@return the time left in milliseconds, at least 0} */
    public long remainingMillis() {
        return isCancelled() ? 0 : Math.max(0, (nanoTime - System.nanoTime() + 999_999) / 1_000_000);
    }

    private boolean isCancelled() {
        return cancelled != null && cancelled.getAsBoolean();
    }

    /** {@return whether it has passed} */
    public boolean passed() {
        return System.nanoTime() - nanoTime >= 0 || isCancelled();
    }

    /** {@return a deadline of its own for a part of the work: this one, or that far ahead, whichever is first} */
    public Deadline within(Duration part) {
        return Duration.ofMillis(remainingMillis()).compareTo(part) <= 0 ? this : new Deadline(part, cancelled);
    }

    /** {@return the same length of time again, starting now: to take back what is no longer wanted} */
    public Deadline again() {
        return after(whole);
    }

    /** {@return how long it was when it was made} */
    public Duration whole() {
        return whole;
    }

    /** Something to wait for. */
    public interface Wait<T> {
        /** {@return what was waited for, or null when it did not come within so many milliseconds} */
        @Nullable
        T upTo(long millis) throws InterruptedException;
    }

    /** {@return what was waited for, or null when it did not come by the deadline} */
    public <T> @Nullable T await(Wait<T> wait) throws InterruptedException {
        while (true) {
            long millis = remainingMillis();
            T found = wait.upTo(cancelled == null ? millis : Math.min(millis, SLICE_MILLIS));
            if (found != null || passed()) {
                return found;
            }
        }
    }

    /**
     * Does nothing before the deadline.
     *
     * @throws PlumblineException REFUSED once it has passed
     */
    public void check(String object, String what) {
        if (isCancelled()) {
            throw Problem.refused("CANCELLED", object, what + " is no longer wanted")
                    .because("whoever asked for it has cancelled it, or is gone")
                    .fix("ask again; what was begun is taken back")
                    .exception();
        }
        if (passed()) {
            throw Problem.refused("TIMEOUT", object, what + " did not end within " + text(whole))
                    .fix("allow more with --timeout, or see what the other side is waiting for")
                    .exception();
        }
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
