package dev.plumbline.runtime;

import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.runtime.agent.GuestAgent;
import dev.plumbline.runtime.agent.GuestNic;
import dev.plumbline.runtime.agent.GuestNicState;
import dev.plumbline.tap.PodAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has the guest name a NIC, give it its addresses and no others, and bring it up. Needs no undoing: all of it goes with the
 * NIC.
 *
 * @param nic the NIC as the guest is to have it
 */
public record ConfigureNic(GuestNic nic) implements Step {
    @Override
    public String object() {
        return nic.name();
    }

    @Override
    public void apply(Scope scope) {
        scope.get(GuestAgent.class).configure(nic, scope.deadline());
    }

    @Override
    public void undo(Scope scope) {}

    /** {@return whether the guest is told the same by another step; an address that only grew older is the same} */
    boolean saysTheSame(ConfigureNic other) {
        return ageless(nic).equals(ageless(other.nic));
    }

    private static GuestNic ageless(GuestNic nic) {
        return new GuestNic(
                nic.mac(),
                nic.pciPath(),
                nic.foundBy(),
                nic.name(),
                nic.mtu(),
                nic.addresses().stream().map(ConfigureNic::ageless).toList());
    }

    private static PodAddress ageless(PodAddress address) {
        Integer preferred = address.preferred();
        return new PodAddress(
                address.prefix(),
                address.peer(),
                address.broadcast(),
                address.scope(),
                address.label(),
                address.flags(),
                address.metric(),
                preferred != null && preferred == 0 ? preferred : null,
                null);
    }

    @Override
    public Inspection inspect(Scope scope) {
        if (scope.get(Hypervisor.class).ifRunning().isEmpty()) {
            return Inspection.absent(nic.name(), "GUEST_NIC_MISSING", "a NIC in the guest");
        }
        Optional<GuestNicState> found = scope.get(GuestAgent.class).find(nic, scope.deadline());
        if (found.isEmpty()) {
            return Inspection.absent(nic.name(), "GUEST_NIC_MISSING", "a NIC with MAC " + nic.mac() + " in the guest");
        }
        List<Difference> differences = new ArrayList<>();
        if (!found.get().name().equals(nic.name())) {
            differences.add(new Difference(
                    nic.name(), "GUEST_NAME_DIFFERS", nic.name(), found.get().name()));
        }
        List<IpPrefix> there =
                found.get().addresses().stream().map(IpPrefix::of).toList();
        nic.addresses().stream()
                // A loopback address is the guest's own affair, and not every agent sets it.
                .filter(wanted -> !IpPrefix.of(wanted.prefix()).address().isLoopbackAddress())
                .filter(wanted -> !there.contains(IpPrefix.of(wanted.prefix())))
                .forEach(wanted -> differences.add(
                        new Difference(nic.name(), "GUEST_ADDRESS_MISSING", wanted.prefix(), "absent")));
        return Inspection.applied(differences);
    }
}
