package dev.plumbline.runtime.cli;

import dev.plumbline.runtime.RecoveryReport;
import dev.plumbline.runtime.Sandboxes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plumb recover}. */
@Command(
        name = "recover",
        description = "Finishes or undoes what a crash left behind.",
        mixinStandardHelpOptions = true)
final class RecoverCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    RecoverCommand(Output output) {
        this.output = output;
    }

    @Parameters(arity = "0..1", paramLabel = "SANDBOX", description = "Only this sandbox (default: all).")
    private @Nullable String sandbox;

    @Override
    public Integer call() {
        List<RecoveryReport> recovered = common.inSandboxes(this::recover);
        return output.result(
                Map.of("recovered", recovered),
                text -> recovered.forEach(one -> {
                    text.line("%s  %s", one.sandbox(), one.action());
                    text.steps(one.steps());
                }));
    }

    private List<RecoveryReport> recover(Sandboxes sandboxes) {
        return sandbox == null
                ? sandboxes.recoverAll(common.timeout())
                : List.of(sandboxes.recover(sandbox, common.timeout()));
    }
}
