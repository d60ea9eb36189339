package dev.plumbline.runtime;

import dev.plumbline.host.change.PlannedStep;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.runtime.SandboxReport.State;
import dev.plumbline.runtime.agent.GuestAgent;
import dev.plumbline.runtime.agent.GuestNeighbour;
import dev.plumbline.runtime.agent.GuestNic;
import dev.plumbline.runtime.agent.GuestRoute;
import dev.plumbline.runtime.agent.NotRepresentable;
import dev.plumbline.runtime.vmm.NicPlug;
import dev.plumbline.runtime.vmm.Port;
import dev.plumbline.runtime.vmm.VmSnapshot;
import dev.plumbline.tap.NicDecision;
import dev.plumbline.tap.NicPlanner;
import dev.plumbline.tap.NicPlanner.Decisions;
import dev.plumbline.tap.PodAddress;
import dev.plumbline.tap.PodNetwork;
import dev.plumbline.tap.PodRoute;
import dev.plumbline.tap.PodRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns what was observed and what is wanted into steps and a report: a pure function. */
final class AttachPlanner {
    /** The part of a plan that belongs to no NIC alone; no link can have this name. */
    static final String GUEST = "/guest";

    private final String sandbox;
    private final String netns;
    private final SandboxPolicy policy;
    private final @Nullable VmSnapshot machine;
    private final @Nullable GuestAgent agent;
    private final boolean vhost;

    /**
     * Creates a planner.
     *
     * @param machine what the VM has room for; null without a VM
     * @param agent who will tell the guest; asked only what it has words for; null without an agent
     * @param vhost whether the host's vhost-net is to serve the NICs
     */
    AttachPlanner(
            String sandbox,
            String netns,
            SandboxPolicy policy,
            @Nullable VmSnapshot machine,
            @Nullable GuestAgent agent,
            boolean vhost) {
        this.sandbox = sandbox;
        this.netns = netns;
        this.policy = policy;
        this.machine = machine;
        this.agent = agent;
        this.vhost = vhost;
    }

    /** What is to be done, and what it will look like. */
    record Outline(SandboxReport report, List<PlannedStep> steps) {}

    Outline plan(PodNetwork network) {
        Decisions decisions = NicPlanner.decide(sandbox, network, policy.nics());
        List<Port> ports =
                machine == null ? List.of() : machine.ports(decisions.nics().size());
        List<PlannedStep> steps = new ArrayList<>();
        List<NicReport> nics = new ArrayList<>();
        for (int i = 0; i < decisions.nics().size(); i++) {
            NicDecision nic = decisions.nics().get(i);
            String id = nic.link().name();
            nic.steps().forEach(step -> steps.add(new PlannedStep(id, step)));
            Port port = machine == null ? null : ports.get(i);
            if (port != null) {
                NicPlug plug = new NicPlug(device(nic), nic.link().mac(), port.bus(), port.addr(), nic.queues(), vhost);
                steps.add(new PlannedStep(id, new PlugNic(nic.tap(), plug)));
            }
            nics.add(report(nic, port));
        }
        List<NotRepresentable> lost = new ArrayList<>();
        List<GuestRoute> routes = routes(network, decisions, lost);
        if (agent != null) {
            List<GuestNic> guests =
                    decisions.nics().stream().map(AttachPlanner::guest).toList();
            guests.forEach(nic -> steps.add(new PlannedStep(nic.name(), new ConfigureNic(nic))));
            lost.addAll(agent.notRepresentable(guests, routes, neighbours(decisions), network.rules()));
            ConfigureRoutes all = new ConfigureRoutes(
                    routes,
                    neighbours(decisions),
                    network.rules().stream().filter(AttachPlanner::hasWord).toList());
            if (!all.routes().isEmpty()
                    || !all.neighbours().isEmpty()
                    || !all.rules().isEmpty()) {
                steps.add(new PlannedStep(GUEST, all));
            }
        }
        SandboxReport report = new SandboxReport(
                sandbox,
                netns,
                State.PLANNED,
                nics,
                network.rules(),
                List.of(),
                decisions.skipped(),
                lost,
                steps.stream()
                        .map(planned -> StepOutcome.planned(planned.step()))
                        .toList());
        return new Outline(report, steps);
    }

    private static NicReport report(NicDecision nic, @Nullable Port port) {
        return new NicReport(
                nic.link().name(),
                nic.link().name(),
                nic.link().kind(),
                nic.model().name().toLowerCase(Locale.ROOT),
                nic.tap(),
                nic.queues(),
                nic.link().mac(),
                nic.link().mtu(),
                nic.link().addresses().stream().map(PodAddress::prefix).toList(),
                nic.link().routes(),
                nic.link().neighbours(),
                new NicReport.Guest(
                        port == null ? null : device(nic),
                        port == null ? null : port.pciPath(),
                        nic.link().name()));
    }

    /** A device id as QEMU accepts it; what a link's name may hold besides is replaced, and the index keeps it unique. */
    private static String device(NicDecision nic) {
        String name = nic.link().name();
        String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return "nic-" + (safe.equals(name) ? name : safe + "-" + nic.link().index());
    }

    private static GuestNic guest(NicDecision nic) {
        return new GuestNic(
                nic.link().mac(),
                nic.link().name(),
                nic.link().mtu(),
                nic.link().addresses());
    }

    private static boolean hasWord(PodRule rule) {
        return !Character.isDigit(rule.action().charAt(0));
    }

    private static List<GuestNeighbour> neighbours(Decisions decisions) {
        return decisions.nics().stream()
                .flatMap(nic -> nic.link().neighbours().stream()
                        .map(neighbour -> new GuestNeighbour(nic.link().name(), neighbour)))
                .toList();
    }

    private static List<GuestRoute> routes(PodNetwork network, Decisions decisions, List<NotRepresentable> lost) {
        Set<String> carried = new TreeSet<>();
        decisions.nics().forEach(nic -> carried.add(nic.link().name()));
        List<GuestRoute> routes = new ArrayList<>();
        network.routes().forEach(route -> routes.add(new GuestRoute(route, null)));
        for (NicDecision nic : decisions.nics()) {
            for (PodRoute route : nic.link().routes()) {
                if (route.nexthops().stream().allMatch(hop -> carried.contains(hop.link()))) {
                    routes.add(new GuestRoute(route, nic.link().name()));
                } else {
                    lost.add(new NotRepresentable("route " + route.dst(), "NEXTHOP_LINK_SKIPPED"));
                }
            }
        }
        return routes;
    }
}
