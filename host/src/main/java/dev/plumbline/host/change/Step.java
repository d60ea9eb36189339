package dev.plumbline.host.change;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * One reversible change of the host. A step is a small record: all that it needs to apply, to undo and to look again is
 * in its components, because another process may have to do so from the journal after a crash. Live things (a socket, a
 * connection) come from the {@link Scope}.
 *
 * <p>The contract, kept by one test over all steps: {@link #apply} may fail half-way; {@link #undo} brings back what was
 * before, whether the step was applied, half-done, never begun or is gone already, and touches nothing of somebody
 * else's; {@link #inspect} changes nothing.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "step")
public interface Step {
    /** {@return the step's name as users see it, for example {@code CreateTap}} */
    default String name() {
        return getClass().getSimpleName();
    }

    /** {@return what it changes, for example a link's name} */
    String object();

    /** Makes the change. */
    void apply(Scope scope);

    /**
     * Makes the change again where {@link #inspect} found it gone or not as it was made. What is somebody else's is left.
     */
    default void mend(Scope scope) {
        apply(scope);
    }

    /** Takes the change back. */
    void undo(Scope scope);

    /** Looks whether the change is there. */
    Inspection inspect(Scope scope);
}
