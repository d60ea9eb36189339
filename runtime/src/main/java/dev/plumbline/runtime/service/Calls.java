package dev.plumbline.runtime.service;

import com.google.protobuf.Message;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.RecoveryReport;
import dev.plumbline.runtime.SandboxEvent;
import dev.plumbline.runtime.SandboxReport;
import dev.plumbline.runtime.SandboxWatch;
import dev.plumbline.v1.DetachRequest;
import dev.plumbline.v1.Event;
import dev.plumbline.v1.EventsRequest;
import dev.plumbline.v1.GetRequest;
import dev.plumbline.v1.ListRequest;
import dev.plumbline.v1.ListResponse;
import dev.plumbline.v1.PlanRequest;
import dev.plumbline.v1.PlugRequest;
import dev.plumbline.v1.PlumblineGrpc;
import dev.plumbline.v1.RecoverRequest;
import dev.plumbline.v1.RecoverResponse;
import dev.plumbline.v1.Recovery;
import dev.plumbline.v1.Sandbox;
import dev.plumbline.v1.UnplugRequest;
import dev.plumbline.v1.Verification;
import dev.plumbline.v1.VerifyRequest;
import dev.plumbline.v1.WatchRequest;
import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns the calls of {@code plumbline.v1} into operations. Called on the event loop: puts the work into a queue only. */
final class Calls extends PlumblineGrpc.PlumblineImplBase {
    private final Plumbline plumbline;
    private final SandboxQueues queues;
    private final Events events;
    private final Watches watches;
    private final Metrics metrics;

    Calls(Plumbline plumbline, SandboxQueues queues, Events events, Watches watches, Metrics metrics) {
        this.plumbline = plumbline;
        this.queues = queues;
        this.events = events;
        this.watches = watches;
        this.metrics = metrics;
    }

    @Override
    public void plan(PlanRequest request, StreamObserver<Sandbox> answer) {
        soon("Plan", answer, of -> wire(of.plan(request.getNetns(), Requests.policy(request.getPolicy()))));
    }

    @Override
    public void attach(dev.plumbline.v1.AttachRequest request, StreamObserver<Sandbox> answer) {
        inTurn("Attach", request.getSandbox(), answer, of -> {
            AttachRequest asked = Requests.request(request);
            SandboxReport report = of.attach(asked);
            events.seen(asked.sandbox(), report);
            if (asked.watch()) {
                SandboxWatch unused = watches.follow(asked.sandbox(), Watches.ALWAYS);
            }
            return wire(report);
        });
    }

    @Override
    public void detach(DetachRequest request, StreamObserver<Sandbox> answer) {
        inTurn("Detach", request.getSandbox(), answer, of -> {
            SandboxReport report = of.detach(
                    request.getSandbox(), Requests.timeout(request.hasTimeout() ? request.getTimeout() : null));
            events.seen(request.getSandbox(), null);
            watches.end(request.getSandbox());
            return wire(report);
        });
    }

    @Override
    public void plug(PlugRequest request, StreamObserver<Sandbox> answer) {
        inTurn(
                "Plug",
                request.getSandbox(),
                answer,
                of -> changed(of.plug(
                        request.getSandbox(),
                        Requests.pluggable(request),
                        Requests.timeout(request.hasTimeout() ? request.getTimeout() : null))));
    }

    @Override
    public void unplug(UnplugRequest request, StreamObserver<Sandbox> answer) {
        inTurn(
                "Unplug",
                request.getSandbox(),
                answer,
                of -> changed(of.unplug(
                        request.getSandbox(),
                        request.getId(),
                        Requests.timeout(request.hasTimeout() ? request.getTimeout() : null))));
    }

    private Sandbox changed(SandboxReport report) {
        events.seen(String.valueOf(report.sandbox()), report);
        return wire(report);
    }

    @Override
    public void get(GetRequest request, StreamObserver<Sandbox> answer) {
        soon("Get", answer, of -> wire(of.show(request.getSandbox())));
    }

    @Override
    public void list(ListRequest request, StreamObserver<ListResponse> answer) {
        soon("List", answer, of -> {
            ListResponse.Builder all = ListResponse.newBuilder();
            of.list().forEach(report -> all.addSandboxes(wire(report)));
            return all.build();
        });
    }

    @Override
    public void verify(VerifyRequest request, StreamObserver<Verification> answer) {
        inTurn(
                "Verify",
                request.getSandbox(),
                answer,
                of -> Wire.message(
                                of.verify(
                                        request.getSandbox(),
                                        Requests.timeout(request.hasTimeout() ? request.getTimeout() : null)),
                                Verification.newBuilder())
                        .build());
    }

