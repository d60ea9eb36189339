package dev.plumbline.tap;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A policy routing rule of a pod, in words that JSON and a guest agent can carry.
 *
 * @param family {@code inet} or {@code inet6}
 * @param priority its place, the lowest first
 * @param not whether it is for all packets but those described
 * @param from the source prefix, or null for all
 * @param to the destination prefix, or null for all
 * @param iif the incoming link, or null for any
 * @param oif the outgoing link, or null for any
 * @param fwmark mark and mask as {@code 0x10/0xff}, or null for any
 * @param table the table to look up, 0 for none
 * @param action {@code lookup}, {@code goto}, {@code nop}, {@code blackhole}, {@code unreachable}, {@code prohibit}, or the
 *     number of another one
 * @param options {@code tos}, {@code ipproto}, {@code sport}, {@code dport}, {@code uidrange},
 *     {@code suppress_prefixlength} and {@code goto}, by ip-rule(8)'s words
 * @param beyond what it has besides and has no words here
 */
public record PodRule(
        String family,
        int priority,
        boolean not,
        @Nullable String from,
        @Nullable String to,
        @Nullable String iif,
        @Nullable String oif,
        @Nullable String fwmark,
        int table,
        String action,
        Map<String, String> options,
        List<String> beyond) {
    public PodRule {
        options = Words.ordered(options);
        beyond = List.copyOf(beyond);
    }
}
