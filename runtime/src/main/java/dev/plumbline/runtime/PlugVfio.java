package dev.plumbline.runtime;

import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.runtime.vmm.HostDevicePlug;
import dev.plumbline.runtime.vmm.PluggedHostDevice;
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
        hypervisor.machine().plugHostDevice(plug, scope.deadline());
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
