package dev.plumbline.runtime;

import dev.plumbline.host.Problem;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What was last seen of a sandbox, from which the next look becomes events. Thread-safe. */
public final class SandboxHistory {
    private final String sandbox;
    private @Nullable SandboxReport known;

    /**
     * Begins with what is known.
     *
     * @param known the sandbox as it was seen last; null when there was none
     */
    public SandboxHistory(String sandbox, @Nullable SandboxReport known) {
        this.sandbox = sandbox;
        this.known = known;
    }

    /**
     * Tells what happened since the last look, in order also when several look.
     *
     * @param now the sandbox as it is; null when there is none any more
     */
    public synchronized void seen(@Nullable SandboxReport now, Consumer<SandboxEvent> listener) {
        List<SandboxEvent> events = SandboxEvent.between(sandbox, known, now);
        known = now;
        events.forEach(listener);
    }

    /** {@return an observer that makes events of what it sees, for one listener} */
    SandboxObserver telling(Consumer<SandboxEvent> listener) {
        return new SandboxObserver() {
            @Override
            public void seen(@Nullable SandboxReport now) {
                SandboxHistory.this.seen(now, listener);
            }

            @Override
            public void failed(Problem problem) {
                listener.accept(SandboxEvent.failed(sandbox, problem));
            }
        };
    }
}
