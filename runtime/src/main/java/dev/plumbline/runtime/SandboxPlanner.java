package dev.plumbline.runtime;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.change.BulkStep;
import dev.plumbline.host.change.PlannedStep;
import dev.plumbline.host.change.Step;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.runtime.SandboxReport.State;
import dev.plumbline.runtime.agent.GuestAgent;
import dev.plumbline.runtime.agent.GuestNeighbour;
import dev.plumbline.runtime.agent.GuestNic;
import dev.plumbline.runtime.agent.GuestNic.FoundBy;
import dev.plumbline.runtime.agent.GuestRoute;
import dev.plumbline.runtime.agent.GuestTables;
import dev.plumbline.runtime.agent.NotRepresentable;
import dev.plumbline.runtime.vmm.NicPlug;
import dev.plumbline.runtime.vmm.Port;
import dev.plumbline.runtime.vmm.VhostUserPlug;
import dev.plumbline.runtime.vmm.VmSnapshot;
import dev.plumbline.tap.NicDecision;
import dev.plumbline.tap.NicDecision.Joint;
import dev.plumbline.tap.NicPlanner.Decisions;
import dev.plumbline.tap.PodAddress;
import dev.plumbline.tap.PodLink;
import dev.plumbline.tap.PodNetwork;
import dev.plumbline.tap.PodRoute;
import dev.plumbline.tap.SetLink;
import dev.plumbline.tap.VhostUserSocket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what was observed and what was decided into steps and a report: a pure function. */
final class SandboxPlanner {
    private final String sandbox;
    private final String netns;
    private final @Nullable VmSnapshot machine;
    private final @Nullable GuestAgent agent;
    private final boolean vhost;
    private final Functions functions;
    private final Deadline deadline;

    /**
     * Creates a planner.
     *
     * @param machine what the VM has room for; null without a VM
     * @param agent who will tell the guest; asked only what it has words for; null without an agent
     * @param vhost whether the host's vhost-net is to serve the NICs
     * @param functions the PCI functions behind the pod's links
     * @param deadline by when all must have been asked
     */
    SandboxPlanner(
            String sandbox,
            String netns,
            @Nullable VmSnapshot machine,
            @Nullable GuestAgent agent,
            boolean vhost,
            Functions functions,
            Deadline deadline) {
        this.functions = functions;
        this.deadline = deadline;
        this.sandbox = sandbox;
        this.netns = netns;
        this.machine = machine;
        this.agent = agent;
        this.vhost = vhost;
    }

    /** What is to be done, and what it will look like. */
    record Outline(SandboxReport report, List<PlannedStep> steps) {}

    /**
     * A NIC that is there already.
     *
     * @param report the NIC as it is to be from now on
     * @param addresses its addresses
     */
    record Carried(NicReport report, List<PodAddress> addresses) {}

    /** Plans new NICs beside those that are carried already; the steps tell the guest of all of them. */
    Outline plan(PodNetwork network, Decisions decisions, List<Carried> carried) {
        List<Port> ports =
                machine == null ? List.of() : machine.ports(decisions.nics().size());
        List<Carried> nics = new ArrayList<>(carried);
        List<PlannedStep> wiring = new ArrayList<>();
        List<DeviceReport> devices = new ArrayList<>();
        carried.stream().map(Carried::report).forEach(nic -> follow(nic).ifPresent(wiring::add));
        for (int i = 0; i < decisions.nics().size(); i++) {
            NicDecision nic = decisions.nics().get(i);
            Port port = machine == null ? null : ports.get(i);
            String id = nic.link().name();
            nic.steps()
                    .forEach(
                            step -> wiring.add(new PlannedStep(step instanceof SetLink ? Parts.linkOf(id) : id, step)));
            if (nic.joint() == Joint.VFIO) {
                devices.add(passThrough(nic, port, wiring));
            } else if (port != null) {
                wiring.add(new PlannedStep(id, plug(nic, port)));
            }
            nics.add(new Carried(report(nic, port), nic.link().addresses()));
        }
        nics.sort(Comparator.comparingInt(nic -> nic.report().ifindex()));
        // What can be taken back together stands together, at the end of undoing.
        List<PlannedStep> steps = new ArrayList<>(wiring);
        steps.sort(Comparator.comparing(planned -> !(planned.step() instanceof BulkStep)));
        List<NotRepresentable> lost = new ArrayList<>();
        GuestTables tables = tables(network, nics, lost);
        if (agent != null) {
            steps.addAll(guestSteps(agent, nics, tables, lost));
        }
        SandboxReport report = new SandboxReport(
                sandbox,
                netns,
                State.PLANNED,
                nics.stream().map(Carried::report).toList(),
                network.rules(),
                devices,
                decisions.skipped(),
                lost,
                steps.stream()
                        .map(planned -> StepOutcome.planned(planned.step()))
                        .toList());
        return new Outline(report, steps);
    }

    private Step plug(NicDecision nic, Port port) {
        VhostUserSocket socket = nic.link().vhostUser();
        boolean served = vhost && socket == null;
        NicPlug plug = new NicPlug(device(nic), nic.link().mac(), port.bus(), port.addr(), nic.queues(), served);
        return socket == null
                ? new PlugNic(nic.tap(), plug)
                : new PlugVhostUser(new VhostUserPlug(plug, socket, nic.link().mtu()));
    }

    private DeviceReport passThrough(NicDecision nic, @Nullable Port port, List<PlannedStep> wiring) {
        String id = nic.link().name();
        functions.steps(nic.link(), deadline).forEach(step -> wiring.add(new PlannedStep(id, step)));
        PassedThrough function = new PassedThrough(id, device(nic), functions.device(nic.link()));
        if (port == null) {
            return function.cold();
        }
        wiring.add(new PlannedStep(id, new PlugVfio(function.plug(port))));
        return function.at(port);
    }

