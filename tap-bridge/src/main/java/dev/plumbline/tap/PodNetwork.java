package dev.plumbline.tap;

import java.util.List;

/**
 * Everything of a pod's namespace that a guest must be told, from one look.
 *
 * @param links in the order of their indices
 * @param routes routes that belong to no link: blackholes and the like
 * @param rules policy rules besides those that every namespace has
 */
public record PodNetwork(List<PodLink> links, List<PodRoute> routes, List<PodRule> rules) {
    public PodNetwork {
        links = List.copyOf(links);
        routes = List.copyOf(routes);
        rules = List.copyOf(rules);
    }
}
