package dev.plumbline.vfio.cli;

import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.BindPolicy;
import dev.plumbline.vfio.BindReport;
import dev.plumbline.vfio.HostDevices;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vfio-bind bind}. */
@Command(
        name = "bind",
        description = "Binds devices to VFIO, with all endpoints of their groups.",
        mixinStandardHelpOptions = true)
final class BindCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    BindCommand(Output output) {
        this.output = output;
    }

    @Parameters(paramLabel = "BDF", arity = "1..*", description = "The devices.")
    private List<Bdf> wanted = List.of();

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Option(names = "--only", description = "Only these devices, not the other endpoints of their groups.")
    private boolean only;

    @Option(names = "--force", description = "Also what is in use: a link that is up, a mounted disk.")
    private boolean force;

    @Option(names = "--driver", paramLabel = "D", description = "This driver (default: the best VFIO driver loaded).")
    private @Nullable String driver;

    @Override
    public Integer call() {
        HostDevices host = common.devicesWithAllSteps();
        BindPolicy policy = new BindPolicy(only, force, driver);
        BindReport report = dryRun ? host.planBinding(wanted, policy) : host.bind(wanted, policy, common.timeout());
        return Reports.print(output, host, report);
    }
}
