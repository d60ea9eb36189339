package dev.plumbline.runtime.cli;

import dev.plumbline.host.Problem;
import dev.plumbline.runtime.VerifyReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plumb verify}. */
@Command(
        name = "verify",
        description = "Looks again: is everything still as attached? Ends with 0 or 7.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    VerifyCommand(Output output) {
        this.output = output;
    }

    @Parameters(paramLabel = "SANDBOX", description = "The sandbox's name.")
    private String sandbox = "";

    @Override
    public Integer call() {
        VerifyReport report = common.inSandboxes(sandboxes -> sandboxes.verify(sandbox, common.timeout()));
        output.result(report, text -> text.verify(report));
        return report.ok() ? 0 : Problem.Kind.DIFFERENT.exitCode();
    }
}