    /** A tap of ours has the MTU that its pod link has now; a link that is the guest's own end has it anyway. */
    private static Optional<PlannedStep> follow(NicReport nic) {
        return nic.tap().equals(nic.link())
                ? Optional.empty()
                : Optional.of(new PlannedStep(Parts.linkOf(nic.id()), new SetLink(nic.tap(), nic.link(), nic.mtu())));
    }

    private static List<PlannedStep> guestSteps(
            GuestAgent agent, List<Carried> nics, GuestTables tables, List<NotRepresentable> lost) {
        List<PlannedStep> steps = new ArrayList<>();
        List<GuestNic> guests = nics.stream().map(nic -> guest(nic, nics)).toList();
        lost.addAll(agent.notRepresentable(guests, tables));
        Set<String> unnamed = new HashSet<>();
        for (int i = 0; i < nics.size(); i++) {
            GuestNic guest = guests.get(i);
            if (agent.canConfigure(guest)) {
                steps.add(new PlannedStep(Parts.guestOf(nics.get(i).report().id()), new ConfigureNic(guest)));
            } else {
                unnamed.add(guest.name());
            }
        }
        GuestTables sayable = tables.withoutDevices(unnamed);
        if (!sayable.isEmpty()) {
            steps.add(new PlannedStep(Parts.TABLES, new ConfigureRoutes(sayable, GuestTables.EMPTY, false)));
        }
        return steps;
    }

    private static NicReport report(NicDecision nic, @Nullable Port port) {
        PodLink link = nic.link();
        return new NicReport(
                link.name(),
                link.name(),
                link.index(),
                link.kind(),
                nic.joint().toString(),
                nic.why(),
                nic.tap(),
                link.vhostUser() == null ? null : link.vhostUser().path(),
                nic.queues(),
                link.mac(),
                link.mtu(),
                prefixes(link.addresses()),
                link.routes(),
                link.neighbours(),
                new NicReport.Guest(
                        port == null ? null : device(nic), port == null ? null : port.pciPath(), link.name()));
    }

    static List<String> prefixes(List<PodAddress> addresses) {
        return addresses.stream().map(PodAddress::prefix).toList();
    }

    /** A device id as QEMU accepts it; what a link's name may hold besides is replaced, and the index keeps it unique. */
    private static String device(NicDecision nic) {
        String name = nic.link().name();
        String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return "nic-" + (safe.equals(name) ? name : safe + "-" + nic.link().index());
    }

    /** Refuses a NIC whose device id something in the VM has, which undoing would take out. */
    static void requireFree(NicDecision nic, @Nullable Hypervisor hypervisor, Deadline deadline) {
        if (hypervisor != null
                && hypervisor.machine().observe(deadline).devices().contains(device(nic))) {
            throw PlugNic.foreign(device(nic));
        }
    }

    private static GuestNic guest(Carried nic, List<Carried> all) {
        NicReport report = nic.report();
        return new GuestNic(
                report.mac(),
                report.guest().pciPath(),
                foundBy(report, all),
                report.guest().name(),
                report.mtu(),
                nic.addresses());
    }

    private static FoundBy foundBy(NicReport nic, List<Carried> all) {
        boolean shared = all.stream()
                        .filter(other -> other.report().mac().equals(nic.mac()))
                        .count()
                > 1;
        if (shared) {
            return FoundBy.PATH;
        }
        return nic.model().equals(Joint.VFIO.toString()) ? FoundBy.MAC_OR_PATH : FoundBy.MAC;
    }

    /** What a guest can be told, and into {@code lost} what no guest can, whoever its agent is. */
    private static GuestTables tables(PodNetwork network, List<Carried> nics, List<NotRepresentable> lost) {
        Set<String> carried = nics.stream().map(nic -> nic.report().link()).collect(Collectors.toSet());
        List<GuestRoute> routes = new ArrayList<>();
        network.routes().forEach(route -> add(routes, new GuestRoute(route, null), carried, lost));
        for (Carried nic : nics) {
            for (PodRoute route : nic.report().routes()) {
                String device =
                        route.nexthops().isEmpty() ? nic.report().guest().name() : null;
                add(routes, new GuestRoute(route, device), carried, lost);
            }
        }
        List<GuestNeighbour> neighbours = nics.stream()
                .flatMap(nic -> nic.report().neighbours().stream()
                        .map(entry -> new GuestNeighbour(nic.report().guest().name(), entry)))
                .toList();
        network.rules().stream()
                .filter(rule -> !rule.beyond().isEmpty())
                .forEach(rule -> lost.add(new NotRepresentable(
                        "rule priority " + rule.priority() + " " + String.join(" ", rule.beyond()),
                        "RULE_HAS_NO_WORDS")));
        return new GuestTables(
                routes,
                neighbours,
                network.rules().stream()
                        .filter(rule -> rule.beyond().isEmpty()
                                && !Character.isDigit(rule.action().charAt(0)))
                        .toList());
    }

    private static void add(
            List<GuestRoute> routes, GuestRoute route, Set<String> carried, List<NotRepresentable> lost) {
        PodRoute pods = route.route();
        if (!pods.beyond().isEmpty()) {
            lost.add(new NotRepresentable(
                    "route " + pods.dst() + " " + String.join(" ", pods.beyond()), "ROUTE_HAS_NO_WORDS"));
        } else if (!pods.nexthops().stream().allMatch(hop -> carried.contains(hop.link()))) {
            lost.add(new NotRepresentable("route " + pods.dst(), "NEXTHOP_LINK_SKIPPED"));
        } else {
            routes.add(route);
        }
    }
}
