package dev.plumbline.tc;

import static dev.plumbline.tc.Handles.FILTER_EGRESS;
import static dev.plumbline.tc.Handles.FILTER_INGRESS;
import static dev.plumbline.tc.QdiscVectors.LINK;
import static dev.plumbline.tc.uapi.IfEther.*;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.tc.uapi.PktCls;
import java.util.HexFormat;
import java.util.Map;

/** Requests for u32, matchall, bpf and the small classifiers, and for removals. */
final class FilterVectors {
    static final int BRIDGE = 12;
    private static final int FFFF = Handles.parse("ffff:");
    private static final int ONE = Handles.parse("1:");
    private static final int CLASS = Handles.parse("1:10");
    private static final U32Key[] NO_KEYS = {};

    private FilterVectors() {}

    private static Request add(int parent, int protocol, int priority, Classifier classifier) {
        return Filters.add(FilterSpec.of(LINK, parent, priority, protocol, classifier));
    }

    private static U32 u32() {
        return U32.matching(NO_KEYS);
    }

    static void put(Map<String, Request> all) {
        u32Basics(all);
        u32Keys(all);
        u32Tables(all);
        matchAll(all);
        small(all);
        removals(all);
    }

    private static void u32Basics(Map<String, Request> all) {
        U32 redirect = U32.all().actions(Actions.redirect(BRIDGE));
        all.put("flt-u32-mirred", add(FFFF, ETH_P_ALL, 1, redirect));
        byte[] cookie = HexFormat.of().parseHex("00112233445566778899aabbccddeeff");
        U32 marked = U32.all().actions(Actions.redirect(BRIDGE).cookie(cookie));
        all.put("flt-u32-cookie", add(FFFF, ETH_P_ALL, 49152, marked));
        U32 mirror = u32().match(U32Key.destination(IpPrefix.of("10.0.0.1/32")))
                .match(U32Key.ipDestinationPort(80, 0xffff))
                .actions(Actions.mirror(BRIDGE));
        all.put("flt-u32-mirror", add(FFFF, ETH_P_IP, 2, mirror));
        U32 flow = u32().match(U32Key.source(IpPrefix.of("10.0.0.0/8"))).flowId(CLASS);
        all.put("flt-u32-flowid", add(ONE, ETH_P_IP, 2, flow));
        Police police = Police.rate(Rate.ofBits(10_000_000), 102_400).exceed(Control.DROP);
        all.put("flt-u32-police", add(FFFF, ETH_P_ALL, 3, U32.all().police(police)));
        Police slow =
                Police.rate(Rate.ofBits(100_000), 5120).largestPacket(1500).exceed(Control.DROP);
        U32 slowed = u32().match(U32Key.destination(IpPrefix.of("10.0.0.1")))
                .police(slow)
                .flowId(Handles.parse(":1"));
        all.put("flt-u32-police-flowid", add(FILTER_INGRESS, ETH_P_IP, 1, slowed));
        U32 two = U32.all().actions(Actions.skbedit(Skbedit.edit().mark(5)), Actions.redirect(BRIDGE));
        all.put("flt-u32-two-actions", add(FFFF, ETH_P_ALL, 1, two));
        U32 egress = u32().match(U32Key.destination(IpPrefix.of("10.0.0.1"))).actions(Actions.mirror(BRIDGE));
        all.put("flt-clsact-egress-u32", add(FILTER_EGRESS, ETH_P_IP, 7, egress));
        U32 software = u32().match(U32Key.destination(IpPrefix.of("10.0.0.1")))
                .actions(Actions.drop())
                .flags(PktCls.TCA_CLS_FLAGS_SKIP_HW);
        all.put("flt-u32-skiphw", add(FILTER_INGRESS, ETH_P_IP, 5, software));
        U32 seventh = u32().match(U32Key.source(IpPrefix.of("10.0.0.1"))).flowId(Handles.parse("1:7"));
        all.put(
                "flt-u32-handle",
                Filters.add(FilterSpec.of(LINK, ONE, 5, ETH_P_IP, seventh).handle(0x80000007)));
    }

