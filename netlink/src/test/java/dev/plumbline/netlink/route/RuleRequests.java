package dev.plumbline.netlink.route;

import static dev.plumbline.netlink.route.Given.ip;
import static dev.plumbline.netlink.route.Given.prefix;
import static dev.plumbline.netlink.uapi.AddressFamily.AF_INET;
import static dev.plumbline.netlink.uapi.AddressFamily.AF_INET6;
import static dev.plumbline.netlink.uapi.FibRules.FR_ACT_BLACKHOLE;
import static dev.plumbline.netlink.uapi.FibRules.FR_ACT_NOP;
import static dev.plumbline.netlink.uapi.FibRules.FR_ACT_PROHIBIT;
import static dev.plumbline.netlink.uapi.FibRules.FR_ACT_UNREACHABLE;
import static dev.plumbline.netlink.uapi.Rtnetlink.RTA_GATEWAY;
import static dev.plumbline.netlink.uapi.Rtnetlink.RTN_NAT;
import static dev.plumbline.netlink.uapi.Rtnetlink.RTPROT_STATIC;
import static dev.plumbline.netlink.uapi.Rtnetlink.RT_TABLE_DEFAULT;
import static dev.plumbline.netlink.uapi.Rtnetlink.RT_TABLE_LOCAL;
import static dev.plumbline.netlink.uapi.Rtnetlink.RT_TABLE_MAIN;

import dev.plumbline.netlink.wire.Request;
import java.util.HashMap;
import java.util.Map;

/** The counterparts of {@code ip rule}. */
final class RuleRequests {
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final Map<String, Request> ALL = new HashMap<>();

    private RuleRequests() {}

    static Map<String, Request> all() {
        selectors();
        actions();
        v6();
        ALL.put("rule-del", Rules.delete(v4().priority(500)));
        ALL.put("rule-del-full", Rules.delete(from10().table(1000).priority(500)));
        ALL.put("rule-del-mark", Rules.delete(v4().fwmark(0x10, 0xff).table(1000)));
        return ALL;
    }

    private static RuleSpec v4() {
        return RuleSpec.of(AF_INET);
    }

    private static RuleSpec from10() {
        return v4().from(prefix("10.1.0.0/16"));
    }

    private static void add(String name, RuleSpec spec) {
        ALL.put(name, Rules.add(spec));
    }

    private static void selectors() {
        add("rule-from", from10().table(1000).priority(500));
        add("rule-from-host", v4().from(prefix("10.1.2.3")).table(RT_TABLE_DEFAULT));
        add("rule-fwmark", v4().fwmark(0x10, 0xff).table(1000));
        add("rule-mark-nomask", v4().fwmark(16).table(100));
        add("rule-not-mark", v4().not().fwmark(1).table(100).priority(7));
        add("rule-iif", v4().iif("br0").table(1000));
        add("rule-oif", v4().oif("br0").table(RT_TABLE_MAIN));
        add("rule-iif-oif", v4().iif("br0").oif("v0").table(100));
        add(
                "rule-sport",
                v4().ipProtocol(TCP)
                        .destinationPorts(80, 90)
                        .sourcePorts(1000, 1000)
                        .table(1000));
        add("rule-dport", v4().ipProtocol(UDP).destinationPorts(53, 53).table(100));
        add("rule-uid", v4().uids(1000, 1010).table(1000));
        add("rule-uid-one", v4().uids(0, 0).table(1000));
        add("rule-not", from10().not().table(1000));
        add("rule-tos", v4().tos(0x10).table(1000));
        add("rule-tunid", v4().tunnelId(77).table(1000));
        add("rule-pref-only", v4().priority(10).table(100));
    }

    private static void actions() {
        add("rule-suppress", v4().table(RT_TABLE_MAIN).suppressPrefixLength(0));
        add(
                "rule-suppress-pref",
                v4().not().fwmark(0xca6c).table(51820).suppressPrefixLength(0).priority(32000));
        add("rule-ifgroup", v4().table(1000).suppressGroup(5));
        add("rule-goto", from10().goTo(32766));
        add("rule-nop", from10().action(FR_ACT_NOP));
        add("rule-l3mdev", v4().l3mdev().priority(1000));
        add("rule-blackhole", from10().action(FR_ACT_BLACKHOLE));
        add("rule-unreachable", v4().to(prefix("10.1.0.0/16")).action(FR_ACT_UNREACHABLE));
        add("rule-prohibit", v4().iif("br0").action(FR_ACT_PROHIBIT));
        add("rule-proto", from10().table(1000).protocol(RTPROT_STATIC));
        add("rule-realms", from10().table(1000).realms(3, 4));
        // The kernel has no such rules any more; iproute2 still sends them.
        add(
                "rule-nat",
                from10().with(RTA_GATEWAY.of(ip("10.2.0.0"))).action(RTN_NAT).table(RT_TABLE_MAIN));
    }

    private static void v6() {
        add(
                "rule-v6-to",
                RuleSpec.of(AF_INET6).to(prefix("fd00::/64")).table(1000).priority(99));
        add(
                "rule-v6-all",
                RuleSpec.of(AF_INET6)
                        .from(prefix("fd00::/64"))
                        .iif("lo")
                        .ipProtocol(UDP)
                        .sourcePorts(53, 53)
                        .table(RT_TABLE_LOCAL));
        add(
                "rule-l3mdev6",
                RuleSpec.of(AF_INET6).l3mdev().action(FR_ACT_UNREACHABLE).priority(9));
        add("rule-uid6", RuleSpec.of(AF_INET6).uids(1, 2).action(FR_ACT_PROHIBIT));
    }
}
