package dev.plumbline.runtime.agent.kata;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.runtime.agent.GuestNeighbour;
import dev.plumbline.runtime.agent.GuestNic;
import dev.plumbline.runtime.agent.GuestNic.FoundBy;
import dev.plumbline.runtime.agent.GuestRoute;
import dev.plumbline.runtime.agent.GuestTables;
import dev.plumbline.runtime.agent.NotRepresentable;
import dev.plumbline.tap.PodAddress;
import dev.plumbline.tap.PodRoute;
import dev.plumbline.tap.PodRule;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a pod's network does not reach the guest by Kata's agent, or reaches it altered. Pure; for one use. */
final class Losses {
    private final List<NotRepresentable> found = new ArrayList<>();

    static List<NotRepresentable> of(List<GuestNic> nics, GuestTables tables) {
        Losses losses = new Losses();
        nics.forEach(losses::nic);
        KataRoutes routes = KataRoutes.of(tables.routes());
        routes.left().forEach((route, reason) -> losses.add("route " + route.words(), reason));
        routes.sent().forEach(losses::sent);
        tables.neighbours().stream()
                .filter(entry -> !KataWords.isSent(entry))
                .map(GuestNeighbour::neighbour)
                .forEach(entry -> losses.add("neigh proxy " + entry.address(), "AGENT_HAS_NO_PROXY_NEIGHBOURS"));
        tables.rules().forEach(losses::rule);
        return losses.found;
    }

    private void add(String what, String reason) {
        found.add(new NotRepresentable(what, reason));
    }

    private void nic(GuestNic nic) {
        if (nic.foundBy() == FoundBy.PATH) {
            add("link " + nic.name() + " with a MAC that others have", "AGENT_FINDS_BY_MAC");
        }
        if (!KataAgent.isName(nic.name())) {
            add("link " + nic.name(), "AGENT_HAS_NO_SUCH_NAME");
        }
        nic.addresses().forEach(address -> address(address, nic.name()));
    }

    private void address(PodAddress address, String link) {
        String name = "addr " + address.prefix() + " dev " + link;
        if (!KataWords.isSent(address)) {
            add(name, "AGENT_HAS_NO_LOOPBACK");
            return;
        }
        lost(name, "peer", address.peer(), "AGENT_HAS_NO_PEER");
        if (address.broadcast() != null && !isUsual(address.broadcast(), address.prefix())) {
            lost(name, "broadcast", address.broadcast(), "AGENT_HAS_NO_BROADCAST");
        }
        lost(name, "scope", address.scope().equals("global") ? null : address.scope(), "AGENT_HAS_NO_SCOPE");
        lost(name, "label", address.label(), "AGENT_HAS_NO_LABEL");
        address.flags().forEach(flag -> add(name + " " + flag, "AGENT_HAS_NO_ADDRESS_FLAGS"));
        lost(name, "metric", address.metric() == 0 ? null : address.metric(), "AGENT_HAS_NO_METRIC");
        lost(name, "valid_lft", unsigned(address.valid()), "AGENT_HAS_NO_LIFETIME");
        lost(name, "preferred_lft", unsigned(address.preferred()), "AGENT_HAS_NO_LIFETIME");
    }

    private static @Nullable String unsigned(@Nullable Integer seconds) {
        return seconds == null ? null : Integer.toUnsignedString(seconds);
    }

    /** Whether it is the prefix's last address, which the agent gives an address by itself. */
    private static boolean isUsual(String broadcast, String prefix) {
        IpPrefix own = IpPrefix.of(prefix);
        BigInteger hosts = BigInteger.ONE
                .shiftLeft(own.address().getAddress().length * 8 - own.length())
                .subtract(BigInteger.ONE);
        BigInteger last = new BigInteger(1, own.address().getAddress()).or(hosts);
        return last.equals(new BigInteger(1, IpPrefix.parse(broadcast).getAddress()));
    }

    private void sent(GuestRoute guest) {
        PodRoute route = guest.route();
        String name = "route " + guest.words();
        if (!route.nexthops().isEmpty()) {
            add(name, "AGENT_HAS_NO_MULTIPATH");
        }
        if (KataRoutes.metric(route) != 0) {
            add(name, "AGENT_HAS_NO_METRIC");
        }
        if (!route.protocol().equals("boot")) {
            add(name + " proto " + route.protocol(), "AGENT_HAS_NO_PROTOCOL");
        }
        lost(name, "advmss", route.advmss(), "AGENT_HAS_NO_ROUTE_OPTIONS");
        options(name, route.metrics());
        options(name, route.options());
        if (route.prefsrc() != null && route.options().containsKey("from")) {
            add(name + " src " + route.prefsrc(), "AGENT_HAS_NO_ROUTE_OPTIONS");
        }
    }

    private void options(String name, Map<String, String> options) {
        options.forEach((option, value) -> {
            if (!option.equals("from")) {
                lost(name, option, value, "AGENT_HAS_NO_ROUTE_OPTIONS");
            }
        });
    }

    private void lost(String name, String option, @Nullable Object value, String reason) {
        if (value != null) {
            add(name + " " + option + " " + value, reason);
        }
    }

    private void rule(PodRule rule) {
        StringBuilder words = new StringBuilder("rule priority ").append(rule.priority());
        words.append(" from ").append(rule.from() == null ? "all" : rule.from());
        if (rule.to() != null) {
            words.append(" to ").append(rule.to());
        }
        words.append(' ').append(rule.action());
        if (rule.table() != 0) {
            words.append(' ').append(rule.table());
        }
        add(words.toString(), "AGENT_HAS_NO_RULES");
    }
}
