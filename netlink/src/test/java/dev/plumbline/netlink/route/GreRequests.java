package dev.plumbline.netlink.route;

import static dev.plumbline.netlink.route.Given.V0;
import static dev.plumbline.netlink.route.Given.ip;
import static dev.plumbline.netlink.route.TunnelRequests.join;
import static dev.plumbline.netlink.uapi.IfTunnel.*;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The counterparts of {@code ip link add} of GRE tunnels. */
final class GreRequests {
    private static final Map<String, Request> ALL = new HashMap<>();

    private GreRequests() {}

    static Map<String, Request> all() {
        gre();
        gre6();
        return ALL;
    }

    private static void add(String name, String link, String kind, List<Attribute.Value<?>> data) {
        LinkKind withData = LinkKind.of(kind, data.toArray(Attribute.Value<?>[]::new));
        ALL.put(name, Links.create(LinkSpec.named(link).kind(withData)));
    }

    private static List<Attribute.Value<?>> keys(int in, int out, int inFlags, int outFlags) {
        return List.of(
                IFLA_GRE_IKEY.of(in), IFLA_GRE_OKEY.of(out), IFLA_GRE_IFLAGS.of(inFlags), IFLA_GRE_OFLAGS.of(outFlags));
    }

    private static List<Attribute.Value<?>> ends(String local, String remote) {
        return List.of(IFLA_GRE_LOCAL.of(ip(local)), IFLA_GRE_REMOTE.of(ip(remote)));
    }

    private static List<Attribute.Value<?>> wrapping(int type, int flags, int from, int to) {
        return List.of(
                IFLA_GRE_ENCAP_TYPE.of(type),
                IFLA_GRE_ENCAP_FLAGS.of(flags),
                IFLA_GRE_ENCAP_SPORT.of(from),
                IFLA_GRE_ENCAP_DPORT.of(to));
    }

    private static List<Attribute.Value<?>> fate(int pmtudisc, int tos, int ttl) {
        return List.of(IFLA_GRE_PMTUDISC.of(pmtudisc), IFLA_GRE_TOS.of(tos), IFLA_GRE_TTL.of(ttl));
    }

    private static void gre() {
        List<Attribute.Value<?>> v4 = ends("10.0.0.1", "10.0.0.2");
        List<Attribute.Value<?>> unmarked = List.of(IFLA_GRE_FWMARK.of(0));
        add(
                "link-add-gre",
                "gr",
                "gre",
                join(keys(7, 7, GRE_KEY, GRE_KEY), v4, fate(1, 0, 64), unmarked, wrapping(0, 0, 0, 0)));
        add(
                "link-add-gre-plain",
                "gr",
                "gre",
                join(
                        keys(0, 0, 0, 0),
                        List.of(IFLA_GRE_REMOTE.of(ip("10.0.0.2"))),
                        fate(1, 0, 0),
                        unmarked,
                        wrapping(0, 0, 0, 0)));
        add(
                "link-add-gre-encap",
                "gr",
                "gre",
                join(
                        keys(1, 2, GRE_KEY | GRE_CSUM, GRE_KEY | GRE_SEQ),
                        v4,
                        List.of(
                                IFLA_GRE_PMTUDISC.of(1),
                                IFLA_GRE_TOS.of(0),
                                IFLA_GRE_LINK.of(V0),
                                IFLA_GRE_TTL.of(0),
                                IFLA_GRE_FWMARK.of(9)),
                        wrapping(TUNNEL_ENCAP_FOU, TUNNEL_ENCAP_FLAG_CSUM, 0, 5555)));
        add("link-add-gretap-external", "gt", "gretap", List.of(IFLA_GRE_COLLECT_METADATA.of(true)));
        add(
                "link-add-gretap",
                "gt",
                "gretap",
                join(
                        keys(0, 0, 0, 0),
                        v4,
                        List.of(
                                IFLA_GRE_PMTUDISC.of(0),
                                IFLA_GRE_IGNORE_DF.of(1),
                                IFLA_GRE_TOS.of(1),
                                IFLA_GRE_TTL.of(0)),
                        unmarked,
                        wrapping(0, 0, 0, 0)));
        add(
                "link-add-erspan",
                "er",
                "erspan",
                join(
                        keys(5, 5, GRE_KEY | GRE_SEQ, GRE_KEY | GRE_SEQ),
                        v4,
                        fate(1, 0, 0),
                        unmarked,
                        List.of(IFLA_GRE_ERSPAN_VER.of(1), IFLA_GRE_ERSPAN_INDEX.of(77)),
                        wrapping(0, 0, 0, 0)));
    }

    private static List<Attribute.Value<?>> fate6(int hopLimit, int flowInfo, int flags, int version) {
        return List.of(
                IFLA_GRE_TTL.of(hopLimit),
                IFLA_GRE_ENCAP_LIMIT.of(4),
                IFLA_GRE_FLOWINFO.of(flowInfo),
                IFLA_GRE_FLAGS.of(flags),
                IFLA_GRE_FWMARK.of(0),
                IFLA_GRE_ERSPAN_VER.of(version));
    }

    private static void gre6() {
        List<Attribute.Value<?>> v6 = ends("fd00::1", "fd00::2");
        List<Attribute.Value<?>> unwrapped = wrapping(0, TUNNEL_ENCAP_FLAG_CSUM6, 0, 0);
        add(
                "link-add-ip6gre",
                "g6",
                "ip6gre",
                join(keys(4, 4, GRE_KEY, GRE_KEY), v6, fate6(32, 0x02000123, 0, 1), unwrapped));
        add(
                "link-add-ip6gretap",
                "g6",
                "ip6gretap",
                join(keys(0, 0, 0, 0), v6, fate6(64, 0, 0x11, 1), unwrapped)); // no limit, DSCP inherited
        add(
                "link-add-ip6erspan",
                "er",
                "ip6erspan",
                join(
                        keys(5, 5, GRE_KEY | GRE_SEQ, GRE_KEY | GRE_SEQ),
                        v6,
                        fate6(64, 0, 0, 2),
                        List.of(IFLA_GRE_ERSPAN_DIR.of(0), IFLA_GRE_ERSPAN_HWID.of(7)),
                        unwrapped));
    }
}
