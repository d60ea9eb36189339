package dev.plumbline.runtime;

import dev.plumbline.host.Fd;
import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.runtime.vmm.NicPlug;
import dev.plumbline.runtime.vmm.PluggedNic;
import dev.plumbline.tap.PodNamespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plugs a tap into the VM as a virtio-net NIC.
 *
 * @param tap the tap in the pod's namespace
 * @param plug the NIC as the VM gets it
 */
public record PlugNic(String tap, NicPlug plug) implements Step {
    @Override
    public String object() {
        return plug.device();
    }

    @Override
    public void apply(Scope scope) {
        List<Fd> queues = scope.get(PodNamespace.class).queues(tap, plug.queues());
        List<Fd> vhost = new ArrayList<>();
        try {
            for (int i = 0; plug.vhost() && i < plug.queues(); i++) {
                vhost.add(Syscalls.open("/dev/vhost-net", Syscalls.O_RDWR));
            }
            scope.get(Hypervisor.class).machine().plugNic(plug, queues, vhost, scope.deadline());
        } finally {
            vhost.forEach(Fd::close);
        }
    }

    @Override
    public void undo(Scope scope) {
        scope.get(Hypervisor.class)
                .ifRunning()
                .ifPresent(machine -> machine.unplugNic(plug.device(), scope.deadline()));
    }

    @Override
    public Inspection inspect(Scope scope) {
        Optional<PluggedNic> found = scope.get(Hypervisor.class)
                .ifRunning()
                .flatMap(machine -> machine.nic(plug.device(), scope.deadline()));
        if (found.isEmpty()) {
            return Inspection.absent(plug.device(), "GUEST_NIC_MISSING", "a NIC in the VM");
        }
        List<Difference> differences = new ArrayList<>();
        compare(differences, "MAC_DIFFERS", plug.mac(), found.get().mac());
        compare(
                differences,
                "GUEST_NIC_PEER_DIFFERS",
                NicPlug.netdev(plug.device()),
                found.get().netdev());
        return Inspection.applied(differences);
    }

    private void compare(List<Difference> differences, String code, String expected, String actual) {
        if (!actual.equals(expected)) {
            differences.add(new Difference(plug.device(), code, expected, actual.isEmpty() ? "none" : actual));
        }
    }
}
