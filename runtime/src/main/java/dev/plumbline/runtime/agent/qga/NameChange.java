package dev.plumbline.runtime.agent.qga;

import dev.plumbline.host.Problem;
import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.runtime.agent.GuestNicState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A NIC's way from the name that the guest gave it to the one it is to have. Pure.
 *
 * @param present all NICs of the guest
 * @param from the NIC's name
 * @param to the name it is to have
 */
record NameChange(List<GuestNicState> present, String from, String to) {

    /**
     * {@return the lines that change the name}
     *
     * @throws dev.plumbline.host.PlumblineException REFUSED when a NIC that is in use has the name
     */
    List<IpLine> lines() {
        GuestNames.check(from);
        GuestNames.check(to);
        List<IpLine> lines = new ArrayList<>();
        present.stream().filter(nic -> nic.name().equals(to)).findFirst().ifPresent(holder -> {
            if (isInUse(holder)) {
                throw Problem.refused("GUEST_NAME_TAKEN", to, "the guest has another NIC of this name, in use")
                        .because("it is " + holder.mac() + " with " + holder.addresses())
                        .fix("rename or remove it in the guest, or start the VM without it")
                        .exception();
            }
            lines.addAll(rename(to, freeName()));
        });
        lines.addAll(rename(from, to));
        return lines;
    }

    /** An address of its own means in use; one that every link gives itself does not. */
    private static boolean isInUse(GuestNicState nic) {
        return nic.addresses().stream()
                .anyMatch(address -> !IpPrefix.of(address).address().isLinkLocalAddress());
    }

    private String freeName() {
        Set<String> taken = present.stream().map(GuestNicState::name).collect(Collectors.toSet());
        int number = 0;
        while (taken.contains("moved" + number)) {
            number++;
        }
        return "moved" + number;
    }

    /** Kernels before 6.2 rename only what is down. */
    private static List<IpLine> rename(String from, String to) {
        return List.of(
                IpLine.must("link set dev " + from + " down"), IpLine.must("link set dev " + from + " name " + to));
    }
}
