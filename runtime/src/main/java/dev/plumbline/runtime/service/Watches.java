package dev.plumbline.runtime.service;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.SandboxWatch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The namespaces that are followed, each once, for as long as anybody wants it. A look takes its turn among the calls for its
 * sandbox. Thread-safe.
 */
final class Watches {
    /** Wants a sandbox followed until it is detached. */
    static final Object ALWAYS = new Object();

    private final Plumbline plumbline;
    private final SandboxQueues queues;
    private final Events events;
    private final Map<String, Shared> watches = new HashMap<>();
    private boolean closed;

    Watches(Plumbline plumbline, SandboxQueues queues, Events events) {
        this.plumbline = plumbline;
        this.queues = queues;
        this.events = events;
    }

    private record Shared(SandboxWatch watch, Set<Object> wanting) {}

    /**
     * Follows a sandbox's namespace until nobody wants it any more.
     *
     * @param who a key for {@link #unfollow}
     */
    SandboxWatch follow(String sandbox, Object who) {
        synchronized (watches) {
            Shared shared = watches.get(sandbox);
            if (shared == null) {
                SandboxWatch watch = SandboxWatch.start(
                        plumbline, sandbox, events.observerOf(sandbox), look -> queues.run(sandbox, look));
                shared = new Shared(watch, new HashSet<>());
                if (closed) {
                    watch.end();
                    return watch;
                }
                Shared mine = shared;
                watches.put(sandbox, mine);
                watch.whenOver(why -> forget(sandbox, mine));
            }
            shared.wanting.add(who);
            return shared.watch;
        }
    }

    private void forget(String sandbox, Shared shared) {
        synchronized (watches) {
            watches.remove(sandbox, shared);
        }
    }

    /** Takes a wish back. */
    void unfollow(String sandbox, Object who) {
        Shared idle;
        synchronized (watches) {
            idle = watches.get(sandbox);
            if (idle == null || !idle.wanting.remove(who) || !idle.wanting.isEmpty()) {
                return;
            }
            watches.remove(sandbox);
        }
        idle.watch.end();
    }

    /** Ends a sandbox's watch, because there is no such sandbox any more. */
    void end(String sandbox) {
        Shared ended;
        synchronized (watches) {
            ended = watches.remove(sandbox);
        }
        if (ended != null) {
            ended.watch.end();
        }
    }

    /** Ends all of them, and any that is begun later. */
    void close() {
        List<Shared> all;
        synchronized (watches) {
            closed = true;
            all = List.copyOf(watches.values());
            watches.clear();
        }
        all.forEach(shared -> shared.watch.end());
    }

    int count() {
        synchronized (watches) {
            return watches.size();
        }
    }
}
