package dev.plumbline.runtime;

import dev.plumbline.host.change.PlannedStep;
import dev.plumbline.runtime.SandboxPlanner.Carried;
import dev.plumbline.tap.NicDecision.Joint;
import dev.plumbline.tap.PodAddress;
import dev.plumbline.tap.PodLink;
import dev.plumbline.tap.PodNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which NICs of a sandbox are still right after a look at its namespace: a pure function.
 *
 * @param nics those that stay, with the MTU, addresses, routes and neighbours that their links have now
 * @param gone those whose link is gone, or became another one: renamed, with another MAC
 */
record Survivors(List<Carried> nics, List<NicReport> gone) {
    Survivors {
        nics = List.copyOf(nics);
        gone = List.copyOf(gone);
    }

    static Survivors of(List<NicReport> nics, PodNetwork network, List<PlannedStep> steps) {
        List<Carried> stay = new ArrayList<>();
        List<NicReport> gone = new ArrayList<>();
        for (NicReport nic : nics) {
            Optional<PodLink> link = network.links().stream()
                    .filter(candidate -> candidate.index() == nic.ifindex())
                    .findFirst();
            if (nic.model().equals(Joint.VFIO.toString()) || nic.ifindex() == 0) {
                stay.add(asTold(nic, steps)); // its link went with it, or it never had one
            } else if (link.isEmpty() || !isSame(nic, link.get())) {
                gone.add(nic);
            } else if (gaveItsAddressesAway(nic)) {
                stay.add(asTold(nic.with(link.get().mtu()), steps));
            } else {
                stay.add(asFound(nic, link.get()));
            }
        }
        return new Survivors(stay, gone);
    }

    /** {@return all NICs as they are, whatever became of their links} */
    static List<Carried> asTold(List<NicReport> nics, List<PlannedStep> steps) {
        return nics.stream().map(nic -> asTold(nic, steps)).toList();
    }

    private static boolean isSame(NicReport nic, PodLink link) {
        return link.name().equals(nic.link())
                && (gaveItsAddressesAway(nic) || link.mac().equals(nic.mac()));
    }

    /** A link below a macvtap of ours has neither its MAC nor its addresses any more. */
    private static boolean gaveItsAddressesAway(NicReport nic) {
        return nic.model().equals(Joint.MACVTAP.toString()) && !nic.tap().equals(nic.link());
    }

    private static Carried asFound(NicReport nic, PodLink link) {
        NicReport now =
                nic.with(link.mtu()).with(SandboxPlanner.prefixes(link.addresses()), link.routes(), link.neighbours());
        return new Carried(now, link.addresses());
    }

    /** What the guest was told of a NIC stands in its step; without an agent nobody was told more than the report says. */
    private static Carried asTold(NicReport nic, List<PlannedStep> steps) {
        List<PodAddress> addresses = steps.stream()
                .filter(planned -> planned.of().equals(Parts.guestOf(nic.id())))
                .map(planned ->
                        planned.step() instanceof ConfigureNic told ? told.nic().addresses() : null)
                .findFirst()
                .orElseGet(() -> nic.addresses().stream().map(PodAddress::of).toList());
        return new Carried(nic, addresses);
    }
}
