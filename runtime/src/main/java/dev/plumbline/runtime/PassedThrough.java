package dev.plumbline.runtime;

import dev.plumbline.runtime.vmm.HostDevicePlug;
import dev.plumbline.runtime.vmm.Port;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.PciDevice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One host function on its way into a VM: in the words of the plug, and of the report.
 *
 * @param id its name among the sandbox's devices
 * @param device the VMM's id of it
 * @param function the function
 */
record PassedThrough(String id, String device, PciDevice function) {
    /** A number that QEMU's users do not give to their own ports. */
    private static final int CHASSIS = 128;

    HostDevicePlug plug(Port port) {
        return new HostDevicePlug(device, function.bdf().toString(), port.bus(), port.addr());
    }

    /** {@return the report of a function that is plugged into a running VM} */
    DeviceReport at(Port port) {
        return report(port.pciPath(), List.of());
    }

    /** {@return the report of a function for a VM that is yet to be started} */
    DeviceReport cold() {
        Bdf bdf = function.bdf();
        // No two ports may have the same chassis and slot; two bytes say which function of its domain it is.
        int slot = bdf.bus() << 8 | bdf.device() << 3 | bdf.function();
        String port = "port-" + device;
        List<String> arguments = new ArrayList<>();
        // A root port of its own: a guest looks for a device at function 0 of a port's slot 0 only.
        arguments.addAll(List.of(
                "-device",
                "pcie-root-port,id=" + port + ",chassis=" + (CHASSIS + bdf.domain() % CHASSIS) + ",slot=" + slot));
        arguments.addAll(List.of("-device", "vfio-pci,id=" + device + ",host=" + bdf + ",bus=" + port + ",romfile="));
        return report(null, arguments);
    }

    private DeviceReport report(@Nullable String pciPath, List<String> coldPlug) {
        return new DeviceReport(
                id,
                function.bdf().toString(),
                String.valueOf(function.group()),
                new DeviceReport.Guest(device, pciPath),
                new DeviceReport.Container(
                        function.groupNode(),
                        // Numbered among all of the sandbox's devices, once those are known.
                        GuestKind.of(function).map(kind -> kind + "=0").orElse(null)),
                coldPlug);
    }
}
