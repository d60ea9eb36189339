package dev.plumbline.runtime.service;

import dev.plumbline.runtime.SandboxEvent;
import dev.plumbline.v1.Event;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Queue;

/** One client's stream of events. A client that does not read is let go, rather than what it missed kept for ever. */
final class EventStream {
    private static final int KEPT = 4096;

    private final ServerCallStreamObserver<Event> call;
    private final String sandbox;
    private final Queue<Event> unsent = new ArrayDeque<>();
    private boolean over;

    /**
     * Creates a stream.
     *
     * @param sandbox whose events it carries; empty for all
     */
    EventStream(ServerCallStreamObserver<Event> call, String sandbox) {
        this.call = call;
        this.sandbox = sandbox;
        call.setOnReadyHandler(this::flush);
    }

    /** Sends an event, if it is one for this stream. */
    synchronized void send(SandboxEvent event) {
        if (over
                || !(sandbox.isEmpty()
                        || event.sandbox().isEmpty()
                        || event.sandbox().equals(sandbox))) {
            return;
        }
        unsent.add(Wire.message(event, Event.newBuilder()).build());
        flush();
        if (unsent.size() > KEPT) {
            fail(Status.RESOURCE_EXHAUSTED
                    .withDescription("the stream was not read for " + KEPT + " events")
                    .asRuntimeException());
        }
    }

    private synchronized void flush() {
        while (!over && !unsent.isEmpty() && call.isReady()) {
            call.onNext(unsent.remove());
        }
    }

    /** Ends the stream with all that was sent. */
    synchronized void complete() {
        if (!over) {
            over = true;
            unsent.forEach(call::onNext);
            call.onCompleted();
        }
    }

    /** Ends the stream with an error. */
    synchronized void fail(RuntimeException why) {
        if (!over) {
            over = true;
            call.onError(why);
        }
    }

    synchronized boolean isOver() {
        return over;
    }

    /** The client is gone. */
    synchronized void abandon() {
        over = true;
    }
}
