package dev.plumbline.vfio.cli;

import dev.plumbline.host.Problem;
import dev.plumbline.vfio.DeviceReport;
import dev.plumbline.vfio.HostDevices;
import dev.plumbline.vfio.PciClasses;
import dev.plumbline.vfio.PciDevice;
import dev.plumbline.vfio.PciId;
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
        classes.forEach(ListCommand::requireClass);
        HostDevices host = common.devices();
        List<DeviceReport> reports =
                host.list().stream().filter(report -> isWanted(report.device())).toList();
        return output.result(
                to -> {
                    to.writeStartObject();
                    DeviceJson.of(host, reports).array(to, "devices", reports);
                    to.writeEndObject();
                },
                text -> new DeviceText(
                                text,
                                host.names(reports.stream()
                                        .map(DeviceReport::device)
                                        .toList()))
                        .list(reports));
    }

    private static void requireClass(String asked) {
        if (PciClasses.matches(new PciId(0, 0, 0, 0, 0), asked).isEmpty()) {
            throw Problem.badInput("BAD_CLASS", "--class " + asked, "this is no class of devices")
                    .fix("use " + String.join(", ", PciClasses.words()) + ", or 2, 4 or 6 hexadecimal digits")
                    .exception();
        }
    }

    private boolean isWanted(PciDevice device) {
        return (classes.isEmpty()
                        || classes.stream()
                                .anyMatch(asked ->
                                        PciClasses.matches(device.id(), asked).orElse(false)))
                && (driver.isEmpty() || driver.equals(device.driver() == null ? "none" : device.driver()))
                && (group.isEmpty() || group.equals(device.group()));
    }
}
