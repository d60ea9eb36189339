package dev.plumbline.netlink.route;

import static dev.plumbline.netlink.route.Given.BR0;
import static dev.plumbline.netlink.route.Given.V0;
import static dev.plumbline.netlink.route.Given.V1;
import static dev.plumbline.netlink.route.Given.ip;
import static dev.plumbline.netlink.route.Given.mac;
import static dev.plumbline.netlink.uapi.IfLinkBond.*;
import static dev.plumbline.netlink.uapi.IfLinkVirtual.*;

import dev.plumbline.netlink.uapi.IfLink;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The counterparts of {@code ip link add} and {@code set} of links that are neither tunnels nor bridges. */
final class LinkKindRequests {
    private static final Map<String, Request> ALL = new HashMap<>();

    private LinkKindRequests() {}

    static Map<String, Request> all() {
        pairs();
        plain();
        stacked();
        vlans();
        macvlans();
        bonds();
        return ALL;
    }

    private static void add(String name, LinkSpec spec) {
        ALL.put(name, Links.create(spec));
    }

    private static void add(String name, String link, LinkKind kind) {
        add(name, LinkSpec.named(link).kind(kind));
    }

    private static void onV0(String name, String link, String kind, Attribute.Value<?>... data) {
        add(name, LinkSpec.named(link).link(V0).kind(LinkKind.of(kind, data)));
    }

    private static void set(String name, int index, LinkKind kind) {
        ALL.put(name, Links.set(LinkSpec.index(index).kind(kind)));
    }

    private static void pairs() {
        add("link-add-veth", "va", LinkKind.veth(LinkSpec.named("vb")));
        add(
                "link-add-veth-full",
                full(100, "02:00:00:00:00:01")
                        .txQueueLength(500)
                        .numTxQueues(4)
                        .numRxQueues(4)
                        .name("va")
                        .kind(LinkKind.veth(
                                full(101, "02:00:00:00:00:02").netnsPid(1).name("vb"))));
        add("link-add-veth-netns", LinkSpec.named("va").netnsFd(4).kind(LinkKind.veth(LinkSpec.named("vb"))));
        add("link-add-veth-peer-netns", "va", LinkKind.veth(LinkSpec.named("vb").netnsFd(4)));
        add("link-add-veth-group", LinkSpec.named("va").group(9).master(BR0).kind(LinkKind.veth(LinkSpec.named("vb"))));
        add("link-add-vxcan", "xa", LinkKind.pair("vxcan", LinkSpec.named("xb")));
    }

    private static LinkSpec full(int index, String address) {
        return LinkSpec.index(index).address(mac(address)).mtu(1400);
    }

    private static void plain() {
        add("link-add-dummy", "du", LinkKind.dummy());
        add("link-add-ifb", "ib", LinkKind.ifb());
        add("link-add-wireguard", "wg", LinkKind.of("wireguard"));
        add("link-add-netdevsim", "ns", LinkKind.of("netdevsim"));
        add("link-add-nlmon", "nm", LinkKind.of("nlmon"));
        add("link-add-vcan", "vc", LinkKind.of("vcan"));
        add("link-add-team", "te", LinkKind.of("team"));
        add("link-add-vrf", "vr", LinkKind.of("vrf", IFLA_VRF_TABLE.of(10)));
        add("link-add-vrf-table", "vr", LinkKind.of("vrf", IFLA_VRF_TABLE.of(100000)));
        add(
                "link-add-dummy-opts",
                LinkSpec.index(77)
                        .address(mac("02:00:00:00:00:31"))
                        .with(IfLink.IFLA_BROADCAST.of(mac("ff:ff:ff:ff:ff:ff")))
                        .mtu(9000)
                        .numTxQueues(2)
                        .name("du")
                        .kind(LinkKind.dummy()));
        add(
                "link-add-parentdev",
                LinkSpec.named("du")
                        .with(IfLink.IFLA_PARENT_DEV_NAME.of("eth9"))
                        .kind(LinkKind.dummy()));
    }

