package dev.plumbline.runtime.cli;

import dev.plumbline.runtime.Pluggable;
import dev.plumbline.runtime.SandboxReport;
import dev.plumbline.vfio.Bdf;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumb plug}. */
@Command(
        name = "plug",
        description =
                "Plugs one thing more into the sandbox: a link of its namespace, or a host device with all endpoints of its IOMMU"
                        + " group. What is there already is left alone. Without a VMM a device is bound to VFIO, and the JSON says"
                        + " what to start QEMU with.",
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

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    /** One of them. */
    static final class What {
        @Option(names = "--link", paramLabel = "NAME", description = "The link in the pod's namespace.")
        private @Nullable String link;

        @Option(
                names = "--pci",
                paramLabel = "BDF",
                description = "The PCI function, for example 0000:01:00.0 or 01:00.0.")
        private @Nullable String pci;

        Pluggable pluggable() {
            return pci == null ? new Pluggable.Link(String.valueOf(link)) : new Pluggable.Pci(Bdf.parse(pci));
        }
    }

    @Override
    public Integer call() {
        SandboxReport report = common.sandboxes().plug(sandbox, what.pluggable(), common.timeout());
        return output.result(report, text -> text.sandbox(report));
    }
}
