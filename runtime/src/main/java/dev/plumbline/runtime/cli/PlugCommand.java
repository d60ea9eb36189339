package dev.plumbline.runtime.cli;

import dev.plumbline.runtime.SandboxReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumb plug}. */
@Command(
        name = "plug",
        description = "Carries one more link of the sandbox's namespace into the guest; the other NICs are left alone.",
        mixinStandardHelpOptions = true)
final class PlugCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    PlugCommand(Output output) {
        this.output = output;
    }

    @Parameters(paramLabel = "SANDBOX", description = "The sandbox's name.")
    private String sandbox = "";

    @Option(names = "--link", required = true, paramLabel = "NAME", description = "The link in the pod's namespace.")
    private String link = "";

    @Override
    public Integer call() {
        SandboxReport report = common.sandboxes().plugLink(sandbox, link, common.timeout());
        return output.result(report, text -> text.sandbox(report));
    }
}
