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
import io.grpc.Deadline;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

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
            SandboxReport report = of.attach(asked.withTimeout(left(asked.timeout())));
            events.seen(asked.sandbox(), report);
            if (asked.watch()) {
                watches.follow(asked.sandbox(), this);
            } else {
                watches.unfollow(asked.sandbox(), this);
            }
            return wire(report);
        });
    }

    @Override
    public void detach(DetachRequest request, StreamObserver<Sandbox> answer) {
        inTurn("Detach", request.getSandbox(), answer, of -> {
            SandboxReport report = of.detach(
                    request.getSandbox(), left(Requests.timeout(request.hasTimeout() ? request.getTimeout() : null)));
            events.seen(request.getSandbox(), null);
            watches.changed(request.getSandbox());
            return wire(report);
        });
    }

    @Override
    public void plug(PlugRequest request, StreamObserver<Sandbox> answer) {
        inTurn("Plug", request.getSandbox(), answer, of -> {
            if (request.getWhatCase() != PlugRequest.WhatCase.LINK) {
                throw Problem.refused("PLUG_UNSUPPORTED", request.getSandbox(), "this release can plug links only")
                        .because("asked for: " + request.getWhatCase())
                        .fix("give link")
                        .exception();
            }
            return changed(of.plugLink(
                    request.getSandbox(),
                    request.getLink(),
                    left(Requests.timeout(request.hasTimeout() ? request.getTimeout() : null))));
        });
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
                        left(Requests.timeout(request.hasTimeout() ? request.getTimeout() : null)))));
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
                                        left(Requests.timeout(request.hasTimeout() ? request.getTimeout() : null))),
                                Verification.newBuilder())
                        .build());
    }

    @Override
    public void recover(RecoverRequest request, StreamObserver<RecoverResponse> answer) {
        Function<Plumbline, RecoverResponse> work = of -> {
            Duration timeout = left(Requests.timeout(request.hasTimeout() ? request.getTimeout() : null));
            List<RecoveryReport> recovered = request.getSandbox().isEmpty()
                    ? of.recoverAll(timeout)
                    : List.of(of.recover(request.getSandbox(), timeout));
            RecoverResponse.Builder all = RecoverResponse.newBuilder();
            for (RecoveryReport one : recovered) {
                if (one.action() == RecoveryReport.Action.UNDONE || one.action() == RecoveryReport.Action.DETACHED) {
                    events.seen(one.sandbox(), of.find(one.sandbox()).orElse(null));
                }
                all.addRecovered(Wire.message(one, Recovery.newBuilder()));
            }
            return all.build();
        };
        if (request.getSandbox().isEmpty()) {
            soon("Recover", answer, work);
        } else {
            inTurn("Recover", request.getSandbox(), answer, work);
        }
    }

    @Override
    public void watch(WatchRequest request, StreamObserver<Event> answer) {
        String sandbox = request.getSandbox();
        EventStream stream = open(answer, sandbox);
        queues.run(() -> {
            try {
                SandboxWatch watch = watches.follow(sandbox, stream);
                stream.send(SandboxEvent.watching(sandbox));
                watch.whenOver(stream::complete);
            } catch (RuntimeException e) {
                stream.fail(Statuses.of(failure("Watch", e)));
            }
        });
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
            queues.run(() -> watches.unfollow(sandbox, stream));
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

    private <T extends Message> void soon(String method, StreamObserver<T> answer, Function<Plumbline, T> work) {
        queues.run(task(method, answer, work));
    }

    private <T extends Message> Runnable task(String method, StreamObserver<T> answer, Function<Plumbline, T> work) {
        ServerCallStreamObserver<T> call = (ServerCallStreamObserver<T>) answer;
        call.setOnCancelHandler(() -> {}); // or answering a call that was cancelled meanwhile would throw
        Context context = Context.current();
        long began = System.nanoTime();
        return context.wrap(() -> {
            String code = "OK";
            try {
                if (!context.isCancelled()) {
                    T message = work.apply(plumbline.cancelledBy(context::isCancelled));
                    call.onNext(message);
                    call.onCompleted();
                }
            } catch (RuntimeException e) {
                Problem problem = failure(method, e);
                code = problem.code();
                call.onError(Statuses.of(problem));
            } finally {
                metrics.called(method, code, System.nanoTime() - began);
            }
        });
    }

    private static Problem failure(String method, RuntimeException e) {
        Problem problem = PlumblineException.problemOf(e);
        if (problem.kind() == Problem.Kind.FAULT) {
            Log.fault(method, e);
        }
        return problem;
    }

    /** {@return how long an operation may take that was allowed so much when it was asked for} */
    private static Duration left(Duration timeout) {
        Deadline deadline = Context.current().getDeadline();
        if (deadline == null) {
            return timeout;
        }
        Duration left = Duration.ofNanos(Math.max(1, deadline.timeRemaining(TimeUnit.NANOSECONDS)));
        return left.compareTo(timeout) < 0 ? left : timeout;
    }
}
