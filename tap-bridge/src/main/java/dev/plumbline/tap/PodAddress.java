package dev.plumbline.tap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address of a pod's link.
 *
 * @param prefix the address with its prefix length
 * @param peer the other end of a point-to-point link
 * @param broadcast the broadcast address
 * @param scope {@code global}, {@code site}, {@code link}, {@code host} or a number
 * @param label an IPv4 label other than the link's name
 * @param flags what ip-address(8) calls {@code home}, {@code mngtmpaddr}, {@code noprefixroute} and {@code autojoin}
 * @param metric the metric of the prefix's route, 0 for the kernel's choice
 * @param preferred for how many seconds it is chosen as a source, unsigned; null for ever, 0 for a deprecated one
 * @param valid for how many seconds it lives, unsigned; null for ever
 */
public record PodAddress(
        String prefix,
        @Nullable String peer,
        @Nullable String broadcast,
        String scope,
        @Nullable String label,
        List<String> flags,
        int metric,
        @Nullable Integer preferred,
        @Nullable Integer valid) {
    public PodAddress {
        flags = List.copyOf(flags);
    }

    /** {@return a plain address of global scope that lives for ever} */
    public static PodAddress of(String prefix) {
        return new PodAddress(prefix, null, null, "global", null, List.of(), 0, null, null);
    }
}
