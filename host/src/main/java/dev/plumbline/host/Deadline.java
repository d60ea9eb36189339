package dev.plumbline.host;

import java.time.Duration;

/**
 * The moment by which an operation must be over. Everything that waits takes one, so that no wait is without bound.
 * Immutable.
 */
public final class Deadline {
    private final long nanoTime;
    private final Duration whole;

    private Deadline(long nanoTime, Duration whole) {
        this.nanoTime = nanoTime;
        this.whole = whole;
    }

    /** {@return the deadline that lies this far ahead} */
    public static Deadline after(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos(), duration);
    }

    /** {@return the time left in milliseconds, at least 0} */
    public long remainingMillis() {
        return Math.max(0, (nanoTime - System.nanoTime() + 999_999) / 1_000_000);
    }

    /** {@return whether it has passed} */
    public boolean passed() {
        return System.nanoTime() - nanoTime >= 0;
    }

    /** {@return a deadline of its own for a part of the work: this one, or that far ahead, whichever is first} */
    public Deadline within(Duration part) {
        return Duration.ofMillis(remainingMillis()).compareTo(part) <= 0 ? this : after(part);
    }

    /** {@return the same length of time again, starting now} */
    public Deadline again() {
        return after(whole);
    }

    /** {@return how long it was when it was made} */
    public Duration whole() {
        return whole;
    }

    /**
     * Does nothing before the deadline.
     *
     * @throws PlumblineException UNDONE once it has passed
     */
    public void check(String object, String what) {
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
