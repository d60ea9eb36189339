package dev.plumbline.runtime.cli;

import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.Problem;
import dev.plumbline.vhostuser.BackendEvent;
import dev.plumbline.vhostuser.BackendOptions;
import dev.plumbline.vhostuser.VhostUserBackend;
import dev.plumbline.vhostuser.port.PacketPort;
import dev.plumbline.vhostuser.port.TapPort;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumb vhost-user serve}. */
@Command(
        name = "serve",
        description =
                "A back-end: the guest's rings on one side, a tap on the other. Prints one JSON event a line, until it"
                        + " is told to stop, and at the end the packets and bytes each way.",
        mixinStandardHelpOptions = true)
final class VhostUserServeCommand implements Callable<Integer> {
    private static final int MAX_QUEUES = 256;

    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    VhostUserServeCommand(Output output) {
        this.output = output;
    }

    @Parameters(paramLabel = "SOCKET", description = "Where to listen, or with --client where to connect to.")
    private Path socket = Path.of("");

    @Option(
            names = "--tap",
            paramLabel = "NAME",
            required = true,
            description = "The tap; made, and set up, when it is not there.")
    private String tap = "";

    @Option(
            names = "--netns",
            paramLabel = "PATH",
            description = "The tap's namespace: a path, or a name under /run/netns (default: this one).")
    private @Nullable String netns;

    @Option(names = "--queues", paramLabel = "N", description = "Queue pairs, 1 to 256, a thread each (default: 1).")
    private int queues = 1;

    @Option(names = "--client", description = "Connect to a front-end that listens, again and again.")
    private boolean client;

    @Option(
            names = "--packed",
            paramLabel = "on|off",
            description = "Whether packed rings are offered, too (default: on).")
    private String packed = "on";

    @Option(names = "--once", description = "End with the first connection.")
    private boolean once;

    @Option(names = "--sealed-only", description = "Refuse memory whose file could become shorter while it is in use.")
    private boolean sealedOnly;

    @Option(
            names = "--busy-poll",
            paramLabel = "MICROS",
            description = "How long an idle queue pair keeps looking before it sleeps (default: 0).")
    private int busyPoll;

    @Override
    public Integer call() throws InterruptedException {
        BackendOptions options = options();
        Duration unused = common.timeout(); // checked here as everywhere, though nothing here has an end
        try (PacketPort port = port();
                VhostUserBackend backend = VhostUserBackend.start(options, port, this::print);
                StopSignal stop = new StopSignal(backend::stop)) {
            backend.await();
            backend.close();
            Map<String, Object> totals = new LinkedHashMap<>();
            totals.put("time", Instant.now().toString());
            totals.put("event", "ended");
            totals.put("toGuest", backend.toGuest());
            totals.put("fromGuest", backend.fromGuest());
            output.eventLine(totals);
        }
        return 0;
    }

    private BackendOptions options() {
        if (queues < 1 || queues > MAX_QUEUES) {
            throw Problem.badInput("BAD_QUEUES", "--queues " + queues, "this is not a usable number of queue pairs")
                    .fix("give 1 to " + MAX_QUEUES)
                    .exception();
        }
        if (busyPoll < 0 || busyPoll > 1_000_000) {
            throw Problem.badInput("BAD_BUSY_POLL", "--busy-poll " + busyPoll, "this is not a usable time")
                    .fix("give 0 to 1000000 microseconds")
                    .exception();
        }
        return BackendOptions.listenAt(socket)
                .withClient(client)
                .withPacked(onOrOff())
                .withOnce(once)
                .withSealedOnly(sealedOnly)
                .withBusyPollMicros(busyPoll);
    }

    private boolean onOrOff() {
        return switch (packed) {
            case "on" -> true;
            case "off" -> false;
            default ->
                throw Problem.badInput("BAD_USAGE", "--packed " + packed, "this is neither on nor off")
                        .fix("give on or off")
                        .exception();
        };
    }

    private PacketPort port() {
        return TapPort.open(tap, netns == null ? null : NetNamespace.of(netns), queues);
    }

    private void print(BackendEvent event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", event.time().toString());
        line.put("event", event.event().toString());
        line.putAll(event.detail());
        output.eventLine(line);
    }
}
