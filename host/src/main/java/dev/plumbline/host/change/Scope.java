package dev.plumbline.host.change;

import dev.plumbline.host.Deadline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The live things that steps work with: a namespace's netlink socket, a monitor connection, descriptors on their way from
 * one step to the next. Each is opened when first asked for and closed with the scope, the last opened first. One
 * operation has one scope. Not thread-safe.
 */
public final class Scope implements AutoCloseable {
    private final Map<Class<?>, Supplier<?>> openers = new HashMap<>();
    private final Map<Class<?>, Object> open = new HashMap<>();
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private Deadline deadline;

    /** Creates a scope for an operation that has until the deadline. */
    public Scope(Deadline deadline) {
        this.deadline = deadline;
    }

    /** Says how a thing is opened when a step asks for it. */
    public <T> Scope provide(Class<T> type, Supplier<? extends T> opener) {
        openers.put(type, opener);
        return this;
    }

    /**
     * {@return the thing of this type, opened now if it was not yet}
     *
     * @throws IllegalStateException when nobody said how
     */
    public <T> T get(Class<T> type) {
        Object found = open.get(type);
        if (found == null) {
            Supplier<?> opener = openers.get(type);
            if (opener == null) {
                throw new IllegalStateException("no step may use " + type.getSimpleName() + " here");
            }
            found = opener.get();
            open.put(type, found);
            if (found instanceof AutoCloseable closeable) {
                closing.push(closeable);
            }
        }
        return type.cast(found);
    }

    /** {@return when the operation must be over} */
    public Deadline deadline() {
        return deadline;
    }

    /** Gives the operation as much time again: taking back what was done must not fail because doing it was slow. */
    void renewDeadline() {
        deadline = deadline.again();
    }

    @Override
    public void close() {
        RuntimeException first = null;
        while (!closing.isEmpty()) {
            try {
                closing.pop().close();
            } catch (Exception e) {
                first = suppress(first, e);
            }
        }
        open.clear();
        if (first != null) {
            throw first;
        }
    }

    private static RuntimeException suppress(@Nullable RuntimeException first, Exception next) {
        if (first != null) {
            first.addSuppressed(next);
            return first;
        }
        return next instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(next);
    }
}
