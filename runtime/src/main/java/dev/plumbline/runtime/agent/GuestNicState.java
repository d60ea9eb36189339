package dev.plumbline.runtime.agent;

import java.util.List;

/**
 * A NIC as the guest has it.
 *
 * @param mac its Ethernet address, lower case with colons
 * @param name its name
 * @param addresses its addresses with their prefix lengths, link-local ones among them
 */
public record GuestNicState(String mac, String name, List<String> addresses) {
    public GuestNicState {
        addresses = List.copyOf(addresses);
    }
}
