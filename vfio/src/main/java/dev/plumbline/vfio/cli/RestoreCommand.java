package dev.plumbline.vfio.cli;

import dev.plumbline.host.Problem;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.BindReport;
import dev.plumbline.vfio.HostDevices;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vfio-bind restore}. */
@Command(
        name = "restore",
        description = "Puts devices back to what they were before they were bound.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    RestoreCommand(Output output) {
        this.output = output;
    }

    @Parameters(paramLabel = "BDF", arity = "0..*", description = "The devices.")
    private List<String> wanted = List.of(); // picocli drops from an optional list what it cannot convert

    @Option(names = "--all", description = "All that was bound, except what a sandbox has.")
    private boolean all;

    @Override
    public Integer call() {
        if (all == !wanted.isEmpty()) {
            throw Problem.badInput("BAD_USAGE", "vfio-bind restore", "either devices or --all is needed")
                    .fix("see vfio-bind restore --help")
                    .exception();
        }
        List<Bdf> bdfs = wanted.stream().map(Bdf::parse).toList();
        HostDevices host = common.devicesWithAllSteps();
        BindReport report = all ? host.restoreAll(common.timeout()) : host.restore(bdfs, common.timeout());
        return Reports.print(output, host, report);
    }
}
