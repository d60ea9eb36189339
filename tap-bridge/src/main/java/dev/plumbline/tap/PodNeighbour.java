package dev.plumbline.tap;

import org.jspecify.annotations.Nullable;

/**
 * A neighbour entry of a pod's link that the guest shall have from the start.
 *
 * @param address the neighbour's IP address
 * @param mac its Ethernet address; null for an address that the link answers for
 * @param state {@code permanent}, or {@code reachable} for a default gateway that was only learnt
 * @param proxy whether it is an address that the link answers for
 * @param router whether it is a router (IPv6)
 */
public record PodNeighbour(String address, @Nullable String mac, String state, boolean proxy, boolean router) {
    /** {@return an entry that stays until somebody removes it} */
    public static PodNeighbour permanent(String address, String mac) {
        return new PodNeighbour(address, mac, "permanent", false, false);
    }
}
