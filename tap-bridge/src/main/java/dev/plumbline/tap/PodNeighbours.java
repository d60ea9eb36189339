package dev.plumbline.tap;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.route.Neigh;
import dev.plumbline.netlink.uapi.Neighbour;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses the neighbours that a guest shall know from the start: permanent ones, addresses that the link answers for, and
 * what the pod has learnt of its default gateways, so that a thousand guests that start need not ask for them at once.
 */
final class PodNeighbours {
    private static final int NUD_LEARNT =
            Neighbour.NUD_REACHABLE | Neighbour.NUD_STALE | Neighbour.NUD_DELAY | Neighbour.NUD_PROBE;

    private PodNeighbours() {}

    static List<PodNeighbour> of(List<Neigh> entries, List<PodRoute> routes) {
        Set<String> gateways = routes.stream()
                .filter(route -> route.dst().equals("default") && route.gateway() != null)
                .map(PodRoute::gateway)
                .collect(Collectors.toSet());
        return entries.stream()
                .filter(PodNeighbours::isKept)
                .filter(entry -> entry.isProxy()
                        || entry.mac().isPresent() && (entry.isPermanent() || isLearntGateway(entry, gateways)))
                .map(PodNeighbours::words)
                .toList();
    }

    /** Multicast entries are the kernel's own. */
    static boolean isKept(Neigh entry) {
        return entry.destination()
                .filter(address -> !address.isMulticastAddress())
                .isPresent();
    }

    private static boolean isLearntGateway(Neigh entry, Set<String> gateways) {
        return (entry.state() & NUD_LEARNT) != 0
                && gateways.contains(IpPrefix.text(entry.destination().orElseThrow()));
    }

    private static PodNeighbour words(Neigh entry) {
        return new PodNeighbour(
                IpPrefix.text(entry.destination().orElseThrow()),
                entry.isProxy() ? null : entry.mac().map(MacAddress::toString).orElse(null),
                entry.isProxy() || entry.isPermanent() ? "permanent" : "reachable",
                entry.isProxy(),
                entry.isRouter());
    }
}
