package dev.plumbline.tc;

import static dev.plumbline.tc.FilterVectors.BRIDGE;
import static dev.plumbline.tc.Handles.FILTER_EGRESS;
import static dev.plumbline.tc.Handles.FILTER_INGRESS;
import static dev.plumbline.tc.QdiscVectors.LINK;
import static dev.plumbline.tc.uapi.IfEther.*;
import static dev.plumbline.tc.uapi.PktCls.*;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Request;
import java.util.Map;

/** Requests for flower. */
final class FlowerVectors {
    private static final int BYTE = 0xff;
    private static final MacAddress MAC1 = MacAddress.of("02:00:00:00:00:01");

    private FlowerVectors() {}

    private static Request add(int protocol, int priority, Flower flower) {
        return Filters.add(FilterSpec.of(LINK, FILTER_INGRESS, priority, protocol, flower));
    }

    private static Request drop(int protocol, int priority, Flower flower) {
        return add(protocol, priority, flower.actions(Actions.drop()));
    }

    private static Flower octet(Flower to, Attribute<Integer> field, int value, Attribute<Integer> mask) {
        return to.key(field, value, mask, BYTE);
    }

    static void put(Map<String, Request> all) {
        addresses(all);
        ports(all);
        tags(all);
        rest(all);
    }

    private static void addresses(Map<String, Request> all) {
        all.put(
                "flt-flower",
                drop(
                        ETH_P_IP,
                        4,
                        Flower.match()
                                .etherDestination(MAC1)
                                .ipProtocol(6)
                                .destination(IpPrefix.of("10.0.0.0/24"))
                                .destinationPort(443)));
        all.put(
                "flt-flower-skiphw",
                add(
                        ETH_P_IPV6,
                        5,
                        Flower.match()
                                .source(IpPrefix.of("fd00::/64"))
                                .flags(TCA_CLS_FLAGS_SKIP_HW)
                                .actions(Actions.ok())));
        Flower masked = Flower.match()
                .etherSource(MacAddress.of("02:00:00:00:00:00"), MacAddress.of("ff:ff:ff:00:00:00"))
                .ipProtocol(17)
                .source(IpPrefix.of("10.1.0.0/16"))
                .sourcePort(53)
                .key(TCA_FLOWER_KEY_IP_TOS, 0x10, TCA_FLOWER_KEY_IP_TOS_MASK, 0xfc);
        all.put(
                "flt-flower-mask",
                drop(ETH_P_IP, 4, octet(masked, TCA_FLOWER_KEY_IP_TTL, 64, TCA_FLOWER_KEY_IP_TTL_MASK)));
        all.put(
                "flt-flower-ip6",
                drop(
                        ETH_P_IPV6,
                        4,
                        Flower.match()
                                .ipProtocol(6)
                                .destination(IpPrefix.of("fd00::1"))
                                .destinationPort(80)
                                .sourcePort(1000)));
        Flower back = Flower.match()
                .etherDestination(MAC1)
                .etherSource(MacAddress.of("02:00:00:00:00:02"))
                .destination(IpPrefix.of("fd00::/16"))
                .flags(TCA_CLS_FLAGS_SKIP_SW)
                .actions(Actions.redirectToIngress(BRIDGE));
        all.put(
                "flt-flower-dst6",
                Filters.add(
                        FilterSpec.of(LINK, FILTER_EGRESS, 9, ETH_P_IPV6, back).handle(7)));
        Flower tunnel = Flower.match()
                .key(TCA_FLOWER_KEY_ENC_KEY_ID, 42)
                .tunnelSource(IpPrefix.of("10.0.0.1"))
                .tunnelDestination(IpPrefix.of("10.0.0.2"))
                .key(TCA_FLOWER_KEY_ENC_UDP_DST_PORT, 4789)
                .key(TCA_FLOWER_KEY_ENC_IP_TOS, 8, TCA_FLOWER_KEY_ENC_IP_TOS_MASK, BYTE)
                .key(TCA_FLOWER_KEY_ENC_IP_TTL, 64, TCA_FLOWER_KEY_ENC_IP_TTL_MASK, BYTE)
                .destination(IpPrefix.of("1.2.3.4"));
        all.put("flt-flower-enc", drop(ETH_P_IP, 6, tunnel));
        all.put(
                "flt-flower-enc6",
                drop(
                        ETH_P_IP,
                        6,
                        Flower.match().tunnelSource(IpPrefix.of("fd00::1")).tunnelDestination(IpPrefix.of("fd00::2"))));
        Flower change = Flower.match().destination(IpPrefix.of("10.0.0.1")).actions(Actions.ok());
        all.put(
                "flt-change",
                Filters.change(
                        FilterSpec.of(LINK, FILTER_INGRESS, 4, ETH_P_IP, change).handle(1)));
        Flower classified = Flower.match().destination(IpPrefix.of("10.0.0.1")).flowId(Handles.parse("1:10"));
        all.put(
                "flt-flower-classid",
                Filters.add(FilterSpec.of(LINK, Handles.parse("1:"), 6, ETH_P_IP, classified)
                        .handle(5)));
    }

