package dev.plumbline.runtime;

import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.runtime.agent.GuestAgent;
import dev.plumbline.runtime.agent.GuestTables;

/**
 * Has the guest install routes, neighbours and rules, once all its NICs are configured.
 *
 * @param tables what the guest is to have
 * @param gone what it had until now and is to have no longer
 * @param update whether it takes the place of another one, while the NICs stay
 */
public record ConfigureRoutes(GuestTables tables, GuestTables gone, boolean update) implements Step {
    @Override
    public String object() {
        return "guest";
    }

    @Override
    public void apply(Scope scope) {
        GuestAgent agent = scope.get(GuestAgent.class);
        if (!gone.isEmpty()) {
            agent.unroute(gone, scope.deadline());
        }
        agent.route(tables, scope.deadline());
    }

    @Override
    public void undo(Scope scope) {
        // What has a device goes with it; only what outlives the NICs is worth asking the guest for.
        boolean outlives = update
                || !tables.rules().isEmpty()
                || tables.routes().stream().anyMatch(route -> route.device() == null);
        if (outlives && scope.get(Hypervisor.class).ifRunning().isPresent()) {
            scope.get(GuestAgent.class).unroute(tables, scope.deadline());
        }
    }

    /** With a NIC that was plugged anew its routes are gone, and the guest need not be asked. */
    @Override
    public Inspection inspect(Scope scope) {
        Hypervisor hypervisor = scope.get(Hypervisor.class);
        if (hypervisor.hasPlugged()) {
            return Inspection.absent("guest", "GUEST_ROUTES_MISSING", "routes of a NIC");
        }
        if (tables.routes().isEmpty() || hypervisor.ifRunning().isEmpty()) {
            return Inspection.applied(); // a VM that is no more is missed by the steps of its NICs
        }
        return Inspection.applied(scope.get(GuestAgent.class).missing(tables.routes(), scope.deadline()).stream()
                .map(route -> new Difference("guest", "GUEST_ROUTE_MISSING", route.words(), "absent"))
                .toList());
    }
}
