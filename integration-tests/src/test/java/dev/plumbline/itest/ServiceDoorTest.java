package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.cli.Plumb;
import dev.plumbline.runtime.service.ListenAddress;
import dev.plumbline.runtime.service.PlumblineServer;
import dev.plumbline.v1.DetachRequest;
import dev.plumbline.v1.Event;
import dev.plumbline.v1.EventsRequest;
import dev.plumbline.v1.GetRequest;
import dev.plumbline.v1.ListRequest;
import dev.plumbline.v1.PlumblineGrpc;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who gets into the service, how it begins and how it ends. */
class ServiceDoorTest extends ServiceFixture {
    @Test
    void healthAndReflectionAnswer() throws InterruptedException {
        for (String service : List.of("", PlumblineGrpc.SERVICE_NAME)) {
            assertThat(HealthGrpc.newBlockingStub(channel)
                            .check(HealthCheckRequest.newBuilder()
                                    .setService(service)
                                    .build())
                            .getStatus())
                    .isEqualTo(ServingStatus.SERVING);
        }
        BlockingQueue<ServerReflectionResponse> answers = new LinkedBlockingQueue<>();
        StreamObserver<ServerReflectionRequest> asking = ServerReflectionGrpc.newStub(channel)
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse answer) {
                        answers.add(answer);
                    }

                    @Override
                    public void onError(Throwable thrown) {}

