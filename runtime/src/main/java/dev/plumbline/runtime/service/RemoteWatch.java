package dev.plumbline.runtime.service;

import dev.plumbline.runtime.SandboxEvent;
import dev.plumbline.runtime.Sandboxes;
import dev.plumbline.v1.Event;
import dev.plumbline.v1.PlumblineGrpc.PlumblineStub;
import dev.plumbline.v1.WatchRequest;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A watch that a service keeps for us. */
final class RemoteWatch implements Sandboxes.Watch, ClientResponseObserver<WatchRequest, Event> {
    private final String service;
    private final Consumer<SandboxEvent> listener;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private @Nullable ClientCallStreamObserver<WatchRequest> call;

    RemoteWatch(String service, Consumer<SandboxEvent> listener) {
        this.service = service;
        this.listener = listener;
    }

    void begin(PlumblineStub stub, String sandbox) {
        stub.watch(WatchRequest.newBuilder().setSandbox(sandbox).build(), this);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<WatchRequest> stream) {
        call = stream;
    }

    @Override
    public void onNext(Event event) {
        SandboxEvent known;
        try {
            known = Wire.record(event, SandboxEvent.class);
        } catch (IllegalArgumentException e) {
            return; // a later service's event
        }
        listener.accept(known);
    }

    @Override
    public void onError(Throwable thrown) {
        end.completeExceptionally(thrown);
    }

    @Override
    public void onCompleted() {
        end.complete(null);
    }

    @Override
    public void await() throws InterruptedException {
        try {
            end.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StatusRuntimeException failed) {
                throw Statuses.problem(failed, service);
            }
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        end.complete(null);
        if (call != null) {
            call.cancel("no longer wanted", null);
        }
    }
}
