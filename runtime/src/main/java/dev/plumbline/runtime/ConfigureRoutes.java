package dev.plumbline.runtime;

import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.runtime.agent.GuestAgent;
import dev.plumbline.runtime.agent.GuestNeighbour;
import dev.plumbline.runtime.agent.GuestRoute;
import dev.plumbline.tap.PodRule;
import java.util.List;

/**
 * Has the guest install routes, neighbours and rules, once all its NICs are configured.
 *
 * @param routes the pod's routes, with the guest's names of the links
 * @param neighbours the pod's permanent neighbours
 * @param rules the pod's policy routing rules
 */
public record ConfigureRoutes(List<GuestRoute> routes, List<GuestNeighbour> neighbours, List<PodRule> rules)
        implements Step {
    public ConfigureRoutes {
        routes = List.copyOf(routes);
        neighbours = List.copyOf(neighbours);
        rules = List.copyOf(rules);
    }

    @Override
    public String object() {
        return "guest";
    }

    @Override
    public void apply(Scope scope) {
        scope.get(GuestAgent.class).route(routes, neighbours, rules, scope.deadline());
    }

    @Override
    public void undo(Scope scope) {
        // What has a device goes with it; only what outlives the NICs is worth asking the guest for.
        boolean outlives = !rules.isEmpty() || routes.stream().anyMatch(route -> route.device() == null);
        if (outlives && scope.get(Hypervisor.class).ifRunning().isPresent()) {
            scope.get(GuestAgent.class).unroute(routes, neighbours, rules, scope.deadline());
        }
    }

    /** The agent's protocol has no way to list what is installed; installing again is harmless. */
    @Override
    public Inspection inspect(Scope scope) {
        return Inspection.applied();
    }
}
