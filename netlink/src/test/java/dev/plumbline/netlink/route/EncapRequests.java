package dev.plumbline.netlink.route;

import static dev.plumbline.netlink.route.Given.BR0;
import static dev.plumbline.netlink.route.Given.V0;
import static dev.plumbline.netlink.route.Given.ip;
import static dev.plumbline.netlink.route.Given.prefix;
import static dev.plumbline.netlink.uapi.Lwtunnel.*;
import static dev.plumbline.netlink.uapi.Seg6Local.*;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Request;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The counterparts of {@code ip route add ... encap}. */
final class EncapRequests {
    private static final Map<String, Request> ALL = new HashMap<>();
    private static final InetAddress A = ip("fd00::a");
    private static final InetAddress B = ip("fd00::b");
    private static final InetAddress C = ip("fd00::c");

    private EncapRequests() {}

    static Map<String, Request> all() {
        mpls();
        ip4();
        ip6();
        seg6();
        seg6Local();
        others();
        return ALL;
    }

    private static void add(String name, String destination, Encap encap) {
        ALL.put(name, Routes.add(RouteSpec.to(prefix(destination)).encap(encap).oif(BR0)));
    }

    private static void mpls() {
        RouteSpec two = RouteSpec.to(prefix("10.2.0.0/16")).encap(Encap.mpls(100, 200));
        ALL.put("route-add-encap-mpls", Routes.add(two.gateway(ip("10.1.2.1")).oif(BR0)));
        RouteSpec lived = RouteSpec.to(prefix("10.2.0.0/16")).encap(Encap.mpls(5, List.of(100)));
        ALL.put("route-encap-mpls-ttl", Routes.add(lived.gateway(ip("10.1.2.1")).oif(BR0)));
    }

    private static Encap to9(Attribute.Value<?>... more) {
        return Encap.ip(
                concat(new Attribute.Value<?>[] {LWTUNNEL_IP_ID.of(42L), LWTUNNEL_IP_DST.of(ip("10.0.0.9"))}, more));
    }

