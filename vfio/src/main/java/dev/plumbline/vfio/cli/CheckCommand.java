package dev.plumbline.vfio.cli;

import dev.plumbline.host.Problem;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.DeviceReport;
import dev.plumbline.vfio.HostDevices;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vfio-bind check}. */
@Command(
        name = "check",
        description = "Says whether devices can be passed through now, and what to do if not. Ends with 0 or 7.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    CheckCommand(Output output) {
        this.output = output;
    }

    @Parameters(paramLabel = "BDF", arity = "1..*", description = "The devices.")
    private List<Bdf> wanted = List.of();

    @Override
    public Integer call() {
        HostDevices host = common.devices();
        List<DeviceReport> reports = host.check(wanted);
        boolean ok = reports.stream().allMatch(report -> report.verdict().ok());
        int code = output.result(
                to -> {
                    to.writeStartObject();
                    to.writeBooleanField("ok", ok);
                    DeviceJson.of(host, reports).array(to, "devices", reports);
                    to.writeEndObject();
                },
                text -> {
                    DeviceText devices = new DeviceText(
                            text,
                            host.names(
                                    reports.stream().map(DeviceReport::device).toList()));
                    reports.forEach(devices::full);
                });
        return ok ? code : Problem.Kind.DIFFERENT.exitCode();
    }
}
