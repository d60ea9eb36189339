package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.service.ServiceClient;
import dev.plumbline.v1.DetachRequest;
import dev.plumbline.v1.Event;
import dev.plumbline.v1.EventsRequest;
import dev.plumbline.v1.GetRequest;
import dev.plumbline.v1.ListRequest;
import dev.plumbline.v1.PlugRequest;
import dev.plumbline.v1.PlumblineGrpc;
import dev.plumbline.v1.RecoverRequest;
import dev.plumbline.v1.Sandbox;
import dev.plumbline.v1.Step;
import dev.plumbline.v1.UnplugRequest;
import dev.plumbline.v1.VerifyRequest;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the service does with sandboxes, over real namespaces. */
class ServiceTest extends ServiceFixture {
    @Test
    void aSandboxLivesFromAttachToDetach() {
        Map<String, com.fasterxml.jackson.databind.JsonNode> before = pod.dump();
        Sandbox attached = inTime().attach(request().build());
        assertThat(attached.getState()).isEqualTo("attached");
        assertThat(attached.getNics(0).getTap()).isEqualTo("tap0_plumb");
        assertThat(inTime().get(GetRequest.newBuilder().setSandbox("web").build())
                        .getNicsList())
                .isEqualTo(attached.getNicsList());
        assertThat(inTime().list(ListRequest.getDefaultInstance()).getSandboxesList())
                .extracting(Sandbox::getSandbox)
                .containsExactly("web");
        VerifyRequest verify = VerifyRequest.newBuilder().setSandbox("web").build();
        assertThat(inTime().verify(verify).getOk()).isTrue();
        pod.ip("link set tap0_plumb down");
        assertThat(inTime().verify(verify).getDifferencesList())
                .extracting(dev.plumbline.v1.Difference::getCode)
                .contains("LINK_DOWN");
        Sandbox detached =
                inTime().detach(DetachRequest.newBuilder().setSandbox("web").build());
        assertThat(detached.getState()).isEqualTo("detached");
        assertThat(pod.dump()).isEqualTo(before);
    }

    @Test
    void attachingTwiceChangesNothingTheSecondTime() {
        Sandbox first = inTime().attach(request().build());
        Sandbox second = inTime().attach(request().build());
        assertThat(second.getNicsList()).isEqualTo(first.getNicsList());
        assertThat(second.getStepsList()).extracting(Step::getOutcome).containsOnly("already");
    }

