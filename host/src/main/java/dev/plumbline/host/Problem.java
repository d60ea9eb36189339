package dev.plumbline.host;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong, on which object, why, and what to do next. Immutable; every {@link PlumblineException} carries one.
 *
 * @param kind what it means for the caller; decides a program's exit code
 * @param code a stable upper-case word that programs can compare
 * @param object the thing it happened to: a path, a link, a sandbox
 * @param message one sentence for people
 * @param why the kernel's or the VMM's own words, when there are any
 * @param fix what the reader can do about it, when that is known
 */
public record Problem(
        Kind kind,
        String code,
        String object,
        String message,
        @Nullable String why,
        @Nullable String fix) {

    public Problem {
        requireNonNull(kind);
        requireNonNull(code);
        requireNonNull(object);
        requireNonNull(message);
    }

    /** What a problem means for the caller. The numbers are the exit codes of both programs. */
    public enum Kind {
        /** A fault of ours. */
        FAULT(1),
        /** A malformed name, file or option. */
        BAD_INPUT(2),
        /** The sandbox, namespace, link or device is not there. */
        NOT_FOUND(3),
        /** Unsupported, in use or not permitted; nothing was changed. */
        REFUSED(4),
        /** Failed part-way; everything was undone. */
        UNDONE(5),
        /** Failed part-way; something could not be undone and the journal is kept. */
        NOT_UNDONE(6),
        /** Looked, and found a difference. */
        DIFFERENT(7);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /** {@return the exit code of a program that ends with this kind of problem} */
        public int exitCode() {
            return exitCode;
        }
    }

    /** {@return a problem of malformed input} */
    public static Problem badInput(String code, String object, String message) {
        return new Problem(Kind.BAD_INPUT, code, object, message, null, null);
    }

    /** {@return a problem of a missing object} */
    public static Problem notFound(String code, String object, String message) {
        return new Problem(Kind.NOT_FOUND, code, object, message, null, null);
    }

    /** {@return a problem of something that will not be done; nothing was changed} */
    public static Problem refused(String code, String object, String message) {
        return new Problem(Kind.REFUSED, code, object, message, null, null);
    }

    /** {@return a problem that should not have happened} */
    public static Problem fault(String code, String object, String message) {
        return new Problem(Kind.FAULT, code, object, message, null, null);
    }

    /** {@return this problem with the reason in somebody else's words} */
    public Problem because(@Nullable String reason) {
        return new Problem(kind, code, object, message, reason, fix);
    }

    /** {@return this problem with the way out} */
    public Problem fix(String wayOut) {
        return new Problem(kind, code, object, message, why, wayOut);
    }

    /** {@return this problem as something of another kind} */
    public Problem as(Kind other) {
        return new Problem(other, code, object, message, why, fix);
    }

    /** {@return this problem as an exception} */
    public PlumblineException exception() {
        return new PlumblineException(this, null);
    }

    /** {@return this problem as an exception that something else caused} */
    public PlumblineException exception(Throwable cause) {
        return new PlumblineException(this, cause);
    }

    /** {@return object, message and reason on one line} */
    public String text() {
        StringBuilder text = new StringBuilder(object).append(": ").append(message);
        if (why != null && !why.isEmpty()) {
            text.append(": ").append(why);
        }
        return text.toString();
    }
}
