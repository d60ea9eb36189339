package dev.plumbline.runtime.service;

import dev.plumbline.host.Problem;
import dev.plumbline.runtime.SandboxEvent;
import dev.plumbline.runtime.SandboxHistory;
import dev.plumbline.runtime.SandboxObserver;
import dev.plumbline.runtime.SandboxReport;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is known of all sandboxes, and who wants to hear of what happens to them. Thread-safe. */
final class Events {
    private final Map<String, SandboxHistory> histories = new ConcurrentHashMap<>();
    private final Map<String, Integer> nics = new ConcurrentHashMap<>();
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

    /** Takes in what was there before the service began; it is no event. */
    void begin(String sandbox, SandboxReport report) {
        histories.put(sandbox, new SandboxHistory(sandbox, report));
        nics.put(sandbox, report.nics().size());
    }

    void add(EventStream stream) {
        streams.add(stream);
    }

    void remove(EventStream stream) {
        streams.remove(stream);
    }

    /** Tells what is new about a sandbox; null when there is none any more. Called in the sandbox's turn. */
    void seen(String sandbox, @Nullable SandboxReport now) {
        SandboxHistory history = histories.computeIfAbsent(sandbox, name -> new SandboxHistory(name, null));
        history.seen(now, this::tell);
        if (now == null) {
            histories.remove(sandbox, history);
            nics.remove(sandbox);
        } else {
            nics.put(sandbox, now.nics().size());
        }
    }

    void failed(String sandbox, Problem problem) {
        tell(SandboxEvent.failed(sandbox, problem));
    }

    private void tell(SandboxEvent event) {
        streams.forEach(stream -> stream.send(event));
    }

    /** {@return what tells of a sandbox that is being followed} */
    SandboxObserver observerOf(String sandbox) {
        return new SandboxObserver() {
            @Override
            public void seen(@Nullable SandboxReport now) {
                Events.this.seen(sandbox, now);
            }

            @Override
            public void failed(Problem problem) {
                Events.this.failed(sandbox, problem);
            }
        };
    }

    /** Ends every stream with an error. */
    void fail(RuntimeException why) {
        streams.forEach(stream -> stream.fail(why));
    }

    int sandboxes() {
        return nics.size();
    }

    int nics() {
        return nics.values().stream().mapToInt(Integer::intValue).sum();
    }
}
