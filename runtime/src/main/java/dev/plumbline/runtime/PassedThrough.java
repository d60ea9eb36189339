package dev.plumbline.runtime;

import dev.plumbline.gpu.GuestFunction;
import dev.plumbline.gpu.GuestPort;
import dev.plumbline.gpu.VendorFacts;
import dev.plumbline.runtime.vmm.HostDevicePlug;
import dev.plumbline.runtime.vmm.Port;
import dev.plumbline.vfio.PciDevice;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One host function on its way into a VM: in the words of the plug, and of the report.
 *
 * @param id its name among the sandbox's devices
 * @param device the VMM's id of it
 * @param function the function
 */
record PassedThrough(String id, String device, PciDevice function) {
    HostDevicePlug plug(Port port) {
        return new HostDevicePlug(device, function.bdf().toString(), port.bus(), port.addr());
    }

    /** {@return the report of a function that is plugged into a running VM} */
    DeviceReport at(Port port) {
        return report(port.pciPath(), List.of());
    }

    /** {@return the report of a function for a VM that is yet to be started} */
    DeviceReport cold() {
        // A root port of its own: a guest looks for a device at function 0 of a port's slot 0 only.
        GuestPort port = GuestPort.root(device, function.bdf());
        List<String> workarounds = VendorFacts.known().properties(function, Optional.empty());
        GuestFunction guest = GuestFunction.alone(device, function, port, workarounds);
        return report(null, List.of("-device", port.argument(), "-device", guest.argument(null)));
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