    private static void stacked() {
        add(
                "link-add-hsr",
                "hs",
                LinkKind.of(
                        "hsr",
                        IFLA_HSR_SLAVE1.of(V0),
                        IFLA_HSR_SLAVE2.of(V1),
                        IFLA_HSR_MULTICAST_SPEC.of(45),
                        IFLA_HSR_VERSION.of(1),
                        IFLA_HSR_PROTOCOL.of(0)));
        add(
                "link-add-hsr-prp",
                "hs",
                LinkKind.of("hsr", IFLA_HSR_SLAVE1.of(V0), IFLA_HSR_SLAVE2.of(V1), IFLA_HSR_PROTOCOL.of(1)));
        onV0(
                "link-add-macsec",
                "ms",
                "macsec",
                IFLA_MACSEC_PORT.of(5),
                IFLA_MACSEC_ENCRYPT.of(1),
                IFLA_MACSEC_VALIDATION.of(1),
                IFLA_MACSEC_OFFLOAD.of(0),
                IFLA_MACSEC_CIPHER_SUITE.of(0x0080c20001000002L),
                IFLA_MACSEC_WINDOW.of(7),
                IFLA_MACSEC_REPLAY_PROTECT.of(1));
        onV0("link-add-rmnet", "rn", "rmnet", IFLA_RMNET_MUX_ID.of(5));
        add("link-add-xfrm", "xf", LinkKind.of("xfrm", IFLA_XFRM_IF_ID.of(0x42), IFLA_XFRM_LINK.of(V0)));
        add("link-add-xfrm-external", "xf", LinkKind.of("xfrm", IFLA_XFRM_COLLECT_METADATA.of(true)));
        ipvlan("link-add-ipvlan", "iv", "ipvlan", IPVLAN_MODE_L3, 0);
        ipvlan("link-add-ipvlan-flags", "iv", "ipvlan", IPVLAN_MODE_L3S, IPVLAN_F_VEPA);
        ipvlan("link-add-ipvtap", "it", "ipvtap", IPVLAN_MODE_L2, 0);
    }

    private static void ipvlan(String name, String link, String kind, int mode, int flags) {
        onV0(name, link, kind, IFLA_IPVLAN_MODE.of(mode), IFLA_IPVLAN_FLAGS.of(flags));
    }

    private static void vlans() {
        add("link-add-vlan", LinkSpec.named("vl").link(V0).kind(LinkKind.vlan(100)));
        onV0(
                "link-add-vlan-ad",
                "vl",
                "vlan",
                IFLA_VLAN_PROTOCOL.of(0x88a8),
                IFLA_VLAN_ID.of(100),
                IFLA_VLAN_FLAGS.of(List.of(0, VLAN_FLAG_REORDER_HDR)));
        onV0(
                "link-add-vlan-qos",
                "vl",
                "vlan",
                IFLA_VLAN_ID.of(7),
                IFLA_VLAN_INGRESS_QOS.of(Attributes.of(
                        IFLA_VLAN_QOS_MAPPING.of(List.of(1, 2)), IFLA_VLAN_QOS_MAPPING.of(List.of(3, 4)))),
                IFLA_VLAN_EGRESS_QOS.of(Attributes.of(IFLA_VLAN_QOS_MAPPING.of(List.of(5, 6)))));
        int on = VLAN_FLAG_GVRP | VLAN_FLAG_LOOSE_BINDING | VLAN_FLAG_BRIDGE_BINDING;
        onV0(
                "link-add-vlan-flags",
                "vl",
                "vlan",
                IFLA_VLAN_ID.of(7),
                IFLA_VLAN_FLAGS.of(List.of(on, on | VLAN_FLAG_MVRP)));
    }

    private static void macvlans() {
        add("link-add-macvlan", LinkSpec.named("mv").link(V0).kind(LinkKind.macvlan(MACVLAN_MODE_BRIDGE)));
        add("link-add-macvtap", LinkSpec.named("mt").link(V0).kind(LinkKind.macvtap(MACVLAN_MODE_PASSTHRU)));
        add(
                "link-add-macvtap-bridge",
                LinkSpec.index(55)
                        .name("mt")
                        .address(mac("02:00:00:00:00:55"))
                        .link(V0)
                        .kind(LinkKind.macvtap(MACVLAN_MODE_BRIDGE)));
        add(
                "link-add-macvlan-addr",
                LinkSpec.named("mv")
                        .address(mac("02:00:00:00:00:66"))
                        .mtu(1300)
                        .link(V0)
                        .kind(LinkKind.macvlan(MACVLAN_MODE_VEPA)));
        onV0(
                "link-add-macvlan-flags",
                "mv",
                "macvlan",
                IFLA_MACVLAN_MODE.of(MACVLAN_MODE_PASSTHRU),
                IFLA_MACVLAN_FLAGS.of(MACVLAN_FLAG_NOPROMISC));
        onV0(
                "link-add-macvlan-source",
                "mv",
                "macvlan",
                IFLA_MACVLAN_BC_QUEUE_LEN.of(500),
                IFLA_MACVLAN_MODE.of(MACVLAN_MODE_SOURCE));
        set(
                "link-set-macvlan-add",
                V0,
                LinkKind.of(
                        "macvlan",
                        IFLA_MACVLAN_MACADDR_MODE.of(MACVLAN_MACADDR_ADD),
                        IFLA_MACVLAN_MACADDR.of(mac("02:00:00:00:00:55"))));
        set(
                "link-set-macvlan-set",
                V0,
                LinkKind.of(
                        "macvlan",
                        IFLA_MACVLAN_MACADDR_MODE.of(MACVLAN_MACADDR_SET),
                        IFLA_MACVLAN_MACADDR_DATA.of(Attributes.of(
                                IFLA_MACVLAN_MACADDR.of(mac("02:00:00:00:00:55")),
                                IFLA_MACVLAN_MACADDR.of(mac("02:00:00:00:00:56"))))));
        set("link-set-macvlan-flush", V0, LinkKind.of("macvlan", IFLA_MACVLAN_MACADDR_MODE.of(MACVLAN_MACADDR_FLUSH)));
    }

