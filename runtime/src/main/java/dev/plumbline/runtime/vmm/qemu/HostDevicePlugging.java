package dev.plumbline.runtime.vmm.qemu;

import dev.plumbline.gpu.GuestPlan;
import dev.plumbline.host.Deadline;
import dev.plumbline.runtime.vmm.HostDevicePlug;
import dev.plumbline.runtime.vmm.qemu.Addition.TakeBack;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Plugs one host device in: the machine's iommufd object, if that is the way and it is not there, then the device. All host
 * devices share the one object: the kernel gives a group to one iommufd, and the guest's memory is pinned once.
 */
final class HostDevicePlugging {
    private static final String TYPE = "iommufd";
    private static final String IOMMUFD = GuestPlan.IOMMUFD;

    /** Takes the object back; QEMU keeps it as long as another device has it. */
    static final TakeBack IOMMUFD_GONE = new TakeBack("object-del", "id", IOMMUFD);

    private final HostDevicePlug plug;
    private final boolean hasCdev;
    private final QemuTopology topology;
    private final Addition addition;

    HostDevicePlugging(QmpClient qmp, HostDevicePlug plug, boolean hasCdev, Deadline deadline) {
        this.plug = plug;
        this.hasCdev = hasCdev;
        this.topology = new QemuTopology(qmp, deadline);
        this.addition = new Addition(qmp, deadline);
    }

    void run() {
        boolean iommufd = hasCdev && topology.knowsType(TYPE);
        addition.run(() -> {
            if (iommufd && !topology.hasObject(IOMMUFD)) {
                addition.add("object-add", Map.of("qom-type", TYPE, "id", IOMMUFD), IOMMUFD_GONE);
            }
            addDevice(iommufd);
        });
    }

    private void addDevice(boolean iommufd) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("driver", "vfio-pci");
        arguments.put("id", plug.device());
        arguments.put("host", plug.host());
        arguments.put("bus", plug.bus());
        if (plug.addr() != null) {
            arguments.put("addr", plug.addr());
        }
        if (iommufd) {
            arguments.put("iommufd", IOMMUFD);
        }
        // The firmware has run: the device's boot ROM would only be read and never be executed.
        arguments.put("romfile", "");
        addition.add("device_add", arguments, new TakeBack("device_del", "id", plug.device()));
    }
}
