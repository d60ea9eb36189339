package dev.plumbline.runtime.agent;

import dev.plumbline.tap.PodAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A NIC as the guest is to have it.
 *
 * @param mac its MAC, lower case with colons
 * @param pciPath where the guest finds it, as {@link dev.plumbline.runtime.vmm.Port#pciPath} says; null when nobody knows
 * @param foundBy how the guest finds it
 * @param name its name, at most 15 bytes
 * @param mtu in bytes
 * @param addresses its addresses, the first of a family being the primary one
 */
public record GuestNic(
        String mac, @Nullable String pciPath, FoundBy foundBy, String name, int mtu, List<PodAddress> addresses) {
    /** What tells a NIC from a guest's others. */
    public enum FoundBy {
        /** Its MAC: nobody else has it. */
        MAC,
        /** Its path: others have its MAC. */
        PATH,
        /** Its MAC, or its path when no NIC has that MAC: a host's function may come with a MAC of its own. */
        MAC_OR_PATH
    }

    public GuestNic {
        addresses = List.copyOf(addresses);
    }
}