    @Test
    void manyCallsForOneSandboxAreDoneOneAfterTheOther() throws Exception {
        List<CompletableFuture<Sandbox>> calls = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            calls.add(CompletableFuture.supplyAsync(
                    () -> inTime().attach(request().build())));
        }
        int applied = 0;
        for (CompletableFuture<Sandbox> call : calls) {
            Sandbox sandbox = call.get(30, TimeUnit.SECONDS);
            applied += sandbox.getSteps(0).getOutcome().equals("applied") ? 1 : 0;
        }
        assertThat(applied).isEqualTo(1);
    }

    @Test
    void aLinkIsPluggedAndUnplugged() {
        inTime().attach(request().build());
        pod.veth("eth1", 2);
        Sandbox plugged = inTime().plug(PlugRequest.newBuilder()
                .setSandbox("web")
                .setLink("eth1")
                .build());
        assertThat(plugged.getNicsList())
                .extracting(dev.plumbline.v1.Nic::getId)
                .containsExactly("eth0", "eth1");
        Sandbox left = inTime().unplug(UnplugRequest.newBuilder()
                .setSandbox("web")
                .setId("eth1")
                .build());
        assertThat(left.getNicsList()).extracting(dev.plumbline.v1.Nic::getId).containsExactly("eth0");
        assertThat(left.getSkippedList())
                .extracting(dev.plumbline.v1.SkippedLink::getReason)
                .contains("UNPLUGGED");
    }

    @Test
    void whatCannotBePluggedIsRefused() {
        inTime().attach(request().build());
        StatusRuntimeException refused = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> inTime().plug(PlugRequest.newBuilder()
                        .setSandbox("web")
                        .setVhostUser("/run/switch.sock")
                        .build()));
        assertThat(refused.getStatus().getCode()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(refused).hasMessageContaining("only a running VM");
        StatusRuntimeException nothing = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> inTime().plug(PlugRequest.newBuilder().setSandbox("web").build()));
        assertThat(nothing.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    }

    @Test
    void aFunctionThatTheHostDoesNotHaveIsNotFound() {
        inTime().attach(request().build());
        StatusRuntimeException missing = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> inTime().plug(PlugRequest.newBuilder()
                        .setSandbox("web")
                        .setPci("ff:1f.7")
                        .build()));
        assertThat(missing.getStatus().getCode()).isEqualTo(Code.NOT_FOUND);
        assertThat(missing).hasMessageContaining("0000:ff:1f.7");
    }

    @Test
    void aCancelledAttachGivesItsTurnAwayAtOnce() throws Exception {
        Map<String, com.fasterxml.jackson.databind.JsonNode> before = pod.dump();
        try (MuteMonitor monitor = new MuteMonitor(state.resolve("qmp"), null)) {
            var call = PlumblineGrpc.newFutureStub(channel)
                    .attach(request().setQmp(monitor.path().toString()).build());
            monitor.awaitClient();
            call.cancel(true);
            // Its lock is free at once, not after the 30 seconds that it had.
            long began = System.nanoTime();
            inTime().attach(request().build());
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        }
        inTime().detach(DetachRequest.newBuilder().setSandbox("web").build());
        assertThat(pod.dump()).isEqualTo(before);
    }

    @Test
    void aCallsDeadlineEndsTheOperation() throws Exception {
        try (MuteMonitor monitor = new MuteMonitor(state.resolve("qmp"), null)) {
            StatusRuntimeException late = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> stub.withDeadlineAfter(700, TimeUnit.MILLISECONDS)
                            .attach(request().setQmp(monitor.path().toString()).build()));
            assertThat(late.getStatus().getCode()).isEqualTo(Code.DEADLINE_EXCEEDED);
        }
        assertThat(inTime().attach(request().build()).getState()).isEqualTo("attached");
    }

    @Test
    void aProblemComesWithCodeObjectAndFix() {
        try (ServiceClient client = ServiceClient.of(socket())) {
            var refused = catchThrowableOfType(
                    dev.plumbline.host.PlumblineException.class, () -> client.detach("nobody", LIMIT));
            var alone = catchThrowableOfType(
                    dev.plumbline.host.PlumblineException.class,
                    () -> Plumbline.at(state).detach("nobody", LIMIT));
            assertThat(refused.problem()).isEqualTo(alone.problem());
        }
    }

    @Test
    void aClientSeesWhatTheLibrarySees() {
        Plumbline alone = Plumbline.at(state);
        pod.veth("eth1", 2);
        pod.manyRoutes();
        try (ServiceClient client = ServiceClient.of(socket())) {
            AttachRequest request = AttachRequest.of("web", pod.name());
            assertThat(client.plan(pod.name(), request.policy())).isEqualTo(alone.plan(pod.name(), request.policy()));
            client.attach(request);
            assertThat(client.show("web")).isEqualTo(alone.show("web"));
            assertThat(client.list()).isEqualTo(alone.list());
            assertThat(client.verify("web", LIMIT)).isEqualTo(alone.verify("web", LIMIT));
            assertThat(client.recover("web", LIMIT)).isEqualTo(alone.recover("web", LIMIT));
            assertThat(client.recoverAll(LIMIT)).isEqualTo(alone.recoverAll(LIMIT));
        }
    }

    @Test
    void eventsTellOfWhatAnybodyAskedFor() throws InterruptedException {
        BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        PlumblineGrpc.newStub(channel).events(EventsRequest.getDefaultInstance(), into(events));
        assertThat(events.poll(10, TimeUnit.SECONDS).getEvent()).isEqualTo("watching");
        inTime().attach(request().build());
        assertThat(events.poll(10, TimeUnit.SECONDS).getEvent()).isEqualTo("link-appeared");
        Event attached = events.poll(10, TimeUnit.SECONDS);
        assertThat(attached.getEvent()).isEqualTo("attached");
        assertThat(attached.getSandbox()).isEqualTo("web");
        assertThat(attached.getNic()).isEqualTo("eth0");
        inTime().detach(DetachRequest.newBuilder().setSandbox("web").build());
        assertThat(events.poll(10, TimeUnit.SECONDS).getEvent()).isEqualTo("detached");
    }

    @Test
    void recoverWithoutANameRecoversAll() {
        inTime().attach(request().build());
        assertThat(inTime().recover(RecoverRequest.getDefaultInstance()).getRecoveredList())
                .extracting(dev.plumbline.v1.Recovery::getAction)
                .containsExactly("nothing");
    }
}
