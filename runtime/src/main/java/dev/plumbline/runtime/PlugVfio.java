package dev.plumbline.runtime;

import dev.plumbline.host.Sysroot;
import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.runtime.vmm.HostDevicePlug;
import dev.plumbline.runtime.vmm.PluggedHostDevice;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.PciInventory;
import java.util.List;
import java.util.Optional;

/**
 * Plugs a host device, which is on a VFIO driver by then, into the VM.
 *
 * @param plug the device as the VM gets it
 */
public record PlugVfio(HostDevicePlug plug) implements Step {
    @Override
    public String object() {
        return plug.device();
    }

    @Override
    public void apply(Scope scope) {
        Hypervisor hypervisor = scope.get(Hypervisor.class);
        // The host makes the node when a driver of VFIO gets the function, which no plan could see.
        boolean hasCdev = PciInventory.read(scope.get(Sysroot.class))
                        .require(Bdf.parse(plug.host()))
                        .cdevNode()
                != null;
        hypervisor.machine().plugHostDevice(plug, hasCdev, scope.deadline());
        hypervisor.notePlugged();
    }

    @Override
    public void undo(Scope scope) {
        scope.get(Hypervisor.class).ifRunning(machine -> machine.unplugHostDevice(plug.device(), scope.deadline()));
    }

    @Override
    public Inspection inspect(Scope scope) {
        Optional<PluggedHostDevice> found = scope.get(Hypervisor.class)
                .ifRunning()
                .flatMap(machine -> machine.hostDevice(plug.device(), scope.deadline()));
        if (found.isEmpty()) {
            return Inspection.absent(plug.device(), "GUEST_DEVICE_MISSING", plug.host() + " in the VM");
        }
        String host = found.get().host();
        return Inspection.applied(
                host.equals(plug.host())
                        ? List.of()
                        : List.of(new Difference(plug.device(), "GUEST_DEVICE_DIFFERS", plug.host(), host)));
    }
}