                    @Override
                    public void onCompleted() {}
                });
        asking.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        assertThat(answers.poll(10, TimeUnit.SECONDS).toString())
                .contains("plumbline.v1.Plumbline", "grpc.health.v1.Health");
        asking.onCompleted();
    }

    @Test
    void anOversizeMessageIsRefused() {
        StatusRuntimeException refused = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> inTime().attach(request()
                        .setQmpBytes(ByteString.copyFrom(new byte[2 << 20]))
                        .build()));
        assertThat(refused.getStatus().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(inTime().list(ListRequest.getDefaultInstance()).getSandboxesCount())
                .isZero();
    }

    @Test
    void theSocketIsItsOwnersAndAnotherUserIsRefused() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                .isEqualTo("rw-------");
        // Somebody opens the doors; the service still looks who comes.
        Path outside = Path.of("/tmp/plumbline-t" + ProcessHandle.current().pid() + ".sock");
        try (PlumblineServer open = PlumblineServer.start(new PlumblineServer.Options(
                state.resolve("other"), new ListenAddress.Unix(outside), null, Duration.ZERO))) {
            Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rw-rw-rw-"));
            String perl = "use Socket; socket(S, AF_UNIX, SOCK_STREAM, 0) or die; connect(S, sockaddr_un('" + outside
                    + "')) or die; alarm 10; my $n = sysread(S, my $b, 1); print defined $n && $n == 0 ? 'refused' : 'answered'";
            // An HTTP/2 server speaks first; to us it does, to another user it does not.
            assertThat(run("perl", "-e", perl)).isEqualTo("answered");
            assertThat(run("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "perl", "-e", perl))
                    .isEqualTo("refused");
            assertThat(open.address()).hasToString("unix:" + outside);
        } finally {
            Files.deleteIfExists(outside);
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aSecondServiceOfTheStateDirectoryIsRefused() {
        var refused = catchThrowableOfType(
                dev.plumbline.host.PlumblineException.class,
                () -> start(Duration.ZERO).close());
        assertThat(refused.problem().code()).isEqualTo("SERVICE_RUNS");
        assertThat(inTime().list(ListRequest.getDefaultInstance()).getSandboxesCount())
                .isZero();
    }

    @Test
    void aStoppedServiceHasTakenBackWhatDidNotEnd() throws Exception {
        server.close();
        server = start(Duration.ofMillis(100));
        BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        try (MuteMonitor monitor = new MuteMonitor(state.resolve("qmp"), null)) {
            PlumblineGrpc.newStub(channel).events(EventsRequest.getDefaultInstance(), into(events));
            assertThat(events.poll(10, TimeUnit.SECONDS).getEvent()).isEqualTo("watching");
            var call = PlumblineGrpc.newFutureStub(channel)
                    .attach(request().setQmp(monitor.path().toString()).build());
            monitor.awaitClient();
            server.close();
            StatusRuntimeException ended = (StatusRuntimeException) catchThrowableOfType(
                            java.util.concurrent.ExecutionException.class, () -> call.get(10, TimeUnit.SECONDS))
                    .getCause();
            assertThat(ended.getStatus().getCode()).isIn(Code.UNAVAILABLE, Code.CANCELLED, Code.FAILED_PRECONDITION);
            assertThat(events.poll(10, TimeUnit.SECONDS).getDetail()).contains("the service stops");
        }
        assertThat(socket()).doesNotExist();
        assertThat(Plumbline.at(state).list()).isEmpty();
    }

    @Test
    void metricsAreServedOnAUnixSocketAndOnTheLoopback() throws Exception {
        server.close();
        for (String text : List.of("unix:" + state.resolve("metrics"), "127.0.0.1:" + freePort())) {
            ListenAddress address = ListenAddress.parse(text);
            server = PlumblineServer.start(new PlumblineServer.Options(state, null, address, Duration.ZERO));
            inTime().attach(request().build());
            var unused = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> inTime().get(
                                    GetRequest.newBuilder().setSandbox("nobody").build()));
            String metrics = get(address);
            assertThat(metrics)
                    .contains(
                            "plumbline_sandboxes 1.0",
                            "plumbline_nics 1.0",
                            "plumbline_queue_depth 0.0",
                            "plumbline_failures_total{code=\"SANDBOX_NOT_FOUND\",method=\"Get\"} 1.0",
                            "plumbline_step_duration_seconds_count{outcome=\"applied\",step=\"CreateTap\"} 1");
            inTime().detach(DetachRequest.newBuilder().setSandbox("web").build());
            server.close();
        }
    }

    private static int freePort() throws IOException {
        try (java.net.ServerSocket any = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static String get(ListenAddress address) throws IOException {
        if (address instanceof ListenAddress.Loopback loopback) {
            try (InputStream in =
                    URI.create("http://" + loopback + "/metrics").toURL().openStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        try (SocketChannel http =
                SocketChannel.open(UnixDomainSocketAddress.of(((ListenAddress.Unix) address).path()))) {
            http.write(ByteBuffer.wrap("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer all = ByteBuffer.allocate(1 << 20);
            while (http.read(all) >= 0) {
                assertThat(all.hasRemaining()).isTrue();
            }
            return new String(all.array(), 0, all.position(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aProcessEndsWithItsOwnExitCodeAndWith0WhenToldToStop() throws Exception {
        assertThat(serve(state).waitFor())
                .as("another service has the directory")
                .isEqualTo(4);
        Path other = state.resolve("other");
        Process told = serve(other);
        try {
            String said = told.inputReader(StandardCharsets.UTF_8).readLine();
            assertThat(said).isEqualTo("serving on unix:" + PlumblineServer.socketOf(other));
            told.destroy(); // SIGTERM
            assertThat(told.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(told.exitValue()).isZero();
            assertThat(PlumblineServer.socketOf(other)).doesNotExist();
        } finally {
            told.destroyForcibly();
        }
    }

    private static Process serve(Path state) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Plumb.class.getName(),
                        "serve",
                        "--state",
                        state.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void whatTheLastProcessLeftIsTakenBackAtStart() throws Exception {
        Map<String, com.fasterxml.jackson.databind.JsonNode> before = pod.dump();
        server.close();
        StepWalk.killedAt(state, AttachRequest.of("web", pod.name()), "attach", 3);
        assertThat(pod.dump()).isNotEqualTo(before);
        server = start(Duration.ZERO);
        assertThat(pod.dump()).isEqualTo(before);
        assertThat(Plumbline.at(state).list()).isEmpty();
    }
}
