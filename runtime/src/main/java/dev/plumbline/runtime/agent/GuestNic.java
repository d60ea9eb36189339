package dev.plumbline.runtime.agent;

import dev.plumbline.tap.PodAddress;
import java.util.List;

/**
 * A NIC as the guest is to have it.
 *
 * @param mac by which the guest finds it, lower case with colons
 * @param name its name, at most 15 bytes
 * @param mtu in bytes
 * @param addresses its addresses, the first of a family being the primary one
 */
public record GuestNic(String mac, String name, int mtu, List<PodAddress> addresses) {
    public GuestNic {
        addresses = List.copyOf(addresses);
    }
}
