package dev.plumbline.runtime.vmm.qemu;

import dev.plumbline.host.Deadline;
import dev.plumbline.runtime.vmm.HostDevicePlug;
import dev.plumbline.runtime.vmm.qemu.Addition.TakeBack;
import java.util.LinkedHashMap;
import java.util.Map;

/** Plugs one host device in: its iommufd object where there is one, then the device. */
final class HostDevicePlugging {
    static final String IOMMUFD = "iommufd";

    private final HostDevicePlug plug;
    private final Addition addition;

    HostDevicePlugging(QmpClient qmp, HostDevicePlug plug, Deadline deadline) {
        this.plug = plug;
        this.addition = new Addition(qmp, deadline);
    }

    void run() {
        addition.run(() -> {
            if (plug.iommufd()) {
                String id = HostDevicePlug.iommufd(plug.device());
                addition.add("object-add", Map.of("qom-type", IOMMUFD, "id", id), new TakeBack("object-del", "id", id));
            }
            addDevice();
        });
    }

    private void addDevice() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("driver", "vfio-pci");
        arguments.put("id", plug.device());
        arguments.put("host", plug.host());
        arguments.put("bus", plug.bus());
        if (plug.addr() != null) {
            arguments.put("addr", plug.addr());
        }
        if (plug.iommufd()) {
            arguments.put(IOMMUFD, HostDevicePlug.iommufd(plug.device()));
        }
        // The firmware has run: the device's boot ROM would only be read and never be executed.
        arguments.put("romfile", "");
        addition.add("device_add", arguments, new TakeBack("device_del", "id", plug.device()));
    }
}
