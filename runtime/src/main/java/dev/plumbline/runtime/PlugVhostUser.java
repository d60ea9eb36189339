package dev.plumbline.runtime;

import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Inspection.State;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.runtime.vmm.PluggedNic;
import dev.plumbline.runtime.vmm.VhostUserPlug;
import dev.plumbline.runtime.vmm.VirtualMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plugs a NIC whose packets a vhost-user back-end takes into the VM.
 *
 * @param plug the NIC as the VM gets it
 */
public record PlugVhostUser(VhostUserPlug plug) implements Step {
    @Override
    public String object() {
        return plug.nic().device();
    }

    @Override
    public void apply(Scope scope) {
        Hypervisor hypervisor = scope.get(Hypervisor.class);
        hypervisor.machine().plugVhostUser(plug, scope.deadline());
        hypervisor.notePlugged();
    }

    /** A NIC that only lacks its back-end is left as it is: the VM connects again by itself. */
    @Override
    public void mend(Scope scope) {
        Inspection found = inspect(scope);
        if (found.state() == State.ABSENT) {
            Hypervisor hypervisor = scope.get(Hypervisor.class);
            // What is left of it would be in the way, and a VM that was started anew is another one.
            hypervisor.machine().unplugVhostUser(object(), scope.deadline());
            new BackEnds(hypervisor, scope.deadline())
                    .require(plug.socket(), plug.nic().queues(), plug.mtu());
            apply(scope);
        } else if (found.differences().stream().anyMatch(difference -> !isAway(difference))) {
            throw PlugNic.foreign(object());
        }
    }

    @Override
    public void undo(Scope scope) {
        scope.get(Hypervisor.class).ifRunning(machine -> machine.unplugVhostUser(object(), scope.deadline()));
    }

    @Override
    public Inspection inspect(Scope scope) {
        Optional<VirtualMachine> machine = scope.get(Hypervisor.class).ifRunning();
        Optional<PluggedNic> found = machine.flatMap(running -> running.nic(object(), scope.deadline()));
        if (found.isEmpty()) {
            return Inspection.absent(object(), PlugNic.MISSING, "a NIC in the VM");
        }
        List<Difference> differences = new ArrayList<>(PlugNic.differences(plug.nic(), found.get()));
        if (!machine.get().hasBackEnd(object(), scope.deadline())) {
            differences.add(new Difference(
                    object(), "BACK_END_AWAY", "connected by " + plug.socket().path(), "no back-end"));
        }
        return Inspection.applied(differences);
    }

    private static boolean isAway(Difference difference) {
        return difference.code().equals("BACK_END_AWAY");
    }
}
