package dev.plumbline.runtime.cli;

import dev.plumbline.host.Problem;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Plumbline;
import java.nio.file.Path;
import java.time.Duration;
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

    Plumbline plumbline() {
        return Plumbline.at(state);
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
