package dev.plumbline.runtime.agent.kata;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.runtime.agent.GuestRoute;
import dev.plumbline.runtime.agent.kata.proto.Route;
import dev.plumbline.tap.PodRoute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of a pod's routes Kata's agent is told of, and which of them its list shows. Pure.
 *
 * @param sent the routes that it is told of, in the pod's order
 * @param left the others, each with the reason
 */
record KataRoutes(List<GuestRoute> sent, Map<GuestRoute, String> left) {
    /** IPv6 routes have this metric when nobody chose one (net/ipv6_route.h: IP6_RT_PRIO_USER). */
    private static final int IPV6_METRIC = 1024;

    /**
     * {@return the choice among a pod's routes}
     *
     * <p>What the guest's kernel makes by itself is nowhere in it. The agent replaces a route by a later one to the same
     * destination, so of those only the one that the pod prefers is sent.
     */
    static KataRoutes of(List<GuestRoute> routes) {
        Map<GuestRoute, String> left = new LinkedHashMap<>();
        List<GuestRoute> sayable = new ArrayList<>();
        for (GuestRoute route : routes) {
            if (route.route().protocol().equals("kernel")) {
                continue;
            }
            Optional<String> obstacle = obstacle(route);
            obstacle.ifPresentOrElse(reason -> left.put(route, reason), () -> sayable.add(route));
        }
        Set<List<Object>> destinations = new HashSet<>();
        Set<GuestRoute> preferred = new HashSet<>();
        sayable.stream()
                .sorted(Comparator.comparingLong(route -> Integer.toUnsignedLong(metric(route.route()))))
                .filter(route -> destinations.add(destination(route.route())))
                .forEach(preferred::add);
        List<GuestRoute> sent = sayable.stream().filter(preferred::contains).toList();
        sayable.stream()
                .filter(route -> !preferred.contains(route))
                .forEach(route -> left.put(route, "AGENT_HAS_NO_METRIC"));
        return new KataRoutes(sent, left);
    }

    private static Optional<String> obstacle(GuestRoute guest) {
        PodRoute route = guest.route();
        if (route.table() != Rtnetlink.RT_TABLE_MAIN) {
            return Optional.of("AGENT_HAS_NO_TABLE");
        }
        if (!route.type().equals("unicast")) {
            return Optional.of("AGENT_HAS_NO_ROUTE_TYPE");
        }
        if (route.options().containsKey("tos")) {
            return Optional.of("AGENT_HAS_NO_TOS"); // without it, the route would be for all packets
        }
        Route words = KataWords.of(guest);
        if (words.getDevice().isEmpty()) {
            return Optional.of("AGENT_NEEDS_A_DEVICE");
        }
        boolean v6Gateway = words.getGateway().indexOf(':') >= 0;
        return !words.getGateway().isEmpty() && v6Gateway != KataWords.isV6(route)
                ? Optional.of("AGENT_HAS_NO_GATEWAY_FAMILY")
                : Optional.empty();
    }

    /** {@return the metric that a pod's route has, 0 when nobody chose it} */
    static int metric(PodRoute route) {
        return KataWords.isV6(route) && route.metric() == IPV6_METRIC ? 0 : route.metric();
    }

    private static List<Object> destination(PodRoute route) {
        return List.of(prefix(route), route.options().getOrDefault("from", ""));
    }

    private static IpPrefix prefix(PodRoute route) {
        return KataWords.isDefault(route) ? everything(KataWords.isV6(route)) : IpPrefix.of(route.dst());
    }

    private static IpPrefix everything(boolean v6) {
        return IpPrefix.of(v6 ? "::/0" : "0.0.0.0/0");
    }

    /**
     * {@return the routes that were sent and cannot all be there by the agent's list}
     *
     * <p>The agent lists a route through a gateway without its destination (as {@code 0.0.0.0} or {@code ::1}). Where it
     * lists fewer of a gateway's than were sent, none can be told from the others, and all of them are returned.
     *
     * @param listed what the agent answered
     */
    List<GuestRoute> missing(List<Route> listed) {
        List<Route> unmatched = new ArrayList<>(listed);
        Map<List<String>, List<GuestRoute>> open = new LinkedHashMap<>();
        for (GuestRoute route : sent) {
            Route words = KataWords.of(route);
            IpPrefix wanted = prefix(route.route());
            if (!remove(unmatched, words, wanted)) {
                open.computeIfAbsent(List.of(words.getGateway(), words.getDevice()), any -> new ArrayList<>())
                        .add(route);
            }
        }
        List<GuestRoute> missing = new ArrayList<>();
        open.forEach((way, routes) -> {
            long shown = unmatched.stream()
                    .filter(route ->
                            hidesItsDestination(route) && way.equals(List.of(route.getGateway(), route.getDevice())))
                    .count();
            if (shown < routes.size()) {
                missing.addAll(routes);
            }
        });
        return missing;
    }

    private static boolean remove(List<Route> listed, Route words, IpPrefix wanted) {
        for (int i = 0; i < listed.size(); i++) {
            Route route = listed.get(i);
            if (route.getDevice().equals(words.getDevice())
                    && route.getGateway().equals(words.getGateway())
                    && !hidesItsDestination(route)
                    && leadsTo(route, wanted)) {
                listed.remove(i);
                return true;
            }
        }
        return false;
    }

    private static boolean hidesItsDestination(Route route) {
        return !route.getGateway().isEmpty()
                && (route.getDest().isEmpty()
                        || route.getDest().equals("0.0.0.0")
                        || route.getDest().equals("::1"));
    }

    private static boolean leadsTo(Route route, IpPrefix wanted) {
        if (route.getDest().isEmpty()) {
            return wanted.length() == 0;
        }
        try {
            return IpPrefix.of(route.getDest()).equals(wanted);
        } catch (IllegalArgumentException e) {
            return false; // whatever it means, it is not what was sent
        }
    }
}