    @Override
    public void recover(RecoverRequest request, StreamObserver<RecoverResponse> answer) {
        Function<Plumbline, RecoverResponse> work = of -> {
            Duration timeout = Requests.timeout(request.hasTimeout() ? request.getTimeout() : null);
            List<RecoveryReport> recovered = request.getSandbox().isEmpty()
                    ? of.recoverAll(timeout)
                    : List.of(of.recover(request.getSandbox(), timeout));
            RecoverResponse.Builder all = RecoverResponse.newBuilder();
            for (RecoveryReport one : recovered) {
                told(of, one);
                all.addRecovered(Wire.message(one, Recovery.newBuilder()));
            }
            return all.build();
        };
        if (request.getSandbox().isEmpty()) {
            queues.run(task("Recover", answer, work));
        } else {
            inTurn("Recover", request.getSandbox(), answer, work);
        }
    }

    private void told(Plumbline of, RecoveryReport recovered) {
        if (recovered.action() == RecoveryReport.Action.NOTHING) {
            return;
        }
        String sandbox = recovered.sandbox();
        Optional<SandboxReport> left = of.find(sandbox);
        events.seen(sandbox, left.orElse(null));
        if (left.isEmpty()) {
            watches.end(sandbox);
        }
    }

    @Override
    public void watch(WatchRequest request, StreamObserver<Event> answer) {
        String sandbox = request.getSandbox();
        EventStream stream = open(answer, sandbox);
        queues.look(() -> {
            try {
                SandboxWatch watch = watches.follow(sandbox, stream);
                watch.whenUpToDate(() -> stream.send(SandboxEvent.watching(sandbox)));
                watch.whenOver(why -> end(stream, why));
                if (stream.isOver()) { // its client went before it was begun
                    watches.unfollow(sandbox, stream);
                }
            } catch (RuntimeException e) {
                stream.fail(Statuses.of(failure("Watch", e)));
            }
        });
    }

    private static void end(EventStream stream, @Nullable Throwable why) {
        if (why == null) {
            stream.complete();
        } else {
            stream.fail(Statuses.of(PlumblineException.problemOf(why)));
        }
    }

    @Override
    public void events(EventsRequest request, StreamObserver<Event> answer) {
        open(answer, request.getSandbox()).send(SandboxEvent.watching(""));
    }

    private EventStream open(StreamObserver<Event> answer, String sandbox) {
        ServerCallStreamObserver<Event> call = (ServerCallStreamObserver<Event>) answer;
        EventStream stream = new EventStream(call, sandbox);
        Runnable gone = () -> {
            stream.abandon();
            events.remove(stream);
            queues.look(() -> watches.unfollow(sandbox, stream));
        };
        call.setOnCancelHandler(gone);
        call.setOnCloseHandler(gone);
        events.add(stream);
        return stream;
    }

    private static Sandbox wire(SandboxReport report) {
        return Wire.message(report, Sandbox.newBuilder()).build();
    }

    private <T extends Message> void inTurn(
            String method, String sandbox, StreamObserver<T> answer, Function<Plumbline, T> work) {
        Runnable task = task(method, answer, work);
        queues.run(sandbox, task);
    }

    /** For what only looks: never waits for an operation. */
    private <T extends Message> void soon(String method, StreamObserver<T> answer, Function<Plumbline, T> work) {
        queues.look(task(method, answer, work));
    }

    private <T extends Message> Runnable task(String method, StreamObserver<T> answer, Function<Plumbline, T> work) {
        ServerCallStreamObserver<T> call = (ServerCallStreamObserver<T>) answer;
        call.setOnCancelHandler(() -> {}); // or answering a call that was cancelled meanwhile would throw
        Context context = Context.current();
        long began = System.nanoTime();
        return context.wrap(() -> {
            String code = "OK";
            try {
                if (context.isCancelled()) {
                    code = "CANCELLED";
                } else {
                    T message = work.apply(plumbline.cancelledBy(context::isCancelled));
                    call.onNext(message);
                    call.onCompleted();
                }
            } catch (RuntimeException | Error e) {
                Problem problem = failure(method, e);
                code = problem.code();
                call.onError(Statuses.of(problem));
            } finally {
                metrics.called(method, code, System.nanoTime() - began);
            }
        });
    }

    private static Problem failure(String method, Throwable e) {
        Problem problem = PlumblineException.problemOf(e);
        if (problem.kind() == Problem.Kind.FAULT) {
            Log.fault(method, e);
        }
        return problem;
    }
}