    private static void ports(Map<String, Request> all) {
        all.put(
                "flt-flower-portrange",
                drop(
                        ETH_P_IP,
                        4,
                        Flower.match()
                                .ipProtocol(6)
                                .destinationPorts(1000, 2000)
                                .sourcePorts(20, 30)));
        all.put(
                "flt-flower-portmask",
                drop(
                        ETH_P_IP,
                        4,
                        Flower.match()
                                .ipProtocol(6)
                                .key(TCA_FLOWER_KEY_TCP_DST, 1000, TCA_FLOWER_KEY_TCP_DST_MASK, 0xff00)));
        all.put(
                "flt-flower-sctp",
                drop(ETH_P_IP, 1, Flower.match().ipProtocol(132).destinationPort(80)));
        all.put(
                "flt-flower-tcpflags",
                drop(
                        ETH_P_IP,
                        6,
                        Flower.match()
                                .ipProtocol(6)
                                .key(TCA_FLOWER_KEY_TCP_FLAGS, 2, TCA_FLOWER_KEY_TCP_FLAGS_MASK, 0x17)
                                .key(TCA_FLOWER_KEY_FLAGS, 0, TCA_FLOWER_KEY_FLAGS_MASK, 1)));
        all.put(
                "flt-flower-frag",
                drop(ETH_P_IP, 1, Flower.match().key(TCA_FLOWER_KEY_FLAGS, 3, TCA_FLOWER_KEY_FLAGS_MASK, 3)));
        Flower icmp =
                octet(Flower.match().ipProtocol(1), TCA_FLOWER_KEY_ICMPV4_TYPE, 8, TCA_FLOWER_KEY_ICMPV4_TYPE_MASK);
        all.put(
                "flt-flower-icmp",
                drop(ETH_P_IP, 6, octet(icmp, TCA_FLOWER_KEY_ICMPV4_CODE, 0, TCA_FLOWER_KEY_ICMPV4_CODE_MASK)));
        all.put(
                "flt-flower-icmp6",
                drop(
                        ETH_P_IPV6,
                        6,
                        octet(
                                Flower.match().ipProtocol(58),
                                TCA_FLOWER_KEY_ICMPV6_TYPE,
                                135,
                                TCA_FLOWER_KEY_ICMPV6_TYPE_MASK)));
    }

