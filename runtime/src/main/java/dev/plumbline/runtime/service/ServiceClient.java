package dev.plumbline.runtime.service;

import dev.plumbline.host.Problem;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Pluggable;
import dev.plumbline.runtime.RecoveryReport;
import dev.plumbline.runtime.SandboxEvent;
import dev.plumbline.runtime.SandboxPolicy;
import dev.plumbline.runtime.SandboxReport;
import dev.plumbline.runtime.Sandboxes;
import dev.plumbline.runtime.VerifyReport;
import dev.plumbline.runtime.channel.EventLoops;
import dev.plumbline.v1.DetachRequest;
import dev.plumbline.v1.GetRequest;
import dev.plumbline.v1.ListRequest;
import dev.plumbline.v1.PlanRequest;
import dev.plumbline.v1.PlugRequest;
import dev.plumbline.v1.PlumblineGrpc;
import dev.plumbline.v1.PlumblineGrpc.PlumblineBlockingStub;
import dev.plumbline.v1.RecoverRequest;
import dev.plumbline.v1.Sandbox;
import dev.plumbline.v1.UnplugRequest;
import dev.plumbline.v1.VerifyRequest;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** The sandboxes of a service, reached by its socket: what {@code plumb} uses when a service runs. Thread-safe. */
public final class ServiceClient implements Sandboxes {
    private static final int LARGEST_ANSWER = 64 << 20;
    /** Beyond what the operation may take: for the answer, and for looking that costs no time to speak of. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private final String name;
    private final ManagedChannel channel;

    private ServiceClient(Path socket) {
        Log.quieten();
        this.name = "unix:" + socket;
        this.channel = NettyChannelBuilder.forAddress(new DomainSocketAddress(socket.toString()))
                .eventLoopGroup(EventLoops.shared())
                .channelType(EpollDomainSocketChannel.class)
                .maxInboundMessageSize(LARGEST_ANSWER)
                .directExecutor()
                .usePlaintext()
                .build();
    }

    /** {@return a client of the service on a socket; it connects with the first call} */
    public static ServiceClient of(Path socket) {
        return new ServiceClient(socket);
    }

    /** {@return whether somebody accepts connections on the socket} */
    public static boolean isServed(Path socket) {
        return ListenAddress.isServed(socket);
    }

    @Override
    public SandboxReport plan(String netns, SandboxPolicy policy) {
        PlanRequest request = PlanRequest.newBuilder()
                .setNetns(Requests.absolute(netns))
                .setPolicy(Requests.message(policy))
                .build();
        return sandbox(AttachRequest.DEFAULT_TIMEOUT, stub -> stub.plan(request));
    }

    @Override
    public SandboxReport attach(AttachRequest request) {
        return sandbox(request.timeout(), stub -> stub.attach(Requests.message(request)));
    }

    @Override
    public SandboxReport plug(String sandbox, Pluggable what, Duration timeout) {
        PlugRequest request = Requests.message(what)
                .setSandbox(sandbox)
                .setTimeout(Requests.message(timeout))
                .build();
        return sandbox(timeout, stub -> stub.plug(request));
    }

    @Override
    public SandboxReport unplug(String sandbox, String id, Duration timeout) {
        UnplugRequest request = UnplugRequest.newBuilder()
                .setSandbox(sandbox)
                .setId(id)
                .setTimeout(Requests.message(timeout))
                .build();
        return sandbox(timeout, stub -> stub.unplug(request));
    }

    @Override
    public SandboxReport detach(String sandbox, Duration timeout) {
        DetachRequest request = DetachRequest.newBuilder()
                .setSandbox(sandbox)
                .setTimeout(Requests.message(timeout))
                .build();
        return sandbox(timeout, stub -> stub.detach(request));
    }

    @Override
    public SandboxReport show(String sandbox) {
        GetRequest request = GetRequest.newBuilder().setSandbox(sandbox).build();
        return sandbox(Duration.ZERO, stub -> stub.get(request));
    }

    @Override
    public List<SandboxReport> list() {
        return call(Duration.ZERO, stub -> stub.list(ListRequest.getDefaultInstance())).getSandboxesList().stream()
                .map(sandbox -> Wire.record(sandbox, SandboxReport.class))
                .toList();
    }

    @Override
    public VerifyReport verify(String sandbox, Duration timeout) {
        VerifyRequest request = VerifyRequest.newBuilder()
                .setSandbox(sandbox)
                .setTimeout(Requests.message(timeout))
                .build();
        return Wire.record(call(timeout, stub -> stub.verify(request)), VerifyReport.class);
    }

    @Override
    public RecoveryReport recover(String sandbox, Duration timeout) {
        return recovered(sandbox, timeout, timeout).get(0);
    }

    /** Waits as long as it takes: nobody knows how many sandboxes there are to recover, and each has its time limit. */
    @Override
    public List<RecoveryReport> recoverAll(Duration timeout) {
        return recovered("", timeout, Duration.ofDays(1));
    }

    private List<RecoveryReport> recovered(String sandbox, Duration timeout, Duration patience) {
        RecoverRequest request = RecoverRequest.newBuilder()
                .setSandbox(sandbox)
                .setTimeout(Requests.message(timeout))
                .build();
        return call(patience, stub -> stub.recover(request)).getRecoveredList().stream()
                .map(one -> Wire.record(one, RecoveryReport.class))
                .toList();
    }

    @Override
    public Watch watch(String sandbox, Consumer<SandboxEvent> listener) {
        RemoteWatch watch = new RemoteWatch(name, listener);
        watch.begin(PlumblineGrpc.newStub(channel), sandbox);
        return watch;
    }

    private SandboxReport sandbox(Duration timeout, Function<PlumblineBlockingStub, Sandbox> work) {
        return Wire.record(call(timeout, work), SandboxReport.class);
    }

    /** The service keeps the time; the call's own deadline is for one that does not answer, also not about undoing. */
    private <T> T call(Duration timeout, Function<PlumblineBlockingStub, T> work) {
        Duration patience = timeout.multipliedBy(2).plus(SLACK);
        try {
            return work.apply(PlumblineGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (StatusRuntimeException e) {
            throw Statuses.problem(e, name);
        } catch (IllegalArgumentException e) {
            throw Problem.refused("SERVICE_NONSENSE", name, "its answer cannot be understood")
                    .because(e.getMessage())
                    .fix("use a program of the service's own release")
                    .exception(e);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
