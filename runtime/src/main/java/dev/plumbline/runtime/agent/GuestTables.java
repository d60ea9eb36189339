package dev.plumbline.runtime.agent;

import dev.plumbline.tap.PodRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a guest's routing knows: a pod's routes, neighbours and rules, with the guest's names of the links.
 *
 * @param routes its routes
 * @param neighbours neighbours that it knows from the start
 * @param rules its policy routing rules
 */
public record GuestTables(List<GuestRoute> routes, List<GuestNeighbour> neighbours, List<PodRule> rules) {
    /** Tables without entries. */
    public static final GuestTables EMPTY = new GuestTables(List.of(), List.of(), List.of());

    public GuestTables {
        routes = List.copyOf(routes);
        neighbours = List.copyOf(neighbours);
        rules = List.copyOf(rules);
    }

    /** {@return whether there is no entry} */
    public boolean isEmpty() {
        return routes.isEmpty() && neighbours.isEmpty() && rules.isEmpty();
    }

    /** {@return the entries that others do not have} */
    public GuestTables without(GuestTables others) {
        return new GuestTables(
                minus(routes, others.routes), minus(neighbours, others.neighbours), minus(rules, others.rules));
    }

    /** {@return the entries that name none of some devices} */
    public GuestTables withoutDevices(Set<String> devices) {
        return devices.isEmpty()
                ? this
                : new GuestTables(
                        routes.stream()
                                .filter(route -> route.device() == null || !devices.contains(route.device()))
                                .filter(route -> route.route().nexthops().stream()
                                        .noneMatch(hop -> devices.contains(hop.link())))
                                .toList(),
                        neighbours.stream()
                                .filter(entry -> !devices.contains(entry.device()))
                                .toList(),
                        rules);
    }

    /** {@return the entries that somebody configured; what a gateway's neighbour was learnt to be comes and goes} */
    public GuestTables configured() {
        return new GuestTables(
                routes,
                neighbours.stream()
                        .filter(entry -> entry.neighbour().state().equals("permanent"))
                        .toList(),
                rules);
    }

    private static <T> List<T> minus(List<T> all, List<T> others) {
        List<T> left = new ArrayList<>(all);
        left.removeAll(others);
        return left;
    }
}
