package dev.plumbline.vhostuser;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Turns what rings tell into events. Thread-safe. */
final class RingReporter implements RingObserver {
    private final Consumer<BackendEvent> events;
    private final AtomicBoolean notSharedTold = new AtomicBoolean();
    private final AtomicBoolean portTold = new AtomicBoolean();

    RingReporter(Consumer<BackendEvent> events) {
        this.events = events;
    }

    @Override
    public void ringBroken(int index, int position, String code, String text) {
        events.accept(BackendEvent.of(
                BackendEvent.Kind.RING_STOPPED, "ring", index, "position", position, "code", code, "text", text));
    }

    @Override
    public void packetRefused(int index, String code) {
        events.accept(BackendEvent.of(
                BackendEvent.Kind.REFUSED,
                "code",
                code,
                "text",
                "a buffer of ring " + index + " was given back unused; more of the same kind are only counted",
                "ring",
                index));
    }

    @Override
    public void memoryNotShared() {
        if (notSharedTold.compareAndSet(false, true)) {
            events.accept(BackendEvent.advice(Advice.MEMORY_NOT_SHARED));
        }
    }

    @Override
    public void portFailed(String why) {
        if (portTold.compareAndSet(false, true)) {
            events.accept(BackendEvent.refused("PORT_FAILED", "the port gives no packets any more: " + why));
        }
    }
}
