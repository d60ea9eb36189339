package dev.plumbline.runtime;

import dev.plumbline.tap.PodNeighbour;
import dev.plumbline.tap.PodRoute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One NIC of a sandbox.
 *
 * @param id its name among the sandbox's NICs
 * @param link the pod's link
 * @param ifindex the link's index; 0 when it stands for no link
 * @param kind the link's kind
 * @param model how it is joined
 * @param why why in this way
 * @param tap the tap in the pod's namespace; the link itself when what is behind it went to the guest
 * @param socket the socket of its vhost-user back-end; null when it has a tap
 * @param queues queue pairs
 * @param mac the link's Ethernet address, and the NIC's
 * @param mtu bytes
 * @param addresses addresses with their prefix lengths
 * @param routes routes that leave by it
 * @param neighbours neighbours that the guest knows from the start
 * @param guest where it is in the guest
 */
public record NicReport(
        String id,
        String link,
        int ifindex,
        String kind,
        String model,
        String why,
        String tap,
        @Nullable String socket,
        int queues,
        String mac,
        int mtu,
        List<String> addresses,
        List<PodRoute> routes,
        List<PodNeighbour> neighbours,
        Guest guest) {
    public NicReport {
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
        neighbours = List.copyOf(neighbours);
    }

    /**
     * Where a NIC is in the guest.
     *
     * @param device the VMM's id of the device; null when no VMM plugs it
     * @param pciPath slots from the root to the device; null when no VMM plugs it
     * @param name what the link is called there
     */
    public record Guest(@Nullable String device, @Nullable String pciPath, String name) {}

    /** {@return the same NIC after its link got another MTU} */
    NicReport with(int newMtu) {
        return with(newMtu, addresses, routes, neighbours);
    }

    /** {@return the same NIC after the pod gave its link other addresses, routes and neighbours} */
    NicReport with(List<String> newAddresses, List<PodRoute> newRoutes, List<PodNeighbour> newNeighbours) {
        return with(mtu, newAddresses, newRoutes, newNeighbours);
    }

    private NicReport with(
            int newMtu, List<String> newAddresses, List<PodRoute> newRoutes, List<PodNeighbour> newNeighbours) {
        return new NicReport(
                id,
                link,
                ifindex,
                kind,
                model,
                why,
                tap,
                socket,
                queues,
                mac,
                newMtu,
                newAddresses,
                newRoutes,
                newNeighbours,
                guest);
    }
}
