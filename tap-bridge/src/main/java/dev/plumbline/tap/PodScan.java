package dev.plumbline.tap;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.route.Address;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.route.Neigh;
import dev.plumbline.netlink.route.Route;
import dev.plumbline.netlink.route.RtNetlink;
import dev.plumbline.netlink.uapi.If;
import dev.plumbline.netlink.uapi.IfLink;
import dev.plumbline.netlink.uapi.IfLinkVirtual;
import dev.plumbline.netlink.wire.Message;
import dev.plumbline.tap.PodLink.Kernel;
import dev.plumbline.tap.PodLink.Sizes;
import dev.plumbline.tc.Filter;
import dev.plumbline.tc.Handles;
import dev.plumbline.tc.Qdisc;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the kernel says of a namespace into records; opens nothing. {@link #of(PodNamespace)} does the asking: one
 * dump a table, plus the filters of links that have an ingress qdisc.
 */
public final class PodScan {
    private static final int ARPHRD_ETHER = 1; // linux/if_arp.h
    private static final int TUN_TYPE_TUN = 1; // IFF_TUN, linux/if_tun.h

    private final Tables tables;
    private final Map<Integer, List<Address>> addresses;
    private final Map<Integer, List<PodRoute>> routes;
    private final Map<Integer, List<Neigh>> neighbours;
    private final Map<Integer, Qdisc> ingress;
    private final Map<Integer, Qdisc> roots;

    /**
     * What the kernel's tables hold.
     *
     * @param links every link
     * @param addresses every address
     * @param routes every route of every table
     * @param neighbours every neighbour, and every proxy entry
     * @param rules every policy rule, in words
     * @param qdiscs every qdisc
     * @param filters what hangs below the ingress qdisc of a link with this index
     * @param vhostUser the socket for a link, given its addresses; null when there is none
     */
    record Tables(
            List<Link> links,
            List<Address> addresses,
            List<Route> routes,
            List<Neigh> neighbours,
            List<PodRule> rules,
            List<Qdisc> qdiscs,
            IntFunction<List<Filter>> filters,
            Function<List<PodAddress>, @Nullable VhostUserSocket> vhostUser) {}

    private PodScan(Tables tables) {
        Map<Integer, String> names =
                tables.links().stream().collect(toMap(Link::index, Link::name, (first, second) -> second));
        this.tables = tables;
        this.addresses = tables.addresses().stream().collect(groupingBy(Address::index));
        this.routes = PodRoutes.byLink(tables.routes(), names);
        this.neighbours = tables.neighbours().stream().collect(groupingBy(Neigh::index));
        this.ingress = byLink(tables.qdiscs().stream().filter(Qdisc::isIngress));
        this.roots =
                byLink(tables.qdiscs().stream().filter(qdisc -> qdisc.parent() == Handles.ROOT && qdisc.handle() != 0));
    }

    private static Map<Integer, Qdisc> byLink(Stream<Qdisc> qdiscs) {
        return qdiscs.collect(toMap(Qdisc::ifindex, qdisc -> qdisc, (first, second) -> second));
    }

    /** {@return what is in the namespace} */
    public static PodNetwork of(PodNamespace pod) {
        RtNetlink netlink = pod.links();
        return of(new Tables(
                netlink.links(),
                netlink.addresses(),
                netlink.routes(),
                Stream.concat(netlink.neighbours().stream(), netlink.proxyNeighbours().stream())
                        .toList(),
                PodRules.of(netlink.rules()),
                pod.tc().qdiscs(),
                index -> pod.tc().filters(index, Handles.FILTER_INGRESS),
                VhostUserSockets::of));
    }

    static PodNetwork of(Tables tables) {
        PodScan scan = new PodScan(tables);
        return new PodNetwork(
                tables.links().stream()
                        .sorted(Comparator.comparingInt(Link::index))
                        .map(scan::link)
                        .toList(),
                scan.routes.getOrDefault(0, List.of()),
                tables.rules());
    }

    private PodLink link(Link link) {
        List<Address> all = addresses.getOrDefault(link.index(), List.of());
        List<PodAddress> own = PodAddresses.of(all, link);
        List<PodRoute> leaving = routes.getOrDefault(link.index(), List.of());
        List<Neigh> entries = neighbours.getOrDefault(link.index(), List.of());
        boolean pci = link.attributes().get(IfLink.IFLA_PARENT_DEV_BUS_NAME, "").equals("pci");
        Qdisc hook = ingress.get(link.index());
        Qdisc root = roots.get(link.index());
        return new PodLink(
                link.index(),
                link.name(),
                kind(link),
                link.type() == ARPHRD_ETHER,
                link.isLoopback(),
                link.master().isPresent(),
                link.isUp(),
                link.isUp() && (link.flags() & If.IFF_LOWER_UP) != 0,
                link.mtu(),
                link.address().map(MacAddress::toString).orElse(""),
                sizes(link),
                link.alias().orElse(""),
                pci ? link.attributes().get(IfLink.IFLA_PARENT_DEV_NAME, "") : "",
                own.isEmpty() ? null : tables.vhostUser().apply(own),
                own,
                leaving,
                PodNeighbours.of(entries, leaving),
                hook == null ? "" : hook.kind(),
                hook == null ? 0 : lastFilter(link.index()),
                root == null ? "" : root.kind(),
                kernel(link, all, entries));
    }

    static Sizes sizes(Link link) {
        return new Sizes(
                link.txQueueLength(),
                link.attributes().get(IfLink.IFLA_GSO_MAX_SIZE, 0),
                link.attributes().get(IfLink.IFLA_GSO_MAX_SEGS, 0),
                link.attributes().get(IfLink.IFLA_GRO_MAX_SIZE, 0));
    }

    private Kernel kernel(Link link, List<Address> all, List<Neigh> entries) {
        return new Kernel(
                messages(all.stream().map(Address::message)),
                messages(tables.routes().stream()
                        .filter(route -> PodRoutes.leavesBy(route, link.index()))
                        .filter(route -> !PodRoutes.comesWithAddresses(route))
                        .map(Route::message)),
                messages(entries.stream()
                        .filter(entry -> entry.isPermanent() || entry.isProxy())
                        .filter(PodNeighbours::isKept)
                        .map(Neigh::message)));
    }

    private static List<Message> messages(Stream<Message> messages) {
        return messages.toList();
    }

    private int lastFilter(int index) {
        return tables.filters().apply(index).stream()
                .mapToInt(Filter::priority)
                .max()
                .orElse(0);
    }

    private static String kind(Link link) {
        String kind = link.kind().orElse("device");
        if (!kind.equals("tun")) {
            return kind;
        }
        return link.info().get(IfLinkVirtual.IFLA_TUN_TYPE, TUN_TYPE_TUN) == TUN_TYPE_TUN ? "tun" : "tap";
    }
}
