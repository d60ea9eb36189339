package dev.plumbline.tap;

import org.jspecify.annotations.Nullable;

/**
 * An address of a pod's link.
 *
 * @param prefix the address with its prefix length
 * @param peer the other end of a point-to-point link
 * @param broadcast the broadcast address
 * @param noPrefixRoute whether the kernel was told not to make a route for the prefix
 * @param metric the metric of that route, 0 for the kernel's choice
 */
public record PodAddress(
        String prefix, @Nullable String peer, @Nullable String broadcast, boolean noPrefixRoute, int metric) {}
