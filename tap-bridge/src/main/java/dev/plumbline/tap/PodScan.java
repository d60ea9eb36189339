package dev.plumbline.tap;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.route.Address;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.route.Neigh;
import dev.plumbline.netlink.route.RtNetlink;
import dev.plumbline.netlink.route.Rule;
import dev.plumbline.netlink.uapi.IfAddr;
import dev.plumbline.netlink.uapi.IfLinkVirtual;
import dev.plumbline.tc.Filter;
import dev.plumbline.tc.Handles;
import dev.plumbline.tc.Qdisc;
import dev.plumbline.tc.TrafficControl;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at a pod's namespace: one dump a table, plus the filters of links that have an ingress qdisc. */
public final class PodScan {
    private static final int ARPHRD_ETHER = 1; // linux/if_arp.h
    private static final int TUN_TYPE_TUN = 1; // IFF_TUN, linux/if_tun.h

    /** The priorities of the rules that the kernel makes in every namespace: local, main, default. */
    private static final List<Integer> KERNEL_RULES = List.of(0, 32766, 32767);

    private final TrafficControl tc;
    private final Map<Integer, List<PodAddress>> addresses;
    private final Map<Integer, List<PodRoute>> routes;
    private final Map<Integer, List<PodNeighbour>> neighbours;
    private final Map<Integer, String> ingress;

    private PodScan(RtNetlink netlink, TrafficControl tc, List<Link> links) {
        Map<Integer, Link> byIndex =
                links.stream().collect(toMap(Link::index, link -> link, (first, second) -> second));
        Map<Integer, String> names = links.stream().collect(toMap(Link::index, Link::name, (first, second) -> second));
        this.tc = tc;
        this.addresses = netlink.addresses().stream()
                .filter(address -> !isAutomatic(address, byIndex.get(address.index())))
                .collect(groupingBy(Address::index, mapping(PodScan::words, toList())));
        this.routes = PodRoutes.byLink(netlink.routes(), names);
        this.neighbours = netlink.neighbours().stream()
                .filter(Neigh::isPermanent)
                .flatMap(neigh -> words(neigh).map(entry -> Map.entry(neigh.index(), entry)))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
        this.ingress = tc.qdiscs().stream()
                .filter(Qdisc::isIngress)
                .collect(toMap(Qdisc::ifindex, Qdisc::kind, (first, second) -> second));
    }

    /** {@return what is in the namespace} */
    public static PodNetwork of(PodNamespace pod) {
        RtNetlink netlink = pod.links();
        List<Link> links = netlink.links();
        PodScan scan = new PodScan(netlink, pod.tc(), links);
        return new PodNetwork(
                links.stream()
                        .sorted(Comparator.comparingInt(Link::index))
                        .map(scan::link)
                        .toList(),
                scan.routes.getOrDefault(0, List.of()),
                netlink.rules().stream()
                        .filter(rule -> !KERNEL_RULES.contains(rule.priority()))
                        .map(PodScan::words)
                        .toList());
    }

    private PodLink link(Link link) {
        return new PodLink(
                link.index(),
                link.name(),
                kind(link),
                link.type() == ARPHRD_ETHER,
                link.isLoopback(),
                link.master().isPresent(),
                link.isUp(),
                link.mtu(),
                link.address().map(MacAddress::toString).orElse(""),
                link.txQueueLength(),
                link.alias().orElse(""),
                addresses.getOrDefault(link.index(), List.of()),
                routes.getOrDefault(link.index(), List.of()),
                neighbours.getOrDefault(link.index(), List.of()),
                ingress.getOrDefault(link.index(), ""),
                ingress.containsKey(link.index()) ? lastFilter(link.index()) : 0);
    }

    private int lastFilter(int index) {
        return tc.filters(index, Handles.FILTER_INGRESS).stream()
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

    /** The link-local address that the kernel makes by itself, which the guest's kernel makes by itself, too. */
    private static boolean isAutomatic(Address address, @Nullable Link link) {
        InetAddress ip = address.prefix().address();
        if (!address.prefix().isV6() || !ip.isLinkLocalAddress()) {
            return false;
        }
        return address.protocol().isPresent()
                ? address.protocol().getAsInt() == IfAddr.IFAPROT_KERNEL_LL
                : link != null && link.address().filter(mac -> isFrom(mac, ip)).isPresent();
    }

    /** Whether an address's host part was made from a MAC (RFC 4291, appendix A); for kernels that do not tell. */
    private static boolean isFrom(MacAddress mac, InetAddress address) {
        byte[] m = mac.toBytes();
        byte[] host = {(byte) (m[0] ^ 2), m[1], m[2], (byte) 0xff, (byte) 0xfe, m[3], m[4], m[5]};
        return Arrays.equals(host, Arrays.copyOfRange(address.getAddress(), 8, 16));
    }

    private static PodAddress words(Address address) {
        return new PodAddress(
                address.prefix().toString(),
                address.peer().map(IpPrefix::toString).orElse(null),
                address.broadcast().map(IpPrefix::text).orElse(null),
                (address.flags() & IfAddr.IFA_F_NOPREFIXROUTE) != 0,
                address.priority().orElse(0));
    }

    private static Stream<PodNeighbour> words(Neigh neigh) {
        Optional<MacAddress> mac = neigh.mac();
        return neigh.destination().stream()
                .filter(address -> !address.isMulticastAddress())
                .flatMap(address -> mac.stream().map(at -> new PodNeighbour(IpPrefix.text(address), at.toString())));
    }

    private static PodRule words(Rule rule) {
        return new PodRule(
                Words.family(rule.family()),
                rule.priority(),
                rule.from().map(IpPrefix::toString).orElse(null),
                rule.to().map(IpPrefix::toString).orElse(null),
                rule.iif().orElse(null),
                rule.oif().orElse(null),
                rule.fwmark().isPresent()
                        ? "0x" + Integer.toHexString(rule.fwmark().getAsInt()) + "/0x"
                                + Integer.toHexString(rule.fwmask().orElse(-1))
                        : null,
                rule.table(),
                Words.action(rule.action()));
    }
}
