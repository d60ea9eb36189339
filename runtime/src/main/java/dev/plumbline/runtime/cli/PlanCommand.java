package dev.plumbline.runtime.cli;

import dev.plumbline.runtime.SandboxReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plumb plan}. */
@Command(
        name = "plan",
        description = "Says what attach would do, step by step; changes nothing.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    PlanCommand(Output output) {
        this.output = output;
    }

    @Mixin
    private PolicyOptions policy = new PolicyOptions();

    @Option(
            names = "--netns",
            required = true,
            paramLabel = "PATH",
            description = "The pod's namespace, a path or a name.")
    private String netns = "";

    @Override
    public Integer call() {
        SandboxReport report = common.inSandboxes(sandboxes -> sandboxes.plan(netns, policy.policy()));
        return output.result(report, text -> text.sandbox(report));
    }
}
