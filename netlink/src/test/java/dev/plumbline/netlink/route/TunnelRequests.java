package dev.plumbline.netlink.route;

import static dev.plumbline.netlink.route.Given.V0;
import static dev.plumbline.netlink.route.Given.ip;
import static dev.plumbline.netlink.uapi.Amt.*;
import static dev.plumbline.netlink.uapi.IfLinkTunnel.*;
import static dev.plumbline.netlink.uapi.IfTunnel.*;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The counterparts of {@code ip link add} of tunnels. */
final class TunnelRequests {
    private static final Map<String, Request> ALL = new HashMap<>();

    private TunnelRequests() {}

    static Map<String, Request> all() {
        vxlan();
        geneve();
        udp();
        ip4();
        ip6();
        return ALL;
    }

    private static void add(String name, String link, String kind, Attribute.Value<?>... data) {
        ALL.put(name, Links.create(LinkSpec.named(link).kind(LinkKind.of(kind, data))));
    }

    private static void add(String name, String link, String kind, List<Attribute.Value<?>> data) {
        add(name, link, kind, data.toArray(Attribute.Value<?>[]::new));
    }

    static List<Attribute.Value<?>> join(List<?>... parts) {
        List<Attribute.Value<?>> all = new ArrayList<>();
        for (List<?> part : parts) {
            part.forEach(value -> all.add((Attribute.Value<?>) value));
        }
        return all;
    }

    private static void vxlan() {
        add(
                "link-add-vxlan",
                "vx",
                "vxlan",
                IFLA_VXLAN_LINK.of(V0),
                IFLA_VXLAN_ID.of(42),
                IFLA_VXLAN_LOCAL.of(ip("10.0.0.1")),
                IFLA_VXLAN_GROUP.of(ip("10.0.0.2")),
                IFLA_VXLAN_LEARNING.of(0),
                IFLA_VXLAN_PORT.of(4789));
        add(
                "link-add-vxlan6",
                "vx",
                "vxlan",
                IFLA_VXLAN_LINK.of(V0),
                IFLA_VXLAN_TTL.of(5),
                IFLA_VXLAN_ID.of(42),
                IFLA_VXLAN_LOCAL6.of(ip("fd00::1")),
                IFLA_VXLAN_GROUP6.of(ip("ff05::100")),
                IFLA_VXLAN_LEARNING.of(1),
                IFLA_VXLAN_PORT.of(4789));
        add(
                "link-add-vxlan-remote6",
                "vx",
                "vxlan",
                IFLA_VXLAN_UDP_CSUM.of(0),
                IFLA_VXLAN_UDP_ZERO_CSUM6_RX.of(1),
                IFLA_VXLAN_ID.of(42),
                IFLA_VXLAN_GROUP6.of(ip("fd00::2")),
                IFLA_VXLAN_LEARNING.of(1),
                IFLA_VXLAN_PORT.of(4789));
        external("link-add-vxlan-external", 4789);
        external("link-add-vxlan-gpe", 4790, IFLA_VXLAN_GPE.of(true));
        external("link-add-vxlan-vni", 4789, IFLA_VXLAN_VNIFILTER.of(1));
        add(
                "link-add-vxlan-opts",
                "vx",
                "vxlan",
                IFLA_VXLAN_LINK.of(V0),
                IFLA_VXLAN_PORT_RANGE.of(List.of(1000, 2000)),
                IFLA_VXLAN_TTL.of(3),
                IFLA_VXLAN_TOS.of(4),
                IFLA_VXLAN_AGEING.of(300),
                IFLA_VXLAN_LIMIT.of(100),
                IFLA_VXLAN_PROXY.of(1),
                IFLA_VXLAN_RSC.of(1),
                IFLA_VXLAN_L2MISS.of(1),
                IFLA_VXLAN_L3MISS.of(1),
                IFLA_VXLAN_UDP_CSUM.of(0),
                IFLA_VXLAN_UDP_ZERO_CSUM6_TX.of(1),
                IFLA_VXLAN_UDP_ZERO_CSUM6_RX.of(0),
                IFLA_VXLAN_ID.of(9),
                IFLA_VXLAN_GROUP.of(ip("239.1.1.1")),
                IFLA_VXLAN_LEARNING.of(1));
        add(
                "link-add-vxlan-flags",
                "vx",
                "vxlan",
                IFLA_VXLAN_GBP.of(true),
                IFLA_VXLAN_REMCSUM_TX.of(1),
                IFLA_VXLAN_REMCSUM_RX.of(1),
                IFLA_VXLAN_TTL_INHERIT.of(true),
                IFLA_VXLAN_DF.of(VXLAN_DF_SET),
                IFLA_VXLAN_LABEL.of(77),
                IFLA_VXLAN_ID.of(9),
                IFLA_VXLAN_LEARNING.of(1));
    }

