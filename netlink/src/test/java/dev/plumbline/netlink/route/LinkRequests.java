package dev.plumbline.netlink.route;

import static dev.plumbline.netlink.route.Given.BR0;
import static dev.plumbline.netlink.route.Given.V0;
import static dev.plumbline.netlink.route.Given.V1;
import static dev.plumbline.netlink.route.Given.mac;

import dev.plumbline.netlink.uapi.If;
import dev.plumbline.netlink.uapi.IfLink;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The counterparts of {@code ip link set}, {@code del}, {@code property} and of virtual functions. */
final class LinkRequests {
    private static final Map<String, Request> ALL = new HashMap<>();

    private LinkRequests() {}

    static Map<String, Request> all() {
        ALL.put("link-del", Links.delete(BR0));
        ALL.put("link-del-group", Links.deleteGroup(77));
        ALL.put("link-altname-add", Links.addAltName(BR0, "some-quite-long-alternative-name"));
        ALL.put("link-altname-del", Links.deleteAltName(BR0, "some-quite-long-alternative-name"));
        ALL.put("link-altname-two", Links.addAltName(BR0, "first-name", "second-name"));
        common();
        flags();
        rare();
        virtualFunctions();
        return ALL;
    }

    private static void set(String name, int index, UnaryOperator<LinkSpec> change) {
        ALL.put(name, Links.set(change.apply(LinkSpec.index(index))));
    }

    private static void common() {
        set("link-set-up", V0, LinkSpec::up);
        set("link-set-down", V0, LinkSpec::down);
        set("link-set-mtu", V0, link -> link.mtu(9000));
        set("link-set-mac", V0, link -> link.address(mac("02:00:00:00:00:09")));
        set("link-set-name", V0, link -> link.name("v9"));
        set("link-set-txqlen", V1, link -> link.txQueueLength(100));
        set("link-set-master", V1, link -> link.master(BR0));
        set("link-set-nomaster", V1, link -> link.master(0));
        set("link-set-vrf", V1, link -> link.master(BR0).up());
        set("link-set-alias", V1, link -> link.alias("hello"));
        set("link-set-netns-pid", V1, link -> link.netnsPid(1));
        set("link-set-netns-name", V1, link -> link.netnsFd(4));
        set("link-set-group", BR0, link -> link.group(77));
        set("link-set-group-name", V0, link -> link.group(0));
        set(
                "link-set-many",
                BR0,
                link -> link.mtu(1400).address(mac("02:00:00:00:00:0a")).up());
        set(
                "link-set-name-mtu",
                V0,
                link -> link.name("eth0").mtu(1500).txQueueLength(0).up());
        set("link-set-addrgenmode", BR0, link -> link.addrGenMode(IfLink.IN6_ADDR_GEN_MODE_NONE));
        set("link-set-eui64", V0, link -> link.addrGenMode(IfLink.IN6_ADDR_GEN_MODE_EUI64));
        set("link-set-stable", V0, link -> link.addrGenMode(IfLink.IN6_ADDR_GEN_MODE_STABLE_PRIVACY));
        set("link-set-random", V0, link -> link.addrGenMode(IfLink.IN6_ADDR_GEN_MODE_RANDOM));
    }

    private static void flags() {
        set("link-set-promisc", BR0, link -> link.flag(If.IFF_PROMISC, true));
        set("link-set-allmulti", BR0, link -> link.flag(If.IFF_ALLMULTI, true));
        set("link-set-noarp", BR0, link -> link.flag(If.IFF_NOARP, true));
        set(
                "link-set-multicast",
                V0,
                link -> link.flag(If.IFF_MULTICAST, false)
                        .flag(If.IFF_DYNAMIC, true)
                        .flag(If.IFF_NOTRAILERS, true));
    }

    private static void rare() {
        set(
                "link-set-gso",
                BR0,
                link -> link.with(IfLink.IFLA_GSO_MAX_SIZE.of(16000)).with(IfLink.IFLA_GSO_MAX_SEGS.of(100)));
        set("link-set-tso", V0, link -> link.with(IfLink.IFLA_GSO_MAX_SEGS.of(5)));
        set("link-set-gro", BR0, link -> link.with(IfLink.IFLA_GRO_MAX_SIZE.of(16000)));
        set("link-set-carrier", V0, link -> link.with(IfLink.IFLA_CARRIER.of(0)));
        set("link-set-protodown", V0, link -> link.with(IfLink.IFLA_PROTO_DOWN.of(1)));
        set("link-set-protodown-off", V0, link -> link.with(IfLink.IFLA_PROTO_DOWN.of(0)));
        set(
                "link-set-protodown-reason",
                V0,
                link -> link.with(IfLink.IFLA_PROTO_DOWN_REASON.of(Attributes.of(
                        IfLink.IFLA_PROTO_DOWN_REASON_MASK.of(1 << 3),
                        IfLink.IFLA_PROTO_DOWN_REASON_VALUE.of(1 << 3)))));
        set("link-set-broadcast", V0, link -> link.with(IfLink.IFLA_BROADCAST.of(mac("02:ff:ff:ff:ff:ff"))));
        set("link-set-link-netnsid", V0, link -> link.with(IfLink.IFLA_LINK_NETNSID.of(3)));
        set(
                "link-set-xdp-off",
                V0,
                link -> link.with(IfLink.IFLA_XDP.of(Attributes.of(
                        IfLink.IFLA_XDP_FD.of(-1), IfLink.IFLA_XDP_FLAGS.of(IfLink.XDP_FLAGS_UPDATE_IF_NOEXIST)))));
        set(
                "link-set-xdp-generic-off",
                V0,
                link -> link.with(IfLink.IFLA_XDP.of(Attributes.of(
                        IfLink.IFLA_XDP_FD.of(-1),
                        IfLink.IFLA_XDP_FLAGS.of(IfLink.XDP_FLAGS_UPDATE_IF_NOEXIST | IfLink.XDP_FLAGS_SKB_MODE)))));
    }

    private static void vf(String name, UnaryOperator<VfSettings> change) {
        ALL.put(name, Links.setVf(BR0, change.apply(VfSettings.of(3))));
    }

    private static void virtualFunctions() {
        vf("link-vf-mac", vf -> vf.mac(mac("02:00:00:00:00:33")));
        vf("link-vf-vlan", vf -> vf.vlan(100, 2));
        vf("link-vf-vlan-ad", vf -> vf.vlan(100, 0, VfSettings.ETH_P_8021AD));
        vf("link-vf-rate", vf -> vf.rate(10, 1000));
        vf("link-vf-mtx", vf -> vf.rate(0, 500));
        vf("link-vf-txrate", vf -> vf.txRate(500));
        vf("link-vf-trust", vf -> vf.trust(true));
        vf("link-vf-spoofchk", vf -> vf.spoofCheck(false));
        vf("link-vf-state", vf -> vf.linkState(IfLink.IFLA_VF_LINK_STATE_DISABLE));
        vf("link-vf-rss", vf -> vf.queryRss(true));
        vf("link-vf-guid", vf -> vf.nodeGuid(0x0011223344556677L));
        vf("link-vf-portguid", vf -> vf.portGuid(0x0011223344556677L));
        vf(
                "link-vf-many",
                vf -> vf.mac(mac("02:00:00:00:00:33"))
                        .spoofCheck(true)
                        .trust(false)
                        .linkState(IfLink.IFLA_VF_LINK_STATE_AUTO));
    }
}
