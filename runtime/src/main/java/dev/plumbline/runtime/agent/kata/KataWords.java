package dev.plumbline.runtime.agent.kata;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.uapi.Neighbour;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.runtime.agent.GuestNeighbour;
import dev.plumbline.runtime.agent.GuestNic;
import dev.plumbline.runtime.agent.GuestRoute;
import dev.plumbline.runtime.agent.kata.proto.ARPNeighbor;
import dev.plumbline.runtime.agent.kata.proto.IPAddress;
import dev.plumbline.runtime.agent.kata.proto.IPFamily;
import dev.plumbline.runtime.agent.kata.proto.Interface;
import dev.plumbline.runtime.agent.kata.proto.Route;
import dev.plumbline.tap.PodAddress;
import dev.plumbline.tap.PodNeighbour;
import dev.plumbline.tap.PodRoute;
import dev.plumbline.tap.PodRoute.Nexthop;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** NICs, routes and neighbours as Kata's agent is told of them. Pure. */
final class KataWords {
    /** What the Go runtime calls an end of a virtual link; the agent only hands it back. */
    private static final String TYPE = "virtual";

    private static final Map<String, Integer> SCOPES = Map.of(
            "global", Rtnetlink.RT_SCOPE_UNIVERSE,
            "site", Rtnetlink.RT_SCOPE_SITE,
            "link", Rtnetlink.RT_SCOPE_LINK,
            "host", Rtnetlink.RT_SCOPE_HOST,
            "nowhere", Rtnetlink.RT_SCOPE_NOWHERE);

    private KataWords() {}

    static Interface of(GuestNic nic) {
        Interface.Builder words = Interface.newBuilder()
                .setDevice(nic.name())
                .setName(nic.name())
                .setMtu(nic.mtu())
                .setHwAddr(nic.mac())
                .setType(TYPE);
        if (nic.pciPath() != null) {
            words.setDevicePath(nic.pciPath());
        }
        nic.addresses().stream()
                .filter(KataWords::isSent)
                .forEach(address -> words.addIPAddresses(of(IpPrefix.of(address.prefix()))));
        return words.build();
    }

    /** As the Go runtime does, for which a loopback address is the guest's own affair. */
    static boolean isSent(PodAddress address) {
        return !IpPrefix.of(address.prefix()).address().isLoopbackAddress();
    }

    private static IPAddress of(IpPrefix prefix) {
        return IPAddress.newBuilder()
                .setFamily(prefix.isV6() ? IPFamily.v6 : IPFamily.v4)
                .setAddress(IpPrefix.text(prefix.address()))
                .setMask(Integer.toString(prefix.length()))
                .build();
    }

    /** {@return a route that {@link KataRoutes} chose} */
    static Route of(GuestRoute guest) {
        PodRoute route = guest.route();
        Optional<Nexthop> way = heaviest(route);
        String gateway = way.map(Nexthop::gateway).orElse(route.gateway());
        String device = way.map(Nexthop::link).orElse(guest.device());
        Integer mtu = route.mtu();
        return Route.newBuilder()
                .setDest(isDefault(route) ? "" : route.dst())
                .setGateway(gateway == null ? "" : gateway)
                .setDevice(device == null ? "" : device)
                .setSource(source(route))
                .setScope(scope(route))
                .setFamily(isV6(route) ? IPFamily.v6 : IPFamily.v4)
                .setFlags(way.map(Nexthop::onlink).orElse(route.onlink()) ? Rtnetlink.RTNH_F_ONLINK : 0)
                .setMtu(mtu == null ? 0 : mtu)
                .build();
    }

    /** {@return the one way of a multipath route that is sent for all of them} */
    static Optional<Nexthop> heaviest(PodRoute route) {
        return route.nexthops().stream().max(Comparator.comparingInt(Nexthop::weight));
    }

    /**
     * The agent reads this field as a prefix. One of some length becomes the source that packets must come from (IPv6);
     * only of one of no length it takes the address, for the source that the route prefers.
     */
    private static String source(PodRoute route) {
        String from = route.options().get("from");
        if (from != null) {
            return from;
        }
        return route.prefsrc() == null ? "" : route.prefsrc() + "/0";
    }

    private static int scope(PodRoute route) {
        Integer scope = SCOPES.get(route.scope());
        return scope == null ? Integer.parseInt(route.scope()) : scope;
    }

    static boolean isDefault(PodRoute route) {
        return route.dst().equals("default") || IpPrefix.of(route.dst()).length() == 0;
    }

    static boolean isV6(PodRoute route) {
        return route.family().equals("inet6");
    }

    /** {@return whether the agent can be told of a neighbour: it has no words for an address that a link answers for} */
    static boolean isSent(GuestNeighbour entry) {
        return entry.neighbour().mac() != null && !entry.neighbour().proxy();
    }

    static ARPNeighbor of(GuestNeighbour guest) {
        PodNeighbour entry = guest.neighbour();
        IpPrefix address = IpPrefix.of(entry.address());
        return ARPNeighbor.newBuilder()
                .setToIPAddress(IPAddress.newBuilder()
                        .setFamily(address.isV6() ? IPFamily.v6 : IPFamily.v4)
                        .setAddress(entry.address()))
                .setDevice(guest.device())
                .setLladdr(entry.mac() == null ? "" : entry.mac())
                .setState(entry.state().equals("reachable") ? Neighbour.NUD_REACHABLE : Neighbour.NUD_PERMANENT)
                .setFlags(entry.router() ? Neighbour.NTF_ROUTER : 0)
                .build();
    }
}
