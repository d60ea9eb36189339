package dev.plumbline.runtime.cli;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.Problem;
import dev.plumbline.vhostuser.BackendProbe;
import dev.plumbline.vhostuser.ProbeReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plumb vhost-user probe}. */
@Command(
        name = "probe",
        description =
                "Says what the back-end behind a socket offers, and what a handshake does not tell. Asks only, changes"
                        + " nothing. Ends with 0 when a back-end answers, with 7 when none does.",
        mixinStandardHelpOptions = true)
final class VhostUserProbeCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    VhostUserProbeCommand(Output output) {
        this.output = output;
    }

    @Parameters(paramLabel = "SOCKET", description = "The back-end's socket.")
    private Path socket = Path.of("");

    @Override
    public Integer call() {
        ProbeReport report = BackendProbe.probe(socket, Deadline.after(common.timeout()));
        output.result(report, text -> print(report, text));
        return report.reachable() ? 0 : Problem.Kind.DIFFERENT.exitCode();
    }

    private static void print(ProbeReport report, Text text) {
        text.line("%s  %s", report.socket(), report.reachable() ? "a back-end answers" : "no back-end answers");
        if (report.reachable()) {
            text.line("  queue pairs        %s", report.queues() == null ? "unknown" : report.queues());
            text.line("  memory regions     %s", report.memSlots() == null ? "unknown" : report.memSlots());
            text.line("  mtu                %s", report.mtu() == null ? "as it is told" : report.mtu());
            report.features().forEach(feature -> text.line("  feature            %s", feature));
            report.protocolFeatures().forEach(feature -> text.line("  protocol feature   %s", feature));
        }
        report.advice().forEach(advice -> {
            text.line("  %s: %s", advice.code(), advice.text());
            text.line("    fix: %s", advice.fix());
        });
    }
}
