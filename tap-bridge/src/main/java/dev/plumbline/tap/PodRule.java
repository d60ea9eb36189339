package dev.plumbline.tap;

import org.jspecify.annotations.Nullable;

/**
 * A policy routing rule of a pod, besides the three (IPv6: two) that every namespace has.
 *
 * @param family {@code inet} or {@code inet6}
 * @param priority lower is earlier
 * @param from the source prefix, or null for all
 * @param to the destination prefix, or null for all
 * @param iif the incoming link, or null for any
 * @param oif the outgoing link, or null for any
 * @param fwmark mark and mask as {@code 0x10/0xff}, or null for any
 * @param table the table to look up, 0 for none
 * @param action {@code lookup}, {@code blackhole}, {@code unreachable}, {@code prohibit}, or the number of one
 *     that cannot be told by its table alone
 */
public record PodRule(
        String family,
        int priority,
        @Nullable String from,
        @Nullable String to,
        @Nullable String iif,
        @Nullable String oif,
        @Nullable String fwmark,
        int table,
        String action) {}
