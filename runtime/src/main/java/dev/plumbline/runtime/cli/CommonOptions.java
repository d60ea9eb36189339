package dev.plumbline.runtime.cli;

import dev.plumbline.host.Problem;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.Sandboxes;
import dev.plumbline.runtime.service.PlumblineServer;
import dev.plumbline.runtime.service.ServiceClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Options that every command takes. */
final class CommonOptions {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where journals and locks live (default: /run/plumbline).")
    private Path state = Plumbline.DEFAULT_STATE;

    @Option(names = "--json", description = "Print one JSON document on stdout, nothing else there.")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long the operation may take before it is undone (default: 30).")
    private double timeout = AttachRequest.DEFAULT_TIMEOUT.toSeconds();

    /** {@return the sandboxes of the service that has the state directory, or this process's own when none runs} */
    Sandboxes sandboxes() {
        Path socket = PlumblineServer.socketOf(state);
        return ServiceClient.isServed(socket) ? ServiceClient.of(socket) : Plumbline.at(state);
    }

    /** {@return what comes of some work on {@link #sandboxes}, which are closed then} */
    <T> T inSandboxes(Function<Sandboxes, T> work) {
        try (Sandboxes sandboxes = sandboxes()) {
            return work.apply(sandboxes);
        }
    }

    Path state() {
        return state;
    }

    boolean json() {
        return json;
    }

    Duration timeout() {
        if (!(timeout > 0 && timeout <= 86_400)) {
            throw Problem.badInput("BAD_TIMEOUT", "--timeout " + timeout, "this is not a usable number of seconds")
                    .fix("give more than 0 and at most 86400")
                    .exception();
        }
        return Duration.ofMillis(Math.round(timeout * 1000));
    }
}
