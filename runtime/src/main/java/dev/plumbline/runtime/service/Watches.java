package dev.plumbline.runtime.service;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.SandboxWatch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The namespaces that are followed, each once, for as long as anybody wants it. Thread-safe. */
final class Watches {
    private final Plumbline plumbline;
    private final Events events;
    private final Map<String, Shared> watches = new HashMap<>();

    Watches(Plumbline plumbline, Events events) {
        this.plumbline = plumbline;
        this.events = events;
    }

    private static final class Shared {
        private final Set<Object> wanting = new HashSet<>();
        private @Nullable SandboxWatch watch;
    }

    /**
     * Follows a sandbox's namespace until nobody wants it any more.
     *
     * @param who a key for {@link #unfollow}
     */
    SandboxWatch follow(String sandbox, Object who) {
        Shared shared;
        synchronized (watches) {
            shared = watches.computeIfAbsent(sandbox, any -> new Shared());
            shared.wanting.add(who);
        }
        try {
            synchronized (shared) { // whoever comes while it is started waits until it is
                SandboxWatch watch = shared.watch;
                if (watch == null) {
                    watch = SandboxWatch.start(plumbline, sandbox, events.observerOf(sandbox));
                    shared.watch = watch;
                    watch.whenOver(() -> forget(sandbox, shared));
                }
                return watch;
            }
        } catch (RuntimeException e) {
            unfollow(sandbox, who);
            throw e;
        }
    }

    private void forget(String sandbox, Shared shared) {
        synchronized (watches) {
            watches.remove(sandbox, shared);
        }
    }

    /** Takes a wish back. */
    void unfollow(String sandbox, Object who) {
        Shared idle = null;
        synchronized (watches) {
            Shared shared = watches.get(sandbox);
            if (shared != null && shared.wanting.remove(who) && shared.wanting.isEmpty()) {
                watches.remove(sandbox);
                idle = shared;
            }
        }
        if (idle != null && idle.watch != null) {
            idle.watch.close();
        }
    }

    /** Has a sandbox looked at again soon, if it is followed. */
    void changed(String sandbox) {
        Shared shared;
        synchronized (watches) {
            shared = watches.get(sandbox);
        }
        if (shared != null && shared.watch != null) {
            shared.watch.changed();
        }
    }

    /** Ends all of them. */
    void close() {
        Set<Shared> all;
        synchronized (watches) {
            all = new HashSet<>(watches.values());
            watches.clear();
        }
        all.forEach(shared -> {
            if (shared.watch != null) {
                shared.watch.close();
            }
        });
    }

    int count() {
        synchronized (watches) {
            return watches.size();
        }
    }
}
