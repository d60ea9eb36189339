package dev.plumbline.netlink.route;

import static dev.plumbline.netlink.route.Given.BR0;
import static dev.plumbline.netlink.route.Given.LO;
import static dev.plumbline.netlink.route.Given.ip;
import static dev.plumbline.netlink.route.Given.prefix;
import static dev.plumbline.netlink.uapi.AddressFamily.AF_INET;
import static dev.plumbline.netlink.uapi.AddressFamily.AF_INET6;
import static dev.plumbline.netlink.uapi.Rtnetlink.*;

import dev.plumbline.netlink.wire.Request;
import java.util.HashMap;
import java.util.Map;

/** The counterparts of {@code ip route} without encapsulation. */
final class RouteRequests {
    private static final Map<String, Request> ALL = new HashMap<>();

    private RouteRequests() {}

    static Map<String, Request> all() {
        v4();
        v6();
        types();
        metrics();
        multipath();
        mpls();
        verbs();
        return ALL;
    }

    private static void add(String name, RouteSpec spec) {
        ALL.put(name, Routes.add(spec));
    }

    private static RouteSpec to(String text) {
        return RouteSpec.to(prefix(text));
    }

    /** What most of the recordings are about: {@code 10.9.0.0/16 dev br0}. */
    private static RouteSpec plain() {
        return to("10.9.0.0/16").oif(BR0);
    }

    private static RouteSpec everywhere(int family, String gateway) {
        return RouteSpec.toDefault(family).gateway(ip(gateway)).oif(BR0);
    }

    private static void v4() {
        add("route-add-dev", plain());
        add("route-add-default", everywhere(AF_INET, "10.1.2.1"));
        add("route-add-onlink", everywhere(AF_INET, "169.254.1.1").onlink());
        add("route-add-link", to("169.254.1.1").oif(BR0).scope(RT_SCOPE_LINK));
        add(
                "route-add-src-metric",
                to("10.8.0.0/16")
                        .gateway(ip("10.1.2.1"))
                        .prefSrc(ip("10.1.2.3"))
                        .metric(100)
                        .protocol(RTPROT_STATIC));
        add("route-add-table", to("10.8.0.0/16").oif(BR0).table(1000));
        add("route-add-table-255", plain().table(255));
        add("route-add-table-256", plain().table(256));
        add("route-add-via6", to("10.3.0.0/16").gateway(ip("fe80::1")).oif(BR0));
        add("route-add-nhid", to("10.2.0.0/16").nexthopId(5));
        add("route-add-nodev", to("10.9.0.0/16").gateway(ip("10.1.2.1")));
        add("route-add-v4-zero-host", to("10.0.0.7").gateway(ip("10.1.2.1")));
        add("route-add-proto-num", plain().protocol(77).scope(100));
        add("route-add-host-scope", to("10.9.0.1").oif(BR0).scope(RT_SCOPE_HOST));
        add("route-add-scope-global", plain().scope(RT_SCOPE_UNIVERSE));
        add("route-add-realm", plain().realms(3, 4));
    }

    private static void v6() {
        add("route-add-v6", to("fd01::/64").gateway(ip("fd00::1")).oif(BR0));
        add("route-add-v6-pref", everywhere(AF_INET6, "fe80::1").pref(ICMPV6_ROUTER_PREF_HIGH));
        add(
                "route-add-pref-low",
                to("fd15::/64")
                        .gateway(ip("fe80::1"))
                        .pref(ICMPV6_ROUTER_PREF_LOW)
                        .oif(BR0));
        add(
                "route-add-v6-onlink",
                everywhere(AF_INET6, "fd00::1").onlink().metric(1024).mtu(1280).protocol(RTPROT_RA));
        add("route-add-v6-src", to("fd16::/64").prefSrc(ip("fd00::3")).oif(BR0));
        add("route-add-v6-nhid", to("fd17::/64").nexthopId(9).metric(20));
        add("route-add-expires", to("fd12::/64").expires(60).oif(BR0));
        add("route-add-from6", to("fd13::/64").from(prefix("fd14::/64")).oif(BR0));
    }

    private static void types() {
        add("route-add-blackhole", to("10.4.0.0/16").type(RTN_BLACKHOLE));
        add("route-unreachable", to("10.20.0.0/16").type(RTN_UNREACHABLE));
        add("route-prohibit", to("10.20.0.0/16").type(RTN_PROHIBIT).metric(5));
        add("route-throw", to("10.20.0.0/16").type(RTN_THROW).table(100));
        add("route-nat", to("10.20.0.0/16").type(RTN_NAT).gateway(ip("10.1.2.1")));
        add("route-local", to("10.20.0.0/16").type(RTN_LOCAL).oif(BR0));
        add("route-add-local-table", to("10.20.0.0/16").type(RTN_LOCAL).oif(LO).table(100));
        add("route-broadcast", to("10.20.255.255").type(RTN_BROADCAST).oif(BR0));
        add("route-anycast", to("10.20.0.1").type(RTN_ANYCAST).oif(BR0));
        add("route-multicast", to("239.0.0.0/8").type(RTN_MULTICAST).oif(BR0));
        add("route-blackhole6", to("fd10::/32").type(RTN_BLACKHOLE).metric(1));
        add(
                "route-unreachable6",
                RouteSpec.toDefault(AF_INET6).type(RTN_UNREACHABLE).table(200));
        add("route-local6", to("fd11::1").type(RTN_LOCAL).oif(LO));
    }

