package dev.plumbline.tap;

import dev.plumbline.netlink.uapi.AddressFamily;
import dev.plumbline.netlink.uapi.FibRules;
import dev.plumbline.netlink.uapi.Rtnetlink;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The kernel's numbers as iproute2 spells them; a number without a word stays a number. */
final class Words {
    private static final Map<Integer, String> SCOPES = Map.of(
            Rtnetlink.RT_SCOPE_UNIVERSE, "global",
            Rtnetlink.RT_SCOPE_SITE, "site",
            Rtnetlink.RT_SCOPE_LINK, "link",
            Rtnetlink.RT_SCOPE_HOST, "host",
            Rtnetlink.RT_SCOPE_NOWHERE, "nowhere");

    private static final Map<Integer, String> PROTOCOLS = Map.of(
            Rtnetlink.RTPROT_REDIRECT, "redirect",
            Rtnetlink.RTPROT_KERNEL, "kernel",
            Rtnetlink.RTPROT_BOOT, "boot",
            Rtnetlink.RTPROT_STATIC, "static",
            Rtnetlink.RTPROT_RA, "ra",
            Rtnetlink.RTPROT_ZEBRA, "zebra",
            Rtnetlink.RTPROT_BIRD, "bird",
            Rtnetlink.RTPROT_DHCP, "dhcp",
            Rtnetlink.RTPROT_BGP, "bgp",
            Rtnetlink.RTPROT_OSPF, "ospf");

    private static final Map<Integer, String> TYPES = Map.of(
            Rtnetlink.RTN_UNICAST, "unicast",
            Rtnetlink.RTN_LOCAL, "local",
            Rtnetlink.RTN_BROADCAST, "broadcast",
            Rtnetlink.RTN_ANYCAST, "anycast",
            Rtnetlink.RTN_MULTICAST, "multicast",
            Rtnetlink.RTN_BLACKHOLE, "blackhole",
            Rtnetlink.RTN_UNREACHABLE, "unreachable",
            Rtnetlink.RTN_PROHIBIT, "prohibit",
            Rtnetlink.RTN_THROW, "throw");

    private static final Map<Integer, String> ACTIONS = Map.of(
            FibRules.FR_ACT_TO_TBL, "lookup",
            FibRules.FR_ACT_GOTO, "goto",
            FibRules.FR_ACT_NOP, "nop",
            FibRules.FR_ACT_BLACKHOLE, "blackhole",
            FibRules.FR_ACT_UNREACHABLE, "unreachable",
            FibRules.FR_ACT_PROHIBIT, "prohibit");

    private Words() {}

    /** {@return an unmodifiable copy in alphabetical order, so that what is made of it is the same each time} */
    static Map<String, String> ordered(Map<String, String> words) {
        return words.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(words));
    }

    static String scope(int scope) {
        return SCOPES.getOrDefault(scope, Integer.toString(scope));
    }

    static String protocol(int protocol) {
        return PROTOCOLS.getOrDefault(protocol, Integer.toString(protocol));
    }

    static String type(int type) {
        return TYPES.getOrDefault(type, Integer.toString(type));
    }

    static String action(int action) {
        return ACTIONS.getOrDefault(action, Integer.toString(action));
    }

    static String family(int family) {
        return family == AddressFamily.AF_INET6 ? "inet6" : "inet";
    }
}
