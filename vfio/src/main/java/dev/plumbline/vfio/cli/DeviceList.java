package dev.plumbline.vfio.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.host.Problem;
import dev.plumbline.vfio.DeviceReport;
import dev.plumbline.vfio.HostDevices;
import dev.plumbline.vfio.PciClasses;
import dev.plumbline.vfio.PciDevice;
import dev.plumbline.vfio.PciId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code vfio-bind list} prints.
 *
 * @param classes only devices of these classes; all if empty
 * @param driver only those with this driver, or "none"; all if empty
 * @param group only those of this IOMMU group; all if empty
 */
record DeviceList(List<String> classes, String driver, String group) {
    private static final PciId ANY = new PciId(0, 0, 0, 0, 0);

    DeviceList {
        classes = List.copyOf(classes);
        for (String asked : classes) {
            if (PciClasses.matches(ANY, asked).isEmpty()) {
                throw Problem.badInput("BAD_CLASS", "--class " + asked, "this is no class of devices")
                        .fix("use " + String.join(", ", PciClasses.words()) + ", or 2, 4 or 6 hexadecimal digits")
                        .exception();
            }
        }
    }

    int print(Output output, HostDevices host) {
        List<DeviceReport> reports = new ArrayList<>();
        List<PciDevice> devices = new ArrayList<>();
        for (DeviceReport report : output.isJson() ? host.list() : host.overview()) {
            if (isWanted(report.device())) {
                reports.add(report);
                devices.add(report.device());
            }
        }
        if (output.isJson()) {
            return output.document(new Output.Document() {
                @Override
                public void write(JsonGenerator to) throws IOException {
                    to.writeStartObject();
                    DeviceJson.of(host, reports).array(to, "devices", reports);
                    to.writeEndObject();
                }
            });
        }
        Text text = output.text();
        new DeviceText(text, host.names(devices)).list(reports);
        text.flush();
        return 0;
    }

    private boolean isWanted(PciDevice device) {
        return isOfClass(device.id())
                && (driver.isEmpty() || driver.equals(device.driver() == null ? "none" : device.driver()))
                && (group.isEmpty() || group.equals(device.group()));
    }

    private boolean isOfClass(PciId id) {
        for (String asked : classes) {
            if (PciClasses.matches(id, asked).orElse(false)) {
                return true;
            }
        }
        return classes.isEmpty();
    }
}
