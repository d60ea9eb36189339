package dev.plumbline.runtime.cli;

import dev.plumbline.runtime.SandboxReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plumb unplug}. */
@Command(
        name = "unplug",
        description =
                "Takes one NIC out of the guest, and leaves its link, if it has one, alone until it is plugged again; or one"
                        + " host device, which goes back to the host's driver with all of its IOMMU group.",
        mixinStandardHelpOptions = true)
final class UnplugCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    UnplugCommand(Output output) {
        this.output = output;
    }

    @Parameters(index = "0", paramLabel = "SANDBOX", description = "The sandbox's name.")
    private String sandbox = "";

    @Parameters(index = "1", paramLabel = "ID", description = "The NIC's or device's id, as 'plumb show' has it.")
    private String id = "";

    @Override
    public Integer call() {
        SandboxReport report = common.inSandboxes(sandboxes -> sandboxes.unplug(sandbox, id, common.timeout()));
        return output.result(report, text -> text.sandbox(report));
    }
}
