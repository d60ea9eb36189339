package dev.plumbline.vfio.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vfio-bind completion}. */
@Command(
        name = "completion",
        description = "Prints a script for bash that completes verbs and options: source <(vfio-bind completion)",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
    private final Output output;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CompletionCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        output.script(AutoComplete.bash("vfio-bind", spec.root().commandLine()));
        return 0;
    }
}