    private static void metrics() {
        add(
                "route-add-metrics",
                to("10.7.0.0/16")
                        .oif(BR0)
                        .mtu(1400)
                        .metrics(
                                RTAX_ADVMSS.of(1360),
                                RTAX_INITCWND.of(20),
                                RTAX_CC_ALGO.of("cubic"),
                                RTAX_QUICKACK.of(1)));
        add("route-add-mtu-lock", to("10.6.0.0/16").oif(BR0).mtuLocked(1400));
        add(
                "route-add-lockmany",
                plain().mtuLocked(1400)
                        .metrics(
                                RTAX_ADVMSS.of(1360),
                                RTAX_WINDOW.of(10000),
                                RTAX_CWND.of(10),
                                RTAX_SSTHRESH.of(9),
                                RTAX_REORDERING.of(5),
                                RTAX_HOPLIMIT.of(30),
                                RTAX_INITRWND.of(20))
                        .lock(RTAX_ADVMSS)
                        .lock(RTAX_CWND));
        // In eighths, quarters and whole milliseconds; a least time-out that may change would be none.
        add(
                "route-add-times",
                plain().metrics(RTAX_RTT.of(8 * 300), RTAX_RTTVAR.of(4 * 20), RTAX_RTO_MIN.of(40))
                        .lock(RTAX_RTO_MIN));
        add("route-add-features", plain().metrics(RTAX_FEATURES.of(RTAX_FEATURE_ECN), RTAX_FASTOPEN_NO_COOKIE.of(1)));
        add(
                "route-add-window",
                to("fd26::/64").oif(BR0).metrics(RTAX_HOPLIMIT.of(5), RTAX_WINDOW.of(1000), RTAX_INITRWND.of(3)));
        add("route-add-hoplimit-auto", plain().metrics(RTAX_ADVMSS.of(1000)));
    }

    private static void multipath() {
        Hop one = Hop.via(ip("10.1.2.1")).on(BR0);
        Hop two = Hop.via(ip("10.1.2.2"));
        add(
                "route-add-multipath",
                to("10.5.0.0/16").hop(one).hop(two.on(BR0).weighing(3).onlink()));
        add(
                "route-add-mp-flags",
                to("10.5.0.0/16")
                        .protocol(RTPROT_BIRD)
                        .metric(9)
                        .hop(one.onlink().weighing(256))
                        .hop(two.weighing(2)));
        add(
                "route-add-v6-mp",
                to("fd02::/64")
                        .hop(Hop.via(ip("fd00::1")).on(BR0))
                        .hop(Hop.via(ip("fd00::2")).on(BR0).weighing(2)));
        add(
                "route-mp-via6",
                to("10.5.0.0/16")
                        .hop(Hop.via(ip("fe80::1")).on(BR0).weighing(4))
                        .hop(Hop.dev(BR0)));
        add(
                "route-mp-encap",
                to("10.5.0.0/16")
                        .hop(one.encap(Encap.mpls(300)))
                        .hop(two.on(BR0).with(RTA_FLOW.of(5))));
    }

    private static void mpls() {
        add(
                "route-add-as",
                RouteSpec.toLabel(100).newLabels(200).gateway(ip("10.1.2.1")).oif(BR0));
        add("route-mpls-pop", RouteSpec.toLabel(100).oif(BR0));
        add(
                "route-mpls-ttl",
                RouteSpec.toLabel(101)
                        .newLabels(300, 400)
                        .gateway(ip("fe80::1"))
                        .with(RTA_TTL_PROPAGATE.of(1))
                        .oif(BR0));
    }

    private static void verbs() {
        ALL.put("route-replace", Routes.replace(plain()));
        ALL.put("route-replace6", Routes.replace(everywhere(AF_INET6, "fe80::1")));
        ALL.put("route-append", Routes.append(plain()));
        ALL.put(
                "route-append6",
                Routes.append(to("fd27::/64").gateway(ip("fd00::1")).oif(BR0)));
        ALL.put("route-add-prepend", Routes.prepend(plain().tos(0x10)));
        ALL.put("route-change", Routes.change(plain()));
        ALL.put("route-change-metric", Routes.change(plain().metric(5).mtu(1300)));
        ALL.put("route-del", Routes.delete(plain()));
        ALL.put("route-del-default", Routes.delete(RouteSpec.toDefault(AF_INET)));
        ALL.put("route-del6", Routes.delete(RouteSpec.toDefault(AF_INET6).oif(BR0)));
        ALL.put(
                "route-del-metric",
                Routes.delete(to("10.9.0.0/16")
                        .gateway(ip("10.1.2.1"))
                        .metric(5)
                        .table(300)
                        .oif(BR0)));
        ALL.put(
                "route-del-mp",
                Routes.delete(to("10.5.0.0/16")
                        .protocol(RTPROT_STATIC)
                        .scope(RT_SCOPE_LINK)
                        .table(7)));
    }
}
