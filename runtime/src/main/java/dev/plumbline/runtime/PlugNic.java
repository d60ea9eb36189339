package dev.plumbline.runtime;

import dev.plumbline.host.Fd;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.runtime.vmm.NicPlug;
import dev.plumbline.runtime.vmm.PluggedNic;
import dev.plumbline.runtime.vmm.VirtualMachine;
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
    static final String MISSING = "GUEST_NIC_MISSING";

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
            Hypervisor hypervisor = scope.get(Hypervisor.class);
            hypervisor.machine().plugNic(plug, queues, vhost, scope.deadline());
            hypervisor.notePlugged();
        } finally {
            vhost.forEach(Fd::close);
        }
    }

    /** A NIC whose tap is gone lets it go first; one that somebody gave another peer is left to whoever did. */
    @Override
    public void mend(Scope scope) {
        VirtualMachine machine = scope.get(Hypervisor.class).machine();
        boolean there = machine.nic(plug.device(), scope.deadline()).isPresent();
        if (there && !scope.get(PodNamespace.class).wasMade(tap)) {
            throw foreign(plug.device());
        }
        if (there) {
            machine.unplugNic(plug.device(), scope.deadline());
        }
        apply(scope);
    }

    static PlumblineException foreign(String device) {
        return Problem.refused("GUEST_NIC_FOREIGN", device, "the VM has another NIC of this id")
                .because("its MAC or its back-end is not the one that was plugged in")
                .fix("remove it ('device_del " + device + "' in a monitor), then attach again")
                .exception();
    }

    @Override
    public void undo(Scope scope) {
        scope.get(Hypervisor.class).ifRunning(machine -> machine.unplugNic(plug.device(), scope.deadline()));
    }

    @Override
    public Inspection inspect(Scope scope) {
        Optional<PluggedNic> found = scope.get(Hypervisor.class)
                .ifRunning()
                .flatMap(machine -> machine.nic(plug.device(), scope.deadline()));
        if (found.isEmpty()) {
            return Inspection.absent(plug.device(), MISSING, "a NIC in the VM");
        }
        List<Difference> differences = new ArrayList<>();
        if (scope.get(PodNamespace.class).wasMade(tap)) {
            differences.add(new Difference(plug.device(), "GUEST_NIC_STALE", "the new " + tap, "the one that is gone"));
        }
        differences.addAll(differences(plug, found.get()));
        return Inspection.applied(differences);
    }

    /** {@return in which respects a NIC is not as it was plugged} */
    static List<Difference> differences(NicPlug plug, PluggedNic found) {
        List<Difference> differences = new ArrayList<>();
        compare(differences, plug, "MAC_DIFFERS", plug.mac(), found.mac());
        compare(differences, plug, "GUEST_NIC_PEER_DIFFERS", NicPlug.netdev(plug.device()), found.netdev());
        return differences;
    }

    private static void compare(
            List<Difference> differences, NicPlug plug, String code, String expected, String actual) {
        if (!actual.equals(expected)) {
            differences.add(new Difference(plug.device(), code, expected, actual.isEmpty() ? "none" : actual));
        }
    }
}
