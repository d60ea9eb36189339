package dev.plumbline.runtime.cli;

import dev.plumbline.runtime.SandboxReport;
import dev.plumbline.runtime.Sandboxes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plumb list}. */
@Command(name = "list", description = "Lists the sandboxes.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    ListCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        List<SandboxReport> sandboxes = common.inSandboxes(Sandboxes::list);
        return output.result(
                Map.of("sandboxes", sandboxes),
                text -> text.table(sandboxes.stream()
                        .map(one -> List.of(
                                String.valueOf(one.sandbox()),
                                one.state().toString(),
                                one.nics().size() + (one.nics().size() == 1 ? " nic" : " nics"),
                                one.netns()))
                        .toList()));
    }
}
