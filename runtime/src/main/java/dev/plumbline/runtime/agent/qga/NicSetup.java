package dev.plumbline.runtime.agent.qga;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.runtime.agent.GuestNic;
import dev.plumbline.runtime.agent.GuestNicState;
import dev.plumbline.tap.PodAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What turns a NIC that has its name into the one that it is to be. Pure. */
final class NicSetup {
    private NicSetup() {}

    static List<IpLine> lines(GuestNic nic, GuestNicState found) {
        List<IpLine> lines = new ArrayList<>();
        if (!found.mac().equals(nic.mac())) {
            lines.add(IpLine.must("link set dev " + nic.name() + " address " + nic.mac()));
        }
        lines.add(IpLine.must("link set dev " + nic.name() + " mtu " + nic.mtu()));
        // Those that are too many go first: with the first address of a subnet IPv4 removes the later ones.
        Set<IpPrefix> wanted = nic.addresses().stream().map(NicSetup::shown).collect(Collectors.toSet());
        for (String address : found.addresses()) {
            IpPrefix prefix = IpPrefix.of(address);
            if (!wanted.contains(prefix) && !prefix.address().isLinkLocalAddress()) {
                // By the local address alone: to delete one takes its peer too, which the agent does not list.
                lines.add(IpLine.must("addr flush dev " + nic.name() + " to " + IpPrefix.text(prefix.address())));
            }
        }
        nic.addresses().forEach(address -> lines.add(IpWords.address(address, nic.name())));
        lines.add(IpLine.must("link set dev " + nic.name() + " up"));
        return lines;
    }

    /** An address as the agent lists it: the local end, with the length of the other end if there is one. */
    private static IpPrefix shown(PodAddress address) {
        IpPrefix own = IpPrefix.of(address.prefix());
        String peer = address.peer();
        return peer == null
                ? own
                : new IpPrefix(own.address(), IpPrefix.of(peer).length());
    }
}