    private static void bonds() {
        add(
                "link-add-bond",
                "bo",
                LinkKind.of("bond", IFLA_BOND_MODE.of(BOND_MODE_ACTIVEBACKUP), IFLA_BOND_MIIMON.of(100)));
        add("link-add-bond-rr", "bo", LinkKind.of("bond"));
        add(
                "link-add-bond-8023ad",
                "bo",
                LinkKind.of(
                        "bond",
                        IFLA_BOND_MODE.of(BOND_MODE_8023AD),
                        IFLA_BOND_MIIMON.of(100),
                        IFLA_BOND_UPDELAY.of(200),
                        IFLA_BOND_DOWNDELAY.of(200),
                        IFLA_BOND_AD_LACP_RATE.of(1),
                        IFLA_BOND_XMIT_HASH_POLICY.of(1),
                        IFLA_BOND_AD_SELECT.of(1),
                        IFLA_BOND_MIN_LINKS.of(1),
                        IFLA_BOND_AD_ACTOR_SYS_PRIO.of(100),
                        IFLA_BOND_AD_USER_PORT_KEY.of(5),
                        IFLA_BOND_AD_ACTOR_SYSTEM.of(mac("02:00:00:00:00:44"))));
        add(
                "link-add-bond-arp",
                "bo",
                LinkKind.of(
                        "bond",
                        IFLA_BOND_MODE.of(BOND_MODE_ACTIVEBACKUP),
                        IFLA_BOND_ARP_INTERVAL.of(100),
                        IFLA_BOND_ARP_IP_TARGET.of(List.of(ip("10.0.0.1"), ip("10.0.0.2"))),
                        IFLA_BOND_ARP_VALIDATE.of(3),
                        IFLA_BOND_ARP_ALL_TARGETS.of(0),
                        IFLA_BOND_PRIMARY.of(V0),
                        IFLA_BOND_PRIMARY_RESELECT.of(1),
                        IFLA_BOND_FAIL_OVER_MAC.of(1)));
        add(
                "link-add-bond-misc",
                "bo",
                LinkKind.of(
                        "bond",
                        IFLA_BOND_MODE.of(BOND_MODE_TLB),
                        IFLA_BOND_TLB_DYNAMIC_LB.of(1),
                        IFLA_BOND_LP_INTERVAL.of(2),
                        IFLA_BOND_PACKETS_PER_SLAVE.of(3),
                        IFLA_BOND_RESEND_IGMP.of(1),
                        IFLA_BOND_NUM_PEER_NOTIF.of(2),
                        IFLA_BOND_ALL_SLAVES_ACTIVE.of(1),
                        IFLA_BOND_PEER_NOTIF_DELAY.of(100),
                        IFLA_BOND_MISSED_MAX.of(2),
                        IFLA_BOND_AD_LACP_ACTIVE.of(0),
                        IFLA_BOND_NS_IP6_TARGET.of(List.of(ip("fd00::1"), ip("fd00::2")))));
        set("link-set-bond-active", V1, LinkKind.of("bond", IFLA_BOND_ACTIVE_SLAVE.of(V0)));
        set("link-set-bond-clear", V1, LinkKind.of("bond", IFLA_BOND_ACTIVE_SLAVE.of(0)));
        set("link-set-bond-slave", V0, LinkKind.slave("bond", IFLA_BOND_SLAVE_QUEUE_ID.of(3)));
        set("link-set-bond-slave-prio", V0, LinkKind.slave("bond_slave", IFLA_BOND_SLAVE_PRIO.of(7)));
    }
}
