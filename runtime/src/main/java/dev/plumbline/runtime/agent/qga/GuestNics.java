package dev.plumbline.runtime.agent.qga;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.host.Deadline;
import dev.plumbline.host.Problem;
import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.runtime.agent.GuestNicState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A guest's NICs as its agent lists them. Not thread-safe. */
final class GuestNics {
    private static final long SHORTEST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 250;

    private final AgentConnection agent;

    GuestNics(AgentConnection agent) {
        this.agent = agent;
    }

    /** {@return all of them, in the order of their indices as far as the agent keeps it} */
    List<GuestNicState> all(Deadline deadline) {
        List<GuestNicState> nics = new ArrayList<>();
        for (JsonNode nic : agent.execute("guest-network-get-interfaces", Map.of(), deadline)) {
            List<String> addresses = new ArrayList<>();
            for (JsonNode address : nic.path("ip-addresses")) {
                addresses.add(checked(address.path("ip-address").asText() + "/"
                        + address.path("prefix").asInt()));
            }
            nics.add(new GuestNicState(
                    nic.path("hardware-address").asText().toLowerCase(Locale.ROOT),
                    nic.path("name").asText(),
                    addresses));
        }
        return nics;
    }

    /** A guest can say anything; what is no address stops here. */
    private static String checked(String address) {
        try {
            IpPrefix unused = IpPrefix.of(address);
            return address;
        } catch (IllegalArgumentException e) {
            throw Problem.refused(
                            "AGENT_NONSENSE", "guest-network-get-interfaces", "the guest lists what is no address")
                    .because("'" + address + "'")
                    .exception(e);
        }
    }

    /** {@return the NIC with this MAC; of several the first, since what is stacked on a NIC comes after it} */
    static Optional<GuestNicState> withMac(List<GuestNicState> nics, String mac) {
        return nics.stream().filter(nic -> nic.mac().equals(mac)).findFirst();
    }

    /** Waits until there is a NIC with this MAC; returns all NICs. */
    List<GuestNicState> await(String mac, Deadline deadline) {
        long pause = SHORTEST_PAUSE_MILLIS;
        while (true) {
            long before = deadline.remainingMillis();
            List<GuestNicState> nics = all(deadline);
            if (withMac(nics, mac).isPresent()) {
                return nics;
            }
            long left = deadline.remainingMillis();
            // Stops while there is time for another look: one cut short would tell less.
            if (left <= pause + 2 * (before - left)) {
                throw Problem.notFound("GUEST_NIC_MISSING", mac, "the guest sees no NIC with this MAC")
                        .because("it has "
                                + nics.stream()
                                        .map(nic -> nic.name() + " " + nic.mac())
                                        .toList())
                        .fix("see the guest's kernel log: it needs virtio_net and a PCI hot-plug driver")
                        .exception();
            }
            GuestExec.pause(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }
}
