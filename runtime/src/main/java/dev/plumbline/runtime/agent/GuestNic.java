package dev.plumbline.runtime.agent;

import dev.plumbline.tap.PodAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A NIC as the guest is to have it.
 *
 * @param mac by which the guest finds it, lower case with colons
 * @param pciPath where the guest finds it, as {@link dev.plumbline.runtime.vmm.Port#pciPath} says; null when nobody knows
 * @param macShared whether others have the same MAC, so that only its path tells it from them
 * @param name its name, at most 15 bytes
 * @param mtu in bytes
 * @param addresses its addresses, the first of a family being the primary one
 */
public record GuestNic(
        String mac, @Nullable String pciPath, boolean macShared, String name, int mtu, List<PodAddress> addresses) {
    public GuestNic {
        addresses = List.copyOf(addresses);
    }
}
