package dev.plumbline.runtime.agent.qga;

import dev.plumbline.runtime.agent.GuestNeighbour;
import dev.plumbline.runtime.agent.GuestRoute;
import dev.plumbline.tap.PodAddress;
import dev.plumbline.tap.PodNeighbour;
import dev.plumbline.tap.PodRoute;
import dev.plumbline.tap.PodRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Addresses, routes, neighbours and rules as lines for {@code ip -batch}. Pure. Every line can be run twice: it replaces,
 * or finding its work done counts as success.
 */
final class IpWords {
    private IpWords() {}

    static boolean isV6(String address) {
        return address.indexOf(':') >= 0;
    }

    static IpLine address(PodAddress address, String device) {
        StringBuilder words = new StringBuilder("addr replace ").append(address.prefix());
        option(words, "peer", address.peer());
        option(words, "broadcast", address.broadcast());
        words.append(" dev ").append(device);
        if (isV6(address.prefix())) {
            // The pod has proven that the address is unique, and its own link may still answer for it.
            words.append(" nodad");
        }
        if (!address.scope().equals("global")) {
            words.append(" scope ").append(address.scope());
        }
        String label = address.label();
        if (label != null && label.startsWith(device)) { // IPv4 insists on a label that begins like the link
            words.append(" label ").append(label);
        }
        address.flags().forEach(flag -> words.append(' ').append(flag));
        if (address.metric() != 0) {
            words.append(" metric ").append(address.metric());
        }
        lifetime(words, "valid_lft", address.valid());
        lifetime(words, "preferred_lft", address.preferred());
        return IpLine.must(words.toString());
    }

    private static void lifetime(StringBuilder words, String name, @Nullable Integer seconds) {
        if (seconds != null) {
            words.append(' ').append(name).append(' ').append(Integer.toUnsignedString(seconds));
        }
    }

    static IpLine neighbour(GuestNeighbour guest) {
        PodNeighbour entry = guest.neighbour();
        if (entry.proxy()) {
            return IpLine.must("neigh replace proxy " + entry.address() + " dev " + guest.device());
        }
        return IpLine.must("neigh replace " + entry.address() + " lladdr " + entry.mac() + " dev " + guest.device()
                + " nud " + entry.state() + (entry.router() ? " router" : ""));
    }

    static IpLine neighbourRemoval(GuestNeighbour guest) {
        PodNeighbour entry = guest.neighbour();
        return IpLine.removes(
                "neigh del " + (entry.proxy() ? "proxy " : "") + entry.address() + " dev " + guest.device());
    }

    /**
     * {@return the lines that install a family's routes: those to a link first, since gateways are found through them}
     *
     * @param family {@code inet} or {@code inet6}; routes of the other are left out
     */
    static List<IpLine> routes(List<GuestRoute> routes, String family) {
        List<IpLine> lines = new ArrayList<>();
        Set<List<Object>> keys = new HashSet<>();
        routes.stream()
                .filter(route -> route.route().family().equals(family))
                .sorted(Comparator.comparing(route -> needsGateway(route.route())))
                .forEach(guest -> {
                    PodRoute route = guest.route();
                    // To replace the second of several equal ones would remove the first.
                    boolean first =
                            keys.add(List.of(destination(route), route.metric(), route.table(), route.options()));
                    lines.add(
                            first
                                    ? IpLine.must("route replace " + words(guest))
                                    : IpLine.adds("route append " + words(guest)));
                });
        return lines;
    }

    /** {@return the lines that remove a family's routes} */
    static List<IpLine> routeRemovals(List<GuestRoute> routes, String family) {
        return routes.stream()
                .filter(route -> route.route().family().equals(family))
                .map(route -> IpLine.removes("route del " + words(route)))
                .toList();
    }

    private static boolean needsGateway(PodRoute route) {
        return route.gateway() != null || !route.nexthops().isEmpty();
    }

    /** {@return the destination with its family showing: {@code default} alone means IPv4} */
    private static String destination(PodRoute route) {
        return route.dst().equals("default") ? everything(route.family()) : route.dst();
    }

    private static String everything(String family) {
        return family.equals("inet6") ? "::/0" : "0.0.0.0/0";
    }

    private static String words(GuestRoute guest) {
        PodRoute route = guest.route();
        boolean v6 = route.family().equals("inet6");
        StringBuilder words = new StringBuilder(route.type()).append(' ').append(destination(route));
        via(words, route.gateway(), v6);
        option(words, "dev", guest.device());
        option(words, "table", Integer.toString(route.table()));
        option(words, "proto", route.protocol());
        if (!v6) { // IPv6 routes have no scope
            option(words, "scope", route.scope());
        }
        option(words, "metric", route.metric() == 0 ? null : Integer.toString(route.metric()));
        option(words, "src", route.prefsrc());
        route.options().forEach((name, value) -> option(words, name, value));
        if (!route.metrics().containsKey("mtu")) {
            option(words, "mtu", route.mtu());
        }
        option(words, "advmss", route.advmss());
        route.metrics().forEach((name, value) -> option(words, name, value));
        if (route.onlink()) {
            words.append(" onlink");
        }
        for (PodRoute.Nexthop nexthop : route.nexthops()) {
            words.append(" nexthop");
            via(words, nexthop.gateway(), v6);
            option(words, "dev", nexthop.link());
            option(words, "weight", Integer.toString(nexthop.weight()));
            if (nexthop.onlink()) {
                words.append(" onlink");
            }
        }
        return words.toString();
    }

    private static void via(StringBuilder words, @Nullable String gateway, boolean v6) {
        if (gateway != null) {
            // A gateway of the other family has to be announced.
            words.append(" via ").append(isV6(gateway) && !v6 ? "inet6 " : "").append(gateway);
        }
    }

    static IpLine ruleAddition(PodRule rule) {
        return IpLine.adds("rule add " + words(rule));
    }

    static IpLine ruleRemoval(PodRule rule) {
        return IpLine.removes("rule del " + words(rule));
    }

    private static String words(PodRule rule) {
        StringBuilder words =
                new StringBuilder(rule.not() ? "not " : "").append("priority ").append(rule.priority());
        option(words, "from", rule.from() == null ? "all" : rule.from());
        option(words, "to", rule.to());
        option(words, "iif", rule.iif());
        option(words, "oif", rule.oif());
        option(words, "fwmark", rule.fwmark());
        rule.options().forEach((name, value) -> option(words, name, value));
        switch (rule.action()) {
            case "lookup" -> option(words, "table", Integer.toString(rule.table()));
            case "goto" -> {} // said by its option
            default -> words.append(' ').append(rule.action());
        }
        return words.toString();
    }

    private static void option(StringBuilder words, String name, @Nullable Object value) {
        if (value != null) {
            words.append(' ').append(name).append(' ').append(value);
        }
    }
}
