package dev.plumbline.netlink.route;

import static dev.plumbline.netlink.route.Given.BR0;
import static dev.plumbline.netlink.route.Given.ip;
import static dev.plumbline.netlink.uapi.Nexthop.NEXTHOP_GRP_TYPE_MPATH;
import static dev.plumbline.netlink.uapi.Nexthop.NEXTHOP_GRP_TYPE_RES;
import static dev.plumbline.netlink.uapi.Nexthop.NHA_RES_GROUP;
import static dev.plumbline.netlink.uapi.Nexthop.NHA_RES_GROUP_BUCKETS;

import dev.plumbline.netlink.route.NexthopSpec.Member;
import dev.plumbline.netlink.uapi.AddressFamily;
import dev.plumbline.netlink.uapi.Lwtunnel;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The counterparts of {@code ip nexthop} and {@code ip netns set}. */
final class NexthopRequests {
    private static final Map<String, Request> ALL = new HashMap<>();

    private NexthopRequests() {}

    static Map<String, Request> all() {
        single();
        groups();
        ALL.put("nsid-set", NamespaceIds.set(6, 5));
        ALL.put("nsid-auto", NamespaceIds.set(6, NamespaceIds.AUTO));
        return ALL;
    }

    private static void add(String name, NexthopSpec spec) {
        ALL.put(name, Nexthops.add(spec));
    }

    private static NexthopSpec id(int id) {
        return NexthopSpec.id(id);
    }

    private static void single() {
        add("nexthop-add", id(5).gateway(ip("10.1.2.1")).oif(BR0));
        add("nexthop-add6", id(7).gateway(ip("fd00::1")).oif(BR0).onlink());
        add("nexthop-onlink", id(21).gateway(ip("10.1.2.1")).oif(BR0).onlink().protocol(Rtnetlink.RTPROT_BIRD));
        add("nexthop-dev", id(8).oif(BR0).protocol(Rtnetlink.RTPROT_STATIC));
        add("nexthop-noid", NexthopSpec.unnumbered().oif(BR0));
        add("nexthop-blackhole", id(9).blackhole());
        add("nexthop-blackhole6", id(10).family(AddressFamily.AF_INET6).blackhole());
        add("nexthop-fdb", id(11).gateway(ip("10.0.0.9")).fdb());
        add(
                "nexthop-encap",
                id(15).encap(Encap.mpls(300)).gateway(ip("10.1.2.1")).oif(BR0));
        add(
                "nexthop-encap-seg6",
                id(23).encap(Encap.seg6(Lwtunnel.SEG6_IPTUN_MODE_ENCAP, List.of(ip("fd00::a"))))
                        .gateway(ip("fd00::1"))
                        .oif(BR0));
        ALL.put(
                "nexthop-replace",
                Nexthops.replace(id(5).gateway(ip("10.1.2.7")).oif(BR0)));
        ALL.put("nexthop-del", Nexthops.delete(5));
    }

    private static void groups() {
        add("nexthop-group", id(6).group(new Member(5, 2), new Member(7, 1)));
        ALL.put("nexthop-replace-group", Nexthops.replace(id(6).group(new Member(5, 1), new Member(7, 1))));
        add("nexthop-group-weights", id(20).group(new Member(1, 1), new Member(2, 200), new Member(3, 256)));
        add("nexthop-group-fdb", id(12).group(new Member(11, 1)).fdb());
        add("nexthop-group-mpath", id(14).group(new Member(5, 1)).groupType(NEXTHOP_GRP_TYPE_MPATH));
        add(
                "nexthop-group-resilient",
                id(13).group(new Member(5, 1), new Member(7, 3)).resilient(64, 60, 300));
        add(
                "nexthop-res-plain",
                id(22).group(new Member(5, 1))
                        .with(NHA_RES_GROUP.of(Attributes.of(NHA_RES_GROUP_BUCKETS.of(8))))
                        .groupType(NEXTHOP_GRP_TYPE_RES));
    }
}
