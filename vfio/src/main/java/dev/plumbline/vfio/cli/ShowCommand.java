package dev.plumbline.vfio.cli;

import dev.plumbline.vfio.Bar;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.DeviceDetails;
import dev.plumbline.vfio.DeviceReport;
import dev.plumbline.vfio.HostDevices;
import dev.plumbline.vfio.PciDevice;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vfio-bind show}. */
@Command(name = "show", description = "Shows all about one device.", mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    ShowCommand(Output output) {
        this.output = output;
    }

    @Parameters(paramLabel = "BDF", description = "The device, for example 01:00.0.")
    private Bdf bdf = new Bdf(0, 0, 0, 0);

    @Override
    public Integer call() {
        HostDevices host = common.devices();
        DeviceReport report = host.show(List.of(bdf)).get(0);
        DeviceDetails details = host.details(report.device());
        return output.result(
                to -> {
                    to.writeStartObject();
                    DeviceJson json = DeviceJson.of(host, List.of(report));
                    json.fields(to, report);
                    json.details(to, report, details);
                    to.writeEndObject();
                },
                text -> text(text, host, report, details));
    }

    private static void text(Text text, HostDevices host, DeviceReport report, DeviceDetails details) {
        PciDevice device = report.device();
        new DeviceText(text, host.names(List.of(device))).full(report);
        text.flush();
        line(text, "override", device.override());
        line(text, "modules", String.join(" ", host.modules(List.of(device)).getOrDefault(device.bdf(), List.of())));
        line(text, "numa", device.numa() == null ? null : "node " + device.numa());
        for (Bar bar : device.bars()) {
            List<Long> others = details.resizable().getOrDefault(bar.index(), List.of());
            line(text, "bar " + bar.index(), bar(bar) + (others.isEmpty() ? "" : ", can have " + sizes(others)));
        }
        DeviceDetails.Link link = details.link();
        if (link != null) {
            line(
                    text,
                    "link",
                    link.speed() + " x" + link.width() + ", at most " + link.maxSpeed() + " x" + link.maxWidth());
        }
        line(text, "reset", String.join(" ", device.resetMethods()));
        line(text, "capabilities", String.join(" ", details.capabilities()));
        line(text, "power", details.power());
        if (device.group() != null) {
            List<String> members = report.group() == null
                    ? List.of()
                    : report.group().members().stream()
                            .map(member -> member.bdf().toString())
                            .toList();
            line(text, "group", device.group() + ": " + String.join(" ", members));
        }
        line(text, "nodes", device.onVfio() ? device.groupNode() : null);
        line(text, "cdev", device.cdevNode());
        device.sriov().vfs().forEach((index, vf) -> line(text, "vf " + index, vf.toString()));
        details.mdevTypes().forEach(type -> line(text, "mdev type", type.id() + ", " + type.available() + " left"));
        line(text, "mdevs", String.join(" ", device.mdevs()));
        line(text, "holder", report.holder() == null ? null : report.holder().toString());
        line(text, "journal", report.journal());
        if (details.gone()) {
            line(text, "gone", "it answers no more: its configuration space reads as ones");
        }
    }

    private static void line(Text text, String what, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            text.row("  " + what, value);
        }
    }

    static String bar(Bar bar) {
        return Text.size(bar.size())
                + (bar.memory() ? ", " + bar.bits() + "-bit" : ", I/O")
                + (bar.prefetchable() ? ", prefetchable" : "");
    }

    private static String sizes(List<Long> sizes) {
        return String.join(" ", sizes.stream().map(Text::size).toList());
    }
}