    private static void u32Keys(Map<String, Request> all) {
        U32 several = U32.matching(
                        U32Key.source(IpPrefix.of("10.0.0.0/8")).get(0),
                        U32Key.ipProtocol(6),
                        U32Key.ipDestinationPort(80, 0xffff),
                        U32Key.ipTos(0x10, 0xff))
                .flowId(CLASS);
        all.put("flt-u32-several", add(ONE, ETH_P_IP, 5, several));
        U32 at = U32.matching(
                        U32Key.u8(0x40, 0xf0, 0),
                        U32Key.u16(0x0800, 0xffff, -2),
                        U32Key.u32(0x0a000001, -1, 4).atNextHeader())
                .flowId(CLASS);
        all.put("flt-u32-at", add(ONE, ETH_P_IP, 5, at));
        U32 host6 = u32().match(U32Key.destination(IpPrefix.of("fd00::1/128"))).flowId(CLASS);
        all.put("flt-u32-ip6", add(ONE, ETH_P_IPV6, 5, host6));
        U32 net6 = u32().match(U32Key.source(IpPrefix.of("fd00::/64")))
                .match(U32Key.ip6DestinationPort(443, 0xffff))
                .flowId(CLASS);
        all.put("flt-u32-ip6-64", add(ONE, ETH_P_IPV6, 5, net6));
        U32 net48 =
                u32().match(U32Key.destination(IpPrefix.of("fd00:1:2::/48"))).actions(Actions.drop());
        all.put("flt-u32-ip6-48", add(FFFF, ETH_P_IPV6, 5, net48));
        U32 any = u32().match(U32Key.destination(IpPrefix.of("0.0.0.0/0"))).actions(Actions.drop());
        all.put("flt-u32-zero", add(FFFF, ETH_P_IP, 5, any));
        U32 ports = U32.matching(
                        U32Key.u16(22, 0xffff, 2).atNextHeader(),
                        U32Key.u16(53, 0xffff, 0).atNextHeader())
                .actions(Actions.drop());
        all.put("flt-u32-tcp-udp", add(FFFF, ETH_P_IP, 5, ports));
        U32 icmp = U32.matching(U32Key.u8(8, 0xff, 0).atNextHeader()).actions(Actions.drop());
        all.put("flt-u32-icmp", add(FFFF, ETH_P_IP, 5, icmp));
        MacAddress mac = MacAddress.of("02:00:00:00:00:01");
        all.put(
                "flt-u32-ether",
                add(
                        FFFF,
                        ETH_P_ALL,
                        5,
                        u32().match(U32Key.etherDestination(mac)).actions(Actions.drop())));
        all.put(
                "flt-u32-ether-src",
                add(FFFF, ETH_P_ALL, 5, u32().match(U32Key.etherSource(mac)).actions(Actions.drop())));
        all.put("flt-u32-mark", add(ONE, ETH_P_IP, 5, u32().mark(5, 0xff).flowId(CLASS)));
        U32 device = u32().match(U32Key.destination(IpPrefix.of("10.0.0.1")))
                .inDevice("v1")
                .flowId(CLASS);
        all.put("flt-u32-indev", add(ONE, ETH_P_IP, 5, device));
    }

    private static void u32Tables(Map<String, Request> all) {
        int table = 0x00200000;
        all.put(
                "flt-u32-divisor",
                Filters.add(FilterSpec.of(LINK, ONE, 5, ETH_P_IP, U32.hashTable(256))
                        .handle(table)));
        U32 link = u32().bucket(0x80000000)
                .match(U32Key.source(IpPrefix.of("192.168.0.0/16")))
                .hashKey(0xff, 12)
                .link(table);
        all.put("flt-u32-link", add(ONE, ETH_P_IP, 5, link));
        U32 bucket = u32().bucket(table | 0x7b << 12)
                .match(U32Key.source(IpPrefix.of("192.168.0.123/32")))
                .flowId(CLASS);
        all.put("flt-u32-ht", add(ONE, ETH_P_IP, 5, bucket));
        U32 offset = U32.matching(U32Key.ipProtocol(6))
                .bucket(0x80000000)
                .variableOffset(0, 0x0f00, 6)
                .link(table);
        all.put("flt-u32-offset", add(ONE, ETH_P_IP, 5, offset));
        U32 eat = U32.matching(U32Key.ipProtocol(6))
                .bucket(0x80000000)
                .fixedOffset(20)
                .eat()
                .link(table);
        all.put("flt-u32-eat", add(ONE, ETH_P_IP, 5, eat));
    }

