package dev.plumbline.runtime.cli;

import dev.plumbline.runtime.SandboxReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plumb show}. */
@Command(name = "show", description = "Shows a sandbox as it was attached.", mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    ShowCommand(Output output) {
        this.output = output;
    }

    @Parameters(paramLabel = "SANDBOX", description = "The sandbox's name.")
    private String sandbox = "";

    @Override
    public Integer call() {
        SandboxReport report = common.inSandboxes(sandboxes -> sandboxes.show(sandbox));
        return output.result(report, text -> text.sandbox(report));
    }
}