    private static void tags(Map<String, Request> all) {
        all.put(
                "flt-flower-vlan",
                add(
                        ETH_P_8021Q,
                        6,
                        Flower.match().vlan(10).vlanProtocol(ETH_P_IP).actions(Actions.vlanPop())));
        all.put(
                "flt-flower-vlanprio",
                drop(
                        ETH_P_8021Q,
                        6,
                        Flower.match()
                                .vlan(10)
                                .key(TCA_FLOWER_KEY_VLAN_PRIO, 3)
                                .vlanProtocol(ETH_P_IP)
                                .ipProtocol(6)));
        all.put(
                "flt-flower-qinq",
                drop(
                        ETH_P_8021AD,
                        6,
                        Flower.match()
                                .vlan(10)
                                .vlanProtocol(ETH_P_8021Q)
                                .key(TCA_FLOWER_KEY_CVLAN_ID, 20)
                                .key(TCA_FLOWER_KEY_CVLAN_PRIO, 1)
                                .key(TCA_FLOWER_KEY_CVLAN_ETH_TYPE, ETH_P_IP)));
        all.put("flt-flower-numvlans", drop(ETH_P_ALL, 1, Flower.match().key(TCA_FLOWER_KEY_NUM_OF_VLANS, 2)));
        all.put(
                "flt-flower-vlan-push",
                add(
                        ETH_P_IP,
                        1,
                        Flower.match()
                                .destination(IpPrefix.of("10.0.0.1"))
                                .actions(
                                        Actions.vlan(
                                                dev.plumbline.tc.uapi.TcVlan.TCA_VLAN_ACT_PUSH,
                                                java.util.List.of(
                                                        dev.plumbline.tc.uapi.TcVlan.TCA_VLAN_PUSH_VLAN_ID.of(5),
                                                        dev.plumbline.tc.uapi.TcVlan.TCA_VLAN_PUSH_VLAN_PROTOCOL.of(
                                                                ETH_P_8021Q))),
                                        Actions.redirect(BRIDGE))));
        all.put(
                "flt-flower-mpls",
                drop(
                        ETH_P_MPLS_UC,
                        6,
                        Flower.match()
                                .key(TCA_FLOWER_KEY_MPLS_LABEL, 100)
                                .key(TCA_FLOWER_KEY_MPLS_TC, 3)
                                .key(TCA_FLOWER_KEY_MPLS_BOS, 1)
                                .key(TCA_FLOWER_KEY_MPLS_TTL, 64)));
    }

    private static void rest(Map<String, Request> all) {
        Flower chained = Flower.match().actions(Actions.gotoChain(6));
        all.put(
                "flt-flower-chain",
                Filters.add(FilterSpec.of(LINK, FILTER_INGRESS, 1, ETH_P_ALL, chained)
                        .chain(5)));
        int established = TCA_FLOWER_KEY_CT_FLAGS_TRACKED | TCA_FLOWER_KEY_CT_FLAGS_ESTABLISHED;
        all.put(
                "flt-flower-ct",
                drop(
                        ETH_P_IP,
                        6,
                        Flower.match()
                                .key(TCA_FLOWER_KEY_CT_STATE, established, TCA_FLOWER_KEY_CT_STATE_MASK, established)
                                .key(TCA_FLOWER_KEY_CT_ZONE, 5, TCA_FLOWER_KEY_CT_ZONE_MASK, 0xffff)
                                .key(TCA_FLOWER_KEY_CT_MARK, 0x10, TCA_FLOWER_KEY_CT_MARK_MASK, 0xf0)));
        IpPrefix one = IpPrefix.of("10.0.0.1");
        all.put(
                "flt-flower-arp",
                drop(
                        ETH_P_ARP,
                        6,
                        Flower.match()
                                .key(
                                        TCA_FLOWER_KEY_ARP_TIP,
                                        one.address(),
                                        TCA_FLOWER_KEY_ARP_TIP_MASK,
                                        IpPrefix.parse("255.255.255.255"))
                                .key(
                                        TCA_FLOWER_KEY_ARP_SIP,
                                        IpPrefix.parse("10.0.0.0"),
                                        TCA_FLOWER_KEY_ARP_SIP_MASK,
                                        IpPrefix.parse("255.255.255.0"))
                                .key(TCA_FLOWER_KEY_ARP_OP, 1, TCA_FLOWER_KEY_ARP_OP_MASK, BYTE)
                                .key(
                                        TCA_FLOWER_KEY_ARP_SHA,
                                        MAC1,
                                        TCA_FLOWER_KEY_ARP_SHA_MASK,
                                        MacAddress.of("ff:ff:ff:ff:ff:ff"))));
        all.put(
                "flt-flower-indev",
                drop(ETH_P_ALL, 6, Flower.match().inDevice("v1").flags(TCA_CLS_FLAGS_SKIP_SW)));
        all.put("flt-flower-verbose", drop(ETH_P_IP, 1, Flower.match().flags(TCA_CLS_FLAGS_VERBOSE)));
        byte[] cookie = {1, 2, 3, 4, 5, 6, 7, 8};
        all.put(
                "flt-act-drop-cookie-flower",
                add(
                        ETH_P_IP,
                        1,
                        Flower.match().source(one).actions(Actions.drop().cookie(cookie))));
    }
}
