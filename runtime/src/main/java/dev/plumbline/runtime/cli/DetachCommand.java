package dev.plumbline.runtime.cli;

import dev.plumbline.runtime.SandboxReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plumb detach}. */
@Command(name = "detach", description = "Undoes all that attach did.", mixinStandardHelpOptions = true)
final class DetachCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    DetachCommand(Output output) {
        this.output = output;
    }

    @Parameters(paramLabel = "SANDBOX", description = "The sandbox's name.")
    private String sandbox = "";

    @Override
    public Integer call() {
        SandboxReport report = common.inSandboxes(sandboxes -> sandboxes.detach(sandbox, common.timeout()));
        return output.result(report, text -> {
            text.line("%s  %s  %s", sandbox, report.state(), report.netns());
            text.steps(report.steps());
        });
    }
}
