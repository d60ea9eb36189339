package dev.plumbline.netlink.route;

import static dev.plumbline.netlink.route.Given.BR0;
import static dev.plumbline.netlink.route.Given.V1;
import static dev.plumbline.netlink.route.Given.ip;
import static dev.plumbline.netlink.route.Given.mac;
import static dev.plumbline.netlink.uapi.Neighbour.*;

import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Request;
import java.util.HashMap;
import java.util.Map;

/** The counterparts of {@code ip neighbour} and {@code bridge fdb}. */
final class NeighbourRequests {
    private static final Map<String, Request> ALL = new HashMap<>();
    private static final MacAddress MAC = mac("02:00:00:00:00:99");
    private static final MacAddress STATION = mac("02:00:00:00:00:77");
    private static final MacAddress ANY = mac("00:00:00:00:00:00");

    private NeighbourRequests() {}

    static Map<String, Request> all() {
        neighbours();
        proxies();
        forwarding();
        tunnels();
        return ALL;
    }

    private static NeighbourSpec v4() {
        return NeighbourSpec.of(ip("10.1.2.9"), BR0);
    }

    private static NeighbourSpec v6() {
        return NeighbourSpec.of(ip("fd00::9"), BR0);
    }

    private static void neighbours() {
        ALL.put("neigh-add-perm", Neighbours.add(v4().mac(MAC)));
        ALL.put("neigh-replace-v6", Neighbours.replace(v6().mac(MAC).state(NUD_REACHABLE)));
        ALL.put("neigh-del", Neighbours.delete(v4()));
        ALL.put("neigh-del6", Neighbours.delete(v6().mac(MAC)));
        ALL.put("neigh-del-v6", Neighbours.delete(v6()));
        ALL.put("neigh-router", Neighbours.add(v6().mac(MAC).router()));
        ALL.put("neigh-extern", Neighbours.add(v4().mac(MAC).state(NUD_STALE).externLearned()));
        ALL.put("neigh-managed", Neighbours.add(v4().managed()));
        ALL.put("neigh-use", Neighbours.add(v4().flags(NTF_USE)));
        ALL.put(
                "neigh-use-managed",
                Neighbours.replace(v4().flags(NTF_USE).managed().externLearned()));
        ALL.put("neigh-proto", Neighbours.add(v4().mac(MAC).state(NUD_NOARP).protocol(Rtnetlink.RTPROT_BABEL)));
        ALL.put("neigh-change", Neighbours.change(v4().mac(mac("02:00:00:00:00:98"))));
        ALL.put("neigh-add-nud-none", Neighbours.add(v4().state(NUD_NONE)));
        ALL.put("neigh-add-incomplete", Neighbours.add(v4().state(NUD_INCOMPLETE)));
    }

    private static void proxies() {
        NeighbourSpec v4 = NeighbourSpec.proxy(ip("10.1.2.10"), BR0);
        ALL.put("neigh-proxy", Neighbours.add(v4));
        ALL.put("neigh-del-proxy", Neighbours.delete(v4));
        ALL.put("neigh-proxy-proto", Neighbours.add(v4.protocol(Rtnetlink.RTPROT_STATIC)));
        ALL.put(
                "neigh-proxy6",
                Neighbours.add(NeighbourSpec.proxy(ip("fd00::10"), BR0).router()));
        ALL.put("neigh-proxy-router", Neighbours.replace(NeighbourSpec.proxy(ip("fd00::11"), BR0)));
    }

    private static NeighbourSpec station() {
        return NeighbourSpec.fdb(STATION, V1);
    }

    private static void forwarding() {
        int stays = NUD_NOARP | NUD_REACHABLE; // "static"
        ALL.put("fdb-add", Neighbours.add(station().flags(NTF_MASTER).state(stays)));
        ALL.put("fdb-self", Neighbours.add(station().flags(NTF_SELF)));
        ALL.put("fdb-local", Neighbours.add(station().flags(NTF_MASTER)));
        ALL.put(
                "fdb-vlan",
                Neighbours.add(station().flags(NTF_MASTER).state(NUD_REACHABLE).vlan(10)));
        ALL.put(
                "fdb-sticky",
                Neighbours.add(station().flags(NTF_MASTER | NTF_STICKY).state(stays)));
        ALL.put("fdb-extern", Neighbours.replace(station().flags(NTF_MASTER).externLearned()));
        ALL.put("fdb-nhid", Neighbours.add(station().with(NDA_NH_ID.of(5))));
        ALL.put(
                "fdb-use-router",
                Neighbours.add(station().flags(NTF_USE | NTF_SELF).router()));
        ALL.put("fdb-del", Neighbours.delete(station().flags(NTF_MASTER)));
        ALL.put("fdb-flush", Neighbours.flush(NeighbourSpec.fdb(BR0)));
        ALL.put(
                "fdb-flush-filter",
                Neighbours.flush(NeighbourSpec.fdb(BR0)
                        .with(NDA_IFINDEX.of(V1))
                        .vlan(5)
                        .flags(NTF_STICKY)
                        .with(NDA_NDM_FLAGS_MASK.of(NTF_STICKY))
                        .with(NDA_NDM_STATE_MASK.of(NUD_PERMANENT))));
    }

    private static void tunnels() {
        ALL.put(
                "fdb-append-vxlan",
                Neighbours.append(NeighbourSpec.fdb(ANY, BR0).destination(ip("10.0.0.9"))));
        ALL.put(
                "fdb-append-remote",
                Neighbours.append(NeighbourSpec.fdb(ANY, BR0)
                        .destination(ip("fd00::9"))
                        .with(NDA_PORT.of(4790))
                        .with(NDA_VNI.of(7))));
        ALL.put(
                "fdb-vxlan-all",
                Neighbours.add(station()
                        .destination(ip("fd00::9"))
                        .with(NDA_PORT.of(4789))
                        .with(NDA_VNI.of(5))
                        .with(NDA_SRC_VNI.of(6))
                        .with(NDA_IFINDEX.of(BR0))));
    }
}
