package dev.plumbline.runtime.cli;

import dev.plumbline.host.Problem;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.runtime.service.ListenAddress;
import dev.plumbline.runtime.service.PlumblineServer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plumb serve}. */
@Command(
        name = "serve",
        description =
                "Serves plumbline.v1 (gRPC) until it is told to stop: recovers what a crash left behind, then listens."
                        + " The other commands use the service of their --state directory when one runs.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    ServeCommand(Output output) {
        this.output = output;
    }

    @Option(
            names = "--listen",
            paramLabel = "unix:PATH",
            description =
                    "Where to listen (default: plumbline.sock in the state directory, where the other commands look).")
    private @Nullable String listen;

    @Option(
            names = "--metrics",
            paramLabel = "ADDRESS",
            description = "Where to serve GET /metrics for Prometheus: unix:PATH, 127.0.0.1:PORT or [::1]:PORT"
                    + " (default: nowhere).")
    private @Nullable String metrics;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            description = "How long operations may go on when told to stop, before they are taken back (default: 10).")
    private int grace = 10;

    @Override
    public Integer call() throws InterruptedException {
        PlumblineServer.Options options = new PlumblineServer.Options(
                common.state(), listening(), metrics == null ? null : ListenAddress.parse(metrics), grace());
        // The foreign functions take as long to load as all the rest: on a core of their own.
        Thread loading = new Thread(Syscalls::effectiveUser, "plumbline-start");
        loading.start();
        try (StopSignal stop = new StopSignal(() -> {});
                PlumblineServer server = PlumblineServer.start(options)) {
            output.event(
                    Map.of("event", "serving", "listen", server.address().toString()),
                    "serving on " + server.address());
            stop.await();
        }
        return 0;
    }

    private Duration grace() {
        if (grace < 0 || grace > 3600) {
            throw Problem.badInput("BAD_GRACE", "--grace " + grace, "this is not a usable number of seconds")
                    .fix("give 0 to 3600")
                    .exception();
        }
        return Duration.ofSeconds(grace);
    }

    private ListenAddress.@Nullable Unix listening() {
        if (listen == null) {
            return null;
        }
        if (ListenAddress.parse(listen) instanceof ListenAddress.Unix unix) {
            return unix;
        }
        throw Problem.badInput("BAD_ADDRESS", listen, "the service listens on a Unix socket only")
                .fix("give unix:PATH")
                .exception();
    }
}
