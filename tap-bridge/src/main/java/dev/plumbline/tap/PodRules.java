package dev.plumbline.tap;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.route.Rule;
import dev.plumbline.netlink.uapi.FibRules;
import dev.plumbline.netlink.uapi.Rtnetlink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chooses the rules that a guest must be told, and puts them into words. */
final class PodRules {
    /** The rules that the kernel makes in every namespace: where each stands, and the table that it looks up. */
    private static final Map<Integer, Integer> KERNEL_RULES = Map.of(
            0, Rtnetlink.RT_TABLE_LOCAL,
            32766, Rtnetlink.RT_TABLE_MAIN,
            32767, Rtnetlink.RT_TABLE_DEFAULT);

    private PodRules() {}

    static List<PodRule> of(List<Rule> rules) {
        return rules.stream()
                .map(PodRules::words)
                .filter(rule -> !isTheKernels(rule))
                .toList();
    }

    private static boolean isTheKernels(PodRule rule) {
        Integer table = KERNEL_RULES.get(rule.priority());
        return table != null && rule.equals(lookup(rule.family(), rule.priority(), table));
    }

    private static PodRule lookup(String family, int priority, int table) {
        return new PodRule(family, priority, false, null, null, null, null, null, table, "lookup", Map.of(), List.of());
    }

    private static PodRule words(Rule rule) {
        return new PodRule(
                Words.family(rule.family()),
                rule.priority(),
                rule.isInverted(),
                rule.from().map(IpPrefix::toString).orElse(null),
                rule.to().map(IpPrefix::toString).orElse(null),
                rule.iif().orElse(null),
                rule.oif().orElse(null),
                rule.fwmark().isPresent()
                        ? "0x" + Integer.toHexString(rule.fwmark().getAsInt()) + "/0x"
                                + Integer.toHexString(rule.fwmask().orElse(-1))
                        : null,
                rule.table(),
                Words.action(rule.action()),
                options(rule),
                beyond(rule));
    }

    private static Map<String, String> options(Rule rule) {
        Map<String, String> options = new LinkedHashMap<>();
        if (rule.tos() != 0) {
            options.put("tos", "0x" + Integer.toHexString(rule.tos()));
        }
        rule.ipProtocol().ifPresent(number -> options.put("ipproto", Integer.toString(number)));
        range(options, "sport", rule.sourcePorts());
        range(options, "dport", rule.destinationPorts());
        range(options, "uidrange", rule.uids());
        rule.suppressPrefixLength().ifPresent(length -> options.put("suppress_prefixlength", Integer.toString(length)));
        rule.goTo().ifPresent(priority -> options.put("goto", Integer.toUnsignedString(priority)));
        return options;
    }

    private static void range(Map<String, String> options, String word, List<Integer> range) {
        if (range.size() == 2) {
            options.put(word, Integer.toUnsignedString(range.get(0)) + "-" + Integer.toUnsignedString(range.get(1)));
        }
    }

    private static List<String> beyond(Rule rule) {
        List<String> beyond = new ArrayList<>();
        if (rule.isL3mdev()) {
            beyond.add("l3mdev");
        }
        if (rule.attributes().has(FibRules.FRA_TUN_ID)) {
            beyond.add("tun_id");
        }
        if (rule.attributes().get(FibRules.FRA_SUPPRESS_IFGROUP, -1) != -1) {
            beyond.add("suppress_ifgroup");
        }
        if (rule.attributes().has(FibRules.FRA_FLOW)) {
            beyond.add("realms");
        }
        return beyond;
    }
}
