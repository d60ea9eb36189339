package dev.plumbline.vfio.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vfio-bind list}. */
@Command(name = "list", description = "Lists the devices, one a line.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    ListCommand(Output output) {
        this.output = output;
    }

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            split = ",",
            description = "Only of these classes: gpu, net, nvme..., or hexadecimal digits.")
    private List<String> classes = List.of();

    @Option(names = "--driver", paramLabel = "D", description = "Only those with this driver; none: without one.")
    private String driver = "";

    @Option(names = "--group", paramLabel = "N", description = "Only those of this IOMMU group.")
    private String group = "";

    @Override
    public Integer call() {
        return new DeviceList(classes, driver, group).print(output, common.devices());
    }
}
