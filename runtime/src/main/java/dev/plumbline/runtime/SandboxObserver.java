package dev.plumbline.runtime;

import dev.plumbline.host.Problem;
import org.jspecify.annotations.Nullable;

/** Sees what a watch sees. Called by one thread at a time, which must not be kept for long. */
public interface SandboxObserver {
    /** Sees a sandbox that was brought up to date; null when it was detached. */
    void seen(@Nullable SandboxReport now);

    /** Learns that bringing it up to date failed; it is tried again later. The same failure is told once. */
    void failed(Problem problem);
}