    private static Attribute.Value<?>[] concat(Attribute.Value<?>[] first, Attribute.Value<?>[] second) {
        Attribute.Value<?>[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static void ip4() {
        String to = "10.2.0.0/16";
        add("route-add-encap-ip", to, to9());
        add(
                "route-encap-ip-all",
                to,
                to9(
                        LWTUNNEL_IP_SRC.of(ip("10.0.0.8")),
                        LWTUNNEL_IP_TOS.of(4),
                        LWTUNNEL_IP_TTL.of(9),
                        LWTUNNEL_IP_FLAGS.of(0x05)));
        add(
                "route-encap-ip-geneve",
                to,
                to9(LWTUNNEL_IP_OPTS.of(Attributes.of(LWTUNNEL_IP_OPTS_GENEVE.of(Attributes.of(
                        LWTUNNEL_IP_OPT_GENEVE_CLASS.of(0),
                        LWTUNNEL_IP_OPT_GENEVE_TYPE.of(1),
                        LWTUNNEL_IP_OPT_GENEVE_DATA.of(HexFormat.of().parseHex("01020304"))))))));
        add(
                "route-encap-ip-vxlan",
                to,
                to9(LWTUNNEL_IP_OPTS.of(
                        Attributes.of(LWTUNNEL_IP_OPTS_VXLAN.of(Attributes.of(LWTUNNEL_IP_OPT_VXLAN_GBP.of(500)))))));
        add(
                "route-encap-ip-erspan",
                to,
                to9(LWTUNNEL_IP_OPTS.of(Attributes.of(LWTUNNEL_IP_OPTS_ERSPAN.of(Attributes.of(
                        LWTUNNEL_IP_OPT_ERSPAN_VER.of(2),
                        LWTUNNEL_IP_OPT_ERSPAN_INDEX.of(0),
                        LWTUNNEL_IP_OPT_ERSPAN_DIR.of(1),
                        LWTUNNEL_IP_OPT_ERSPAN_HWID.of(5)))))));
        add("route-encap-ip-src", "fd28::/64", Encap.ip(LWTUNNEL_IP_ID.of(1L), LWTUNNEL_IP_DST.of(ip("10.0.0.9"))));
    }

    private static void ip6() {
        add(
                "route-encap-ip6",
                "fd20::/64",
                Encap.ip6(
                        LWTUNNEL_IP6_ID.of(42L),
                        LWTUNNEL_IP6_DST.of(ip("fd00::9")),
                        LWTUNNEL_IP6_SRC.of(ip("fd00::8")),
                        LWTUNNEL_IP6_TC.of(7),
                        LWTUNNEL_IP6_HOPLIMIT.of(9),
                        LWTUNNEL_IP6_FLAGS.of(0x08)));
        add(
                "route-encap-ip6-in4",
                "10.2.0.0/16",
                Encap.ip6(LWTUNNEL_IP6_ID.of(1L), LWTUNNEL_IP6_DST.of(ip("fd00::9"))));
    }

    private static void seg6() {
        add("route-add-encap-seg6", "fd03::/64", Encap.seg6(SEG6_IPTUN_MODE_ENCAP, List.of(A, B)));
        add("route-encap-seg6-inline", "fd21::/64", Encap.seg6(SEG6_IPTUN_MODE_INLINE, List.of(A)));
        add("route-encap-seg6-l2", "fd21::/64", Encap.seg6(SEG6_IPTUN_MODE_L2ENCAP, List.of(A, B, C)));
        add("route-encap-seg6-hmac", "fd21::/64", Encap.seg6(SEG6_IPTUN_MODE_ENCAP, List.of(A, B), 7));
        add("route-encap-seg6-red", "fd21::/64", Encap.seg6(SEG6_IPTUN_MODE_ENCAP_RED, List.of(A)));
    }

    private static void local(String name, int action, Attribute.Value<?>... data) {
        add(name, "fd22::1", Encap.seg6local(action, data));
    }

    private static void seg6Local() {
        local("route-seg6local-end", SEG6_LOCAL_ACTION_END);
        local(
                "route-seg6local-x",
                SEG6_LOCAL_ACTION_END_X,
                SEG6_LOCAL_NH6.of(ip("fd00::9")),
                SEG6_LOCAL_COUNTERS.of(Attributes.of(
                        SEG6_LOCAL_CNT_PACKETS.of(0L), SEG6_LOCAL_CNT_BYTES.of(0L), SEG6_LOCAL_CNT_ERRORS.of(0L))));
        local("route-seg6local-t", SEG6_LOCAL_ACTION_END_T, SEG6_LOCAL_TABLE.of(100));
        local("route-seg6local-dx2", SEG6_LOCAL_ACTION_END_DX2, SEG6_LOCAL_OIF.of(BR0));
        local("route-seg6local-dx4", SEG6_LOCAL_ACTION_END_DX4, SEG6_LOCAL_NH4.of(ip("10.0.0.9")));
        local("route-seg6local-end-bpf", SEG6_LOCAL_ACTION_END_DX6, SEG6_LOCAL_NH6.of(ip("fd00::9")));
        local("route-seg6local-dt4", SEG6_LOCAL_ACTION_END_DT4, SEG6_LOCAL_VRFTABLE.of(100));
        local("route-seg6local-dt6", SEG6_LOCAL_ACTION_END_DT6, SEG6_LOCAL_TABLE.of(200));
        local("route-seg6local-dt46", SEG6_LOCAL_ACTION_END_DT46, SEG6_LOCAL_VRFTABLE.of(100));
        local("route-seg6local-b6", SEG6_LOCAL_ACTION_END_B6_ENCAP, Encap.seg6LocalHeader(false, List.of(A, B)));
        local("route-seg6local-b6inline", SEG6_LOCAL_ACTION_END_B6, Encap.seg6LocalHeader(true, List.of(A)));
        local(
                "route-seg6local-flavors",
                SEG6_LOCAL_ACTION_END,
                SEG6_LOCAL_FLAVORS.of(Attributes.of(SEG6_LOCAL_FLV_OPERATION.of(1 << SEG6_LOCAL_FLV_OP_PSP))));
        local(
                "route-seg6local-csid",
                SEG6_LOCAL_ACTION_END,
                SEG6_LOCAL_FLAVORS.of(Attributes.of(
                        SEG6_LOCAL_FLV_OPERATION.of(1 << SEG6_LOCAL_FLV_OP_NEXT_CSID),
                        SEG6_LOCAL_FLV_LCBLOCK_BITS.of(48),
                        SEG6_LOCAL_FLV_LCNODE_FN_BITS.of(16))));
    }

    private static void others() {
        add("route-encap-ioam", "fd23::/64", Encap.ioam6(1, 1, IOAM6_IPTUNNEL_MODE_INLINE, 1, 0x800000, 12));
        add(
                "route-encap-ioam-encap",
                "fd23::/64",
                Encap.ioam6(1, 3, IOAM6_IPTUNNEL_MODE_ENCAP, 2, 0xc00000, 24, IOAM6_IPTUNNEL_DST.of(ip("fd00::9"))));
        add(
                "route-encap-ioam-auto",
                "fd23::/64",
                Encap.ioam6(1, 1, IOAM6_IPTUNNEL_MODE_AUTO, 5, 0x800000, 8, IOAM6_IPTUNNEL_DST.of(ip("fd00::9"))));
        add("route-encap-rpl", "fd24::/64", Encap.rpl(List.of(A, B)));
        // iproute2 takes what follows for options of xfrm; neither route has a link.
        ALL.put(
                "route-encap-xfrm",
                Routes.add(RouteSpec.to(prefix("10.2.0.0/16"))
                        .encap(Encap.xfrm(LWT_XFRM_IF_ID.of(5), LWT_XFRM_LINK.of(V0)))));
        ALL.put(
                "route-encap-xfrm-noidx",
                Routes.add(RouteSpec.to(prefix("fd29::/64")).encap(Encap.xfrm(LWT_XFRM_IF_ID.of(5)))));
        RouteSpec ila = RouteSpec.to(prefix("fd25::/64"))
                .encap(Encap.of(
                        LWTUNNEL_ENCAP_ILA,
                        ILA_ATTR_LOCATOR.of(0x0001000200030004L),
                        ILA_ATTR_CSUM_MODE.of(2),
                        ILA_ATTR_IDENT_TYPE.of(1),
                        ILA_ATTR_HOOK_TYPE.of(1)));
        ALL.put("route-encap-ila", Routes.add(ila.gateway(ip("fd00::1")).oif(BR0)));
    }
}