    private static void external(String name, int port, Attribute.Value<?>... more) {
        add(
                name,
                "vx",
                "vxlan",
                join(
                        List.of(IFLA_VXLAN_COLLECT_METADATA.of(1)),
                        List.of(more),
                        List.of(IFLA_VXLAN_LEARNING.of(0), IFLA_VXLAN_PORT.of(port))));
    }

    private static void geneve() {
        List<Attribute.Value<?>> usual = List.of(
                IFLA_GENEVE_ID.of(7),
                IFLA_GENEVE_REMOTE.of(ip("10.0.0.2")),
                IFLA_GENEVE_LABEL.of(0),
                IFLA_GENEVE_TTL.of(0),
                IFLA_GENEVE_TOS.of(0));
        add("link-add-geneve", "ge", "geneve", usual);
        add("link-add-geneve-inherit", "ge", "geneve", join(List.of(IFLA_GENEVE_TTL_INHERIT.of(1)), usual));
        add(
                "link-add-geneve6",
                "ge",
                "geneve",
                IFLA_GENEVE_DF.of(GENEVE_DF_INHERIT),
                IFLA_GENEVE_ID.of(7),
                IFLA_GENEVE_REMOTE6.of(ip("fd00::2")),
                IFLA_GENEVE_LABEL.of(3),
                IFLA_GENEVE_TTL.of(5),
                IFLA_GENEVE_TOS.of(2),
                IFLA_GENEVE_PORT.of(6081),
                IFLA_GENEVE_UDP_ZERO_CSUM6_RX.of(1));
        add(
                "link-add-geneve-external",
                "ge",
                "geneve",
                IFLA_GENEVE_ID.of(0),
                IFLA_GENEVE_LABEL.of(0),
                IFLA_GENEVE_TTL.of(0),
                IFLA_GENEVE_TOS.of(0),
                IFLA_GENEVE_COLLECT_METADATA.of(true),
                IFLA_GENEVE_INNER_PROTO_INHERIT.of(true),
                IFLA_GENEVE_UDP_CSUM.of(1));
    }

    private static void udp() {
        add("link-add-bareudp", "bu", "bareudp", IFLA_BAREUDP_PORT.of(6635), IFLA_BAREUDP_ETHERTYPE.of(0x8847));
        add(
                "link-add-bareudp-multi",
                "bu",
                "bareudp",
                IFLA_BAREUDP_PORT.of(6635),
                IFLA_BAREUDP_ETHERTYPE.of(0x0800),
                IFLA_BAREUDP_SRCPORT_MIN.of(1000),
                IFLA_BAREUDP_MULTIPROTO_MODE.of(true));
        add(
                "link-add-amt",
                "am",
                "amt",
                IFLA_AMT_MODE.of(0),
                IFLA_AMT_LOCAL_IP.of(ip("10.0.0.1")),
                IFLA_AMT_DISCOVERY_IP.of(ip("10.0.0.2")),
                IFLA_AMT_LINK.of(V0),
                IFLA_AMT_GATEWAY_PORT.of(2268),
                IFLA_AMT_RELAY_PORT.of(2268));
        add(
                "link-add-gtp",
                "gp",
                "gtp",
                IFLA_GTP_CREATE_SOCKETS.of(1),
                IFLA_GTP_ROLE.of(GTP_ROLE_SGSN),
                IFLA_GTP_PDP_HASHSIZE.of(1024),
                IFLA_GTP_RESTART_COUNT.of(2));
    }

    private static List<Attribute.Value<?>> ipEnds(String local, String remote) {
        return List.of(IFLA_IPTUN_LOCAL.of(ip(local)), IFLA_IPTUN_REMOTE.of(ip(remote)));
    }

    private static List<Attribute.Value<?>> ipFate(int tos, int ttl, int link, int mark) {
        return List.of(
                IFLA_IPTUN_PMTUDISC.of(1),
                IFLA_IPTUN_TOS.of(tos),
                IFLA_IPTUN_TTL.of(ttl),
                IFLA_IPTUN_LINK.of(link),
                IFLA_IPTUN_FWMARK.of(mark));
    }

