package dev.plumbline.vfio.cli;

import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.BindReport;
import dev.plumbline.vfio.DeviceReport;
import dev.plumbline.vfio.HostDevices;
import java.util.Map;

/** Prints what binding or restoring did. */
final class Reports {
    private Reports() {}

    static int print(Output output, HostDevices host, BindReport report) {
        return output.result(
                to -> {
                    to.writeStartObject();
                    DeviceJson.steps(to, report.steps());
                    DeviceJson.of(host, report.devices()).array(to, "devices", report.devices());
                    to.writeArrayFieldStart("left");
                    for (Map.Entry<Bdf, String> left : report.left().entrySet()) {
                        to.writeStartObject();
                        to.writeStringField("bdf", left.getKey().toString());
                        to.writeStringField("sandbox", left.getValue());
                        to.writeEndObject();
                    }
                    to.writeEndArray();
                    to.writeEndObject();
                },
                text -> {
                    DeviceText.steps(text, report.steps());
                    DeviceText devices = new DeviceText(
                            text,
                            host.names(report.devices().stream()
                                    .map(DeviceReport::device)
                                    .toList()));
                    report.devices().forEach(devices::full);
                    report.left()
                            .forEach((bdf, sandbox) -> text.line(bdf + " is left: the sandbox " + sandbox + " has it"));
                    if (report.steps().isEmpty() && report.left().isEmpty()) {
                        text.line("nothing to do");
                    }
                });
    }
}
