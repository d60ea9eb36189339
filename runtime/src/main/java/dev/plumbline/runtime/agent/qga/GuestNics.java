package dev.plumbline.runtime.agent.qga;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.host.Deadline;
import dev.plumbline.host.Problem;
import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.runtime.agent.GuestNic;
import dev.plumbline.runtime.agent.GuestNic.FoundBy;
import dev.plumbline.runtime.agent.GuestNicState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A guest's NICs as its agent lists them. Not thread-safe. */
final class GuestNics {
    private static final long SHORTEST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 250;

    private final AgentConnection agent;

    private final GuestExec exec;

    GuestNics(AgentConnection agent, GuestExec exec) {
        this.agent = agent;
        this.exec = exec;
    }

    /**
     * {@return all of them, in the order of their indices as far as the agent keeps it}
     *
     * <p>The agent lists an address with a label (eth0:1) as a NIC of its own, which has the real one's MAC.
     */
    List<GuestNicState> all(Deadline deadline) {
        Map<String, GuestNicState> nics = new LinkedHashMap<>();
        for (JsonNode nic : agent.execute("guest-network-get-interfaces", Map.of(), deadline)) {
            List<String> addresses = new ArrayList<>();
            for (JsonNode address : nic.path("ip-addresses")) {
                addresses.add(checked(address.path("ip-address").asText() + "/"
                        + address.path("prefix").asInt()));
            }
            String mac = nic.path("hardware-address").asText().toLowerCase(Locale.ROOT);
            String name = nic.path("name").asText().split(":", 2)[0];
            nics.merge(name, new GuestNicState(mac, name, addresses), GuestNics::both);
        }
        return List.copyOf(nics.values());
    }

    private static GuestNicState both(GuestNicState nic, GuestNicState label) {
        List<String> addresses = new ArrayList<>(nic.addresses());
        addresses.addAll(label.addresses());
        return new GuestNicState(nic.mac(), nic.name(), addresses);
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

    /**
     * {@return a NIC by its MAC or its PCI path, as it wants to be found; of several with the MAC the first, since what is
     * stacked on it comes after it}
     */
    Optional<GuestNicState> find(GuestNic wanted, Deadline deadline) {
        List<GuestNicState> all = all(deadline);
        Optional<GuestNicState> byMac =
                all.stream().filter(nic -> nic.mac().equals(wanted.mac())).findFirst();
        String path = wanted.pciPath();
        if (path == null
                || wanted.foundBy() == FoundBy.MAC
                || wanted.foundBy() == FoundBy.MAC_OR_PATH && byMac.isPresent()) {
            return byMac;
        }
        Map<String, String> paths = PciPaths.of(exec.run("ls", List.of("-l", PciPaths.DIRECTORY), "", deadline));
        return all.stream().filter(nic -> path.equals(paths.get(nic.name()))).findFirst();
    }

    /** Waits until there is the NIC. */
    GuestNicState await(GuestNic wanted, Deadline deadline) {
        long pause = SHORTEST_PAUSE_MILLIS;
        while (true) {
            long before = deadline.remainingMillis();
            Optional<GuestNicState> found = find(wanted, deadline);
            if (found.isPresent()) {
                return found.get();
            }
            long left = deadline.remainingMillis();
            // Stops while there is time for another look: one cut short would tell less.
            if (left <= pause + 2 * (before - left)) {
                throw missing(wanted, all(deadline));
            }
            GuestExec.pause(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private static RuntimeException missing(GuestNic wanted, List<GuestNicState> present) {
        String where = wanted.pciPath() == null ? "" : " at PCI " + wanted.pciPath();
        return Problem.notFound("GUEST_NIC_MISSING", wanted.mac(), "the guest sees no NIC with this MAC" + where)
                .because("it has "
                        + present.stream()
                                .map(nic -> nic.name() + " " + nic.mac())
                                .toList())
                .fix("see the guest's kernel log: it needs virtio_net and a PCI hot-plug driver")
                .exception();
    }
}
