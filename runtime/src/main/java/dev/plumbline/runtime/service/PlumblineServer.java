package dev.plumbline.runtime.service;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.change.StateLock;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.RecoveryReport.Action;
import dev.plumbline.runtime.SandboxWatch;
import dev.plumbline.runtime.channel.EventLoops;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The service of {@code plumb serve}. First takes back what a crash left behind, then listens; when it is told to stop, takes
 * no more calls, lets those under way end, and has those taken back that do not end in time.
 */
public final class PlumblineServer implements AutoCloseable {
    private static final int LARGEST_MESSAGE = 1 << 20;
    private static final Duration UNDOING = AttachRequest.DEFAULT_TIMEOUT;

    private final Options options;
    private final StateLock only;
    private final SandboxQueues queues = new SandboxQueues();
    private final Events events = new Events();
    private final Metrics metrics = new Metrics();
    private final HealthStatusManager health = new HealthStatusManager();
    private final Plumbline plumbline;
    private final Watches watches;
    private final Server server;
    private @Nullable MetricsEndpoint endpoint;
    private boolean closed;

    /**
     * How to serve.
     *
     * @param state the state directory
     * @param listen where to listen; null for {@link #socketOf} the state directory
     * @param metrics where to serve Prometheus; null for nowhere
     * @param grace how long operations may go on when the service is told to stop, before they are taken back
     */
    public record Options(
            Path state,
            ListenAddress.@Nullable Unix listen,
            @Nullable ListenAddress metrics,
            Duration grace) {
        ListenAddress.Unix listening() {
            return listen == null ? new ListenAddress.Unix(socketOf(state)) : listen;
        }
    }

    private PlumblineServer(Options options) {
        Log.quieten();
        this.options = options;
        this.plumbline = Plumbline.at(options.state()).observedBy(metrics);
        this.only = plumbline.becomeService();
        try {
            this.watches = new Watches(plumbline, queues, events);
            recover();
            metrics.gauge("plumbline_sandboxes", "Sandboxes that are attached.", events::sandboxes);
            metrics.gauge("plumbline_nics", "NICs of all sandboxes.", events::nics);
            metrics.gauge("plumbline_watched_sandboxes", "Sandboxes whose namespace is followed.", watches::count);
            metrics.gauge("plumbline_queue_depth", "Calls that wait for a thread or their turn.", queues::depth);
            if (options.metrics() != null) {
                endpoint = MetricsEndpoint.listen(options.metrics(), metrics);
            }
            this.server = listen();
        } catch (RuntimeException e) {
            closeEndpoint();
            only.close();
            throw e;
        }
    }

    private void closeEndpoint() {
        if (endpoint != null) {
            endpoint.close();
        }
    }

    /**
     * Serves from now on.
     *
     * @throws PlumblineException REFUSED when another service has the state directory, or nothing can listen there
     */
    public static PlumblineServer start(Options options) {
        PlumblineServer service = new PlumblineServer(options);
        service.resumeWatches();
        return service;
    }

    /** {@return the socket that a service for a state directory listens on, and its clients look for} */
    public static Path socketOf(Path state) {
        return state.toAbsolutePath().normalize().resolve("plumbline.sock");
    }

    /** All at once, each for itself: one that cannot be recovered, or read, keeps neither the others nor the service. */
    private void recover() {
        for (String sandbox : plumbline.names()) {
            queues.run(sandbox, () -> {
                try {
                    Action action = plumbline.recover(sandbox, UNDOING).action();
                    if (action != Action.NOTHING) {
                        Log.line("recovery of " + sandbox + ": " + action);
                    }
                } catch (RuntimeException e) {
                    Log.problem("recovery of " + sandbox, PlumblineException.problemOf(e));
                }
                begin(sandbox);
            });
        }
        if (!drained(UNDOING.multipliedBy(3))) {
            Log.line("recovery goes on; the service begins all the same");
        }
    }

    private void begin(String sandbox) {
        try {
            plumbline.find(sandbox).ifPresent(report -> events.begin(sandbox, report));
        } catch (RuntimeException e) {
            Log.problem("reading " + sandbox, PlumblineException.problemOf(e));
        }
    }

    private boolean drained(Duration patience) {
        try {
            return queues.drain(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Server listen() {
        ListenAddress.Unix address = options.listening();
        address.removeStale();
        Server made = NettyServerBuilder.forAddress(
                        new DomainSocketAddress(address.path().toString()))
                .channelFactory(() -> {
                    EpollServerDomainSocketChannel channel = new EpollServerDomainSocketChannel();
                    channel.pipeline().addFirst(new OwnersOnly(Syscalls.effectiveUser()));
                    return channel;
                })
                .bossEventLoopGroup(EventLoops.shared())
                .workerEventLoopGroup(EventLoops.shared())
                .directExecutor() // calls are put into a queue at once
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .addService(new Calls(plumbline, queues, events, watches, metrics))
                .addService(health.getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance())
                .build();
        health.setStatus(dev.plumbline.v1.PlumblineGrpc.SERVICE_NAME, ServingStatus.SERVING);
        return ListenAddress.privately(() -> {
            try {
                return made.start();
            } catch (IOException e) {
                throw address.notBound(e.getCause() == null ? e.toString() : String.valueOf(e.getCause()));
            }
        });
    }

    private void resumeWatches() {
        for (String sandbox : plumbline.names()) {
            queues.look(() -> {
                try {
                    if (plumbline.isToBeWatched(sandbox)) {
                        SandboxWatch unused = watches.follow(sandbox, Watches.ALWAYS);
                    }
                } catch (RuntimeException e) {
                    Log.problem("following " + sandbox, PlumblineException.problemOf(e));
                }
            });
        }
    }

    /** {@return where it listens} */
    public ListenAddress address() {
        return options.listening();
    }

    /** Stops, and returns when nothing is under way any more. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        health.enterTerminalState();
        server.shutdown();
        events.fail(Status.UNAVAILABLE.withDescription("the service stops").asRuntimeException());
        watches.close();
        if (!drained(options.grace())) {
            Log.line("stopping: what is under way is taken back");
        }
        server.shutdownNow(); // and what slipped in while clients were told
        if (!drained(UNDOING.multipliedBy(2))) {
            Log.line("stopping: something is still under way; 'plumb recover' can go on");
        }
        try {
            boolean unused = server.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            options.listening().removeOwn();
            closeEndpoint();
            only.close();
        }
    }
}