    private static void matchAll(Map<String, Request> all) {
        MatchAll drop = MatchAll.actions(Actions.drop());
        all.put("flt-matchall-mirred", add(FILTER_INGRESS, ETH_P_ALL, 1, MatchAll.actions(Actions.redirect(BRIDGE))));
        all.put(
                "flt-matchall-ingress",
                add(FILTER_EGRESS, ETH_P_ALL, 0, MatchAll.actions(Actions.redirectToIngress(BRIDGE))));
        Police police = Police.rate(Rate.ofBits(100_000_000), 1 << 20)
                .exceed(Control.DROP)
                .conform(Control.PIPE);
        all.put("flt-matchall-police", add(FILTER_INGRESS, ETH_P_ALL, 0, MatchAll.actions(police.action())));
        all.put(
                "flt-matchall-skbedit",
                add(
                        FILTER_EGRESS,
                        ETH_P_ALL,
                        0,
                        MatchAll.actions(Skbedit.edit().priority(CLASS).mark(5).action(), Actions.ok())));
        all.put("flt-matchall-empty", add(FILTER_INGRESS, ETH_P_ALL, 1, MatchAll.actions()));
        all.put(
                "flt-matchall-skipsw",
                add(
                        FILTER_INGRESS,
                        ETH_P_ALL,
                        1,
                        MatchAll.actions(Actions.drop()).flags(PktCls.TCA_CLS_FLAGS_SKIP_SW)));
        all.put(
                "flt-matchall-classid",
                Filters.add(FilterSpec.of(LINK, ONE, 1, ETH_P_ALL, MatchAll.flowId(CLASS))
                        .handle(1)));
        all.put("flt-add-auto-prio", add(FILTER_INGRESS, ETH_P_IP, 0, drop));
        all.put(
                "flt-replace",
                Filters.replace(
                        FilterSpec.of(LINK, FILTER_INGRESS, 1, ETH_P_ALL, drop).handle(1)));
        all.put("flt-block", Filters.add(FilterSpec.ofBlock(22, 1, ETH_P_IP, drop)));
        all.put(
                "flt-matchall-block",
                Filters.add(FilterSpec.ofBlock(
                        22, 1, ETH_P_ALL, MatchAll.actions(Actions.drop()).flags(PktCls.TCA_CLS_FLAGS_SKIP_HW))));
    }

    private static void small(Map<String, Request> all) {
        byte[] all65535 = new Struct(8).u16(6).u8(0).u8(0).u32(65535).toBytes();
        Bpf classic = Bpf.classic(all65535).flowId(Handles.parse("1:1"));
        all.put("flt-bpf-bytecode", add(FILTER_INGRESS, ETH_P_ALL, 1, classic));
        byte[] none = new Struct(8).u16(6).toBytes();
        all.put(
                "flt-bpf-bytecode-da",
                add(FILTER_INGRESS, ETH_P_ALL, 1, Bpf.classic(none).directAction()));
        Classifier fw = Classifier.of("fw", Options.of(PktCls.TCA_FW_CLASSID.of(CLASS)));
        all.put("flt-fw", Filters.add(FilterSpec.of(LINK, ONE, 6, ETH_P_IP, fw).handle(5)));
        Classifier masked =
                Classifier.of("fw", Options.of(PktCls.TCA_FW_MASK.of(0xff), PktCls.TCA_FW_CLASSID.of(CLASS)));
        all.put(
                "flt-fw-mask",
                Filters.add(FilterSpec.of(LINK, ONE, 6, ETH_P_IP, masked).handle(5)));
        Classifier basic = Classifier.of("basic", Options.of(PktCls.TCA_BASIC_CLASSID.of(CLASS)));
        all.put("flt-basic", add(ONE, ETH_P_IP, 6, basic));
        all.put(
                "flt-cgroup",
                Filters.add(FilterSpec.of(LINK, ONE, 6, ETH_P_IP, Classifier.of("cgroup", Options.of()))
                        .handle(1)));
        Classifier route =
                Classifier.of("route", Options.of(PktCls.TCA_ROUTE4_TO.of(10), PktCls.TCA_ROUTE4_CLASSID.of(CLASS)));
        all.put(
                "flt-route",
                Filters.add(FilterSpec.of(LINK, ONE, 6, ETH_P_IP, route).handle(0xffff000a)));
    }

    private static void removals(Map<String, Request> all) {
        all.put("flt-del", Filters.delete(LINK, FILTER_INGRESS, 1, 0));
        all.put("flt-del-all", Filters.delete(LINK, FILTER_INGRESS, 0, 0));
        all.put("flt-del-proto", Filters.delete(LINK, ONE, 2, ETH_P_IP));
        all.put("flt-del-chain", Filters.delete(LINK, FILTER_INGRESS, 1, 0, 0, null, 5));
        all.put("flt-del-handle", Filters.delete(LINK, FFFF, 1, ETH_P_ALL, 0x80000800, "u32"));
        all.put("flt-del-matchall", Filters.delete(LINK, FILTER_INGRESS, 1, ETH_P_ALL, 1, "matchall"));
        all.put("flt-del-u32-all", Filters.delete(LINK, ONE, 5, ETH_P_IP, 0, "u32"));
        all.put(
                "flt-del-handle-flower",
                Filters.delete(FilterSpec.of(LINK, FILTER_INGRESS, 4, ETH_P_IP, Flower.match())
                        .handle(1)));
        all.put("chain-add", Filters.addChain(LINK, FILTER_INGRESS, 5));
        all.put("chain-del", Filters.deleteChain(LINK, FILTER_INGRESS, 5));
    }
}
