package dev.plumbline.host;

import org.jspecify.annotations.Nullable;

/**
 * The one family of errors. The set of meanings is closed by {@link Problem.Kind}; a subclass exists only where a layer
 * has more to tell (an errno, a VMM's error class).
 */
public class PlumblineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** Creates an exception for a problem that something else may have caused. */
    public PlumblineException(Problem problem, @Nullable Throwable cause) {
        super(problem.text(), cause);
        this.problem = problem;
    }

    /** {@return what went wrong} */
    public Problem problem() {
        return problem;
    }

    /** {@return the problem of any throwable: its own if it has one, a fault of ours otherwise} */
    public static Problem problemOf(Throwable thrown) {
        if (thrown instanceof PlumblineException ours) {
            return ours.problem();
        }
        String text = thrown.getMessage();
        return Problem.fault("INTERNAL", thrown.getClass().getSimpleName(), text == null ? "no message" : text)
                .fix("this is a defect of Plumbline; please report it with the trace");
    }
}