    private static List<Attribute.Value<?>> ipWrapping(int type, int flags, int from, int to) {
        return List.of(
                IFLA_IPTUN_ENCAP_TYPE.of(type),
                IFLA_IPTUN_ENCAP_FLAGS.of(flags),
                IFLA_IPTUN_ENCAP_SPORT.of(from),
                IFLA_IPTUN_ENCAP_DPORT.of(to));
    }

    private static void ip4() {
        List<Attribute.Value<?>> any = List.of(IFLA_IPTUN_PROTO.of(0));
        List<Attribute.Value<?>> v4 = ipEnds("10.0.0.1", "10.0.0.2");
        List<Attribute.Value<?>> unwrapped = ipWrapping(0, 0, 0, 0);
        add("link-add-ipip", "ti", "ipip", join(any, v4, ipFate(0, 0, 0, 0), unwrapped));
        add("link-add-ipip-opts", "ti", "ipip", join(any, v4, ipFate(4, 10, V0, 3), unwrapped));
        add(
                "link-add-sit",
                "si",
                "sit",
                join(any, v4, ipFate(0, 64, 0, 0), unwrapped, List.of(IFLA_IPTUN_FLAGS_SIT.of(0))));
        add(
                "link-add-sit-6rd",
                "si",
                "sit",
                join(
                        any,
                        List.of(IFLA_IPTUN_LOCAL.of(ip("10.0.0.1"))),
                        ipFate(0, 0, 0, 0),
                        unwrapped,
                        List.of(
                                IFLA_IPTUN_FLAGS_SIT.of(SIT_ISATAP),
                                IFLA_IPTUN_6RD_PREFIX.of(ip("2001:db8::")),
                                IFLA_IPTUN_6RD_PREFIXLEN.of(32),
                                IFLA_IPTUN_6RD_RELAY_PREFIX.of(ip("10.0.0.0")),
                                IFLA_IPTUN_6RD_RELAY_PREFIXLEN.of(8))));
        add(
                "link-add-sit-mode",
                "si",
                "sit",
                join(
                        List.of(IFLA_IPTUN_PROTO.of(4), IFLA_IPTUN_REMOTE.of(ip("10.0.0.2"))),
                        ipFate(0, 0, 0, 0),
                        ipWrapping(TUNNEL_ENCAP_GUE, TUNNEL_ENCAP_FLAG_CSUM, 100, 200),
                        List.of(IFLA_IPTUN_FLAGS_SIT.of(0))));
        add(
                "link-add-vti",
                "vt",
                "vti",
                IFLA_VTI_IKEY.of(5),
                IFLA_VTI_OKEY.of(5),
                IFLA_VTI_LOCAL.of(ip("10.0.0.1")),
                IFLA_VTI_REMOTE.of(ip("10.0.0.2")),
                IFLA_VTI_FWMARK.of(0));
    }

    private static void ip6() {
        add(
                "link-add-ip6tnl",
                "t6",
                "ip6tnl",
                join(
                        List.of(IFLA_IPTUN_PROTO.of(0)),
                        ipEnds("fd00::1", "fd00::2"),
                        List.of(
                                IFLA_IPTUN_TTL.of(64),
                                IFLA_IPTUN_ENCAP_LIMIT.of(4),
                                IFLA_IPTUN_FLOWINFO.of(0),
                                IFLA_IPTUN_FLAGS.of(0),
                                IFLA_IPTUN_LINK.of(0),
                                IFLA_IPTUN_FWMARK.of(0)),
                        ipWrapping(0, TUNNEL_ENCAP_FLAG_CSUM6, 0, 0)));
        add("link-add-ip6tnl-external", "t6", "ip6tnl", IFLA_IPTUN_PROTO.of(0), IFLA_IPTUN_COLLECT_METADATA.of(true));
        add(
                "link-add-vti6",
                "vt",
                "vti6",
                IFLA_VTI_IKEY.of(5),
                IFLA_VTI_OKEY.of(6),
                IFLA_VTI_LOCAL.of(ip("fd00::1")),
                IFLA_VTI_REMOTE.of(ip("fd00::2")),
                IFLA_VTI_FWMARK.of(8),
                IFLA_VTI_LINK.of(V0));
    }
}
