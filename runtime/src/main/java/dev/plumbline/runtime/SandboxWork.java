package dev.plumbline.runtime;

import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import dev.plumbline.host.change.Journal;
import dev.plumbline.host.change.Plan;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.StateDirectory;
import dev.plumbline.host.change.StateLock;
import dev.plumbline.host.change.StepObserver;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.host.change.Transaction;
import dev.plumbline.runtime.SandboxPlanner.Carried;
import dev.plumbline.runtime.SandboxPlanner.Outline;
import dev.plumbline.runtime.SandboxPolicy.Vhost;
import dev.plumbline.runtime.SandboxReport.State;
import dev.plumbline.runtime.agent.GuestAgent;
import dev.plumbline.runtime.vmm.VmSnapshot;
import dev.plumbline.tap.NicDecision;
import dev.plumbline.tap.NicPlanner;
import dev.plumbline.tap.NicPlanner.Decisions;
import dev.plumbline.tap.NicPolicy;
import dev.plumbline.tap.NicPolicy.Model;
import dev.plumbline.tap.PodNamespace;
import dev.plumbline.tap.PodNetwork;
import dev.plumbline.tap.PodScan;
import dev.plumbline.tap.SkippedLink;
import dev.plumbline.tap.TestRedirect;
import dev.plumbline.tap.VhostUserSocket;
import dev.plumbline.vfio.DeviceLocks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is done to one sandbox, once its lock is held and its surroundings are at hand. */
final class SandboxWork {
    private final StateDirectory state;
    private final StepObserver observer;
    private final NamespaceClaims claims;
    private final DeviceWork devices;

    SandboxWork(StateDirectory state, StepObserver observer, NamespaceClaims claims) {
        this.state = state;
        this.observer = observer;
        this.claims = claims;
        this.devices = new DeviceWork(state, observer);
    }

    /** Attaches what was never attached; the namespace is claimed first, unless there is none to claim. */
    SandboxReport first(AttachRequest request, @Nullable DanFile dan, Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        if (pod.isOurs()) {
            return begin(request, dan, scope, null);
        }
        NetNamespace namespace = pod.namespace();
        try (StateLock lock = claims.lock(namespace.id().inode(), scope.deadline())) {
            claims.refuseTaken(namespace, request.sandbox());
            return begin(request, dan, scope, namespace);
        } catch (PlumblineException e) {
            if (state.journal(request.sandbox()).isEmpty()) {
                claims.release(
                        namespace.id().inode(),
                        request.sandbox(),
                        scope.deadline().again());
            }
            throw e;
        }
    }

    private SandboxReport begin(
            AttachRequest request, @Nullable DanFile dan, Scope scope, @Nullable NetNamespace namespace) {
        VmSnapshot machine = request.qmp() == null
                ? null
                : scope.get(Hypervisor.class).machine().observe(scope.deadline());
        PodNamespace pod = scope.get(PodNamespace.class);
        Functions functions =
                new Functions(state, pod, request.qmp() == null ? null : scope.get(Hypervisor.class), scope.deadline());
        SandboxPlanner planner = new SandboxPlanner(
                request.sandbox(),
                pod.path(),
                machine,
                request.agent() == null ? null : scope.get(GuestAgent.class),
                useVhost(request.policy()),
                functions,
                scope.deadline());
        return choosing(request.policy().nics(), policy -> {
            PodNetwork network = dan == null ? PodScan.of(pod) : DanFile.network();
            Decisions decisions = dan == null
                    ? NicPlanner.decide(request.sandbox(), network, policy, functions, any -> true)
                    : dan.decisions(request.sandbox(), policy, functions);
            Outline outline = planner.plan(network, decisions, List.of());
            Subject subject = Subject.of(request, outline.report(), namespace == null ? null : namespace.id());
            if (namespace != null) {
                claims.take(namespace, request.sandbox());
            }
            try (DeviceLocks locks = functions.lock(decisions, scope.deadline())) {
                Journal journal = state.create(request.sandbox(), new Plan(subject.toJson(), outline.steps()));
                return outline.report()
                        .with(State.ATTACHED, transaction(journal, scope).apply());
            }
        });
    }

    /** Looks at each step, does again what is missing, then follows what changed in the namespace. */
    SandboxReport again(Journal journal, AttachRequest request, Scope scope) {
        Subject subject = Subject.of(journal);
        PodNamespace pod = scope.get(PodNamespace.class);
        if (!subject.matches(request, pod.isOurs() ? null : pod.namespace().id())) {
            throw Problem.refused(
                            "ATTACHED_OTHERWISE",
                            request.sandbox(),
                            "the sandbox is attached already, to another namespace or with other options")
                    .because("it carries " + subject.report().netns())
                    .fix("'plumb show " + request.sandbox() + "' says how; detach it first")
                    .exception();
        }
        return follow(journal, subject.watching(subject.watch() || request.watch()), scope);
    }

    /** Brings a sandbox up to date: does again what is missing, and follows what changed in the namespace. */
    SandboxReport follow(Journal journal, Subject subject, Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        if (subject.dan() != null) {
            return subject.report()
                    .with(State.ATTACHED, transaction(journal, scope).mend());
        }
        Scopes.pin(pod, subject);
        // What a link that is gone needed cannot be mended.
        PodNetwork network = PodScan.of(pod);
        Survivors survivors = Survivors.of(subject.report().nics(), network, journal.steps());
        List<StepOutcome> outcomes = new ArrayList<>(remove(journal, scope, subject, survivors.gone()));
        if (!survivors.gone().isEmpty()) { // taking them back has changed their links
            network = PodScan.of(pod);
            survivors = Survivors.of(Subject.of(journal).report().nics(), network, journal.steps());
        }
        outcomes.addAll(transaction(journal, scope).mend());
        Subject left = Subject.of(journal).watching(subject.watch());
        SandboxReport report = extend(journal, scope, left, network, survivors.nics(), any -> true, outcomes);
        return report.with(State.ATTACHED, outcomes);
    }

    /** Plugs in one thing more. */
    SandboxReport plug(Journal journal, Scope scope, Pluggable what) {
        if (what instanceof Pluggable.Link link) {
            return plugLink(journal, scope, link.name());
        }
        return what instanceof Pluggable.VhostUser back
                ? plugSocket(journal, scope, back)
                : devices.plug(journal, scope, what);
    }

    private SandboxReport plugSocket(Journal journal, Scope scope, Pluggable.VhostUser what) {
        Subject subject = Subject.of(journal);
        VhostUserSocket socket = DeviceInfo.socket(what.socket(), what.listen());
        if (subject.report().nics().stream().anyMatch(nic -> socket.path().equals(nic.socket()))) {
            return subject.report().with(State.ATTACHED, journal.outcomes());
        }
        PodNetwork network = subject.dan() == null ? PodScan.of(scope.get(PodNamespace.class)) : DanFile.network();
        NicDecision nic = SocketNic.decide(what, socket, subject.report(), network);
        Hypervisor hypervisor = hypervisor(scope, subject);
        new BackEnds(hypervisor, scope.deadline()).require(socket, what.queues(), what.mtu());
        SandboxPlanner.requireFree(nic, hypervisor, scope.deadline());
        List<Carried> nics = Survivors.asTold(subject.report().nics(), journal.steps());
        List<StepOutcome> outcomes = new ArrayList<>();
        Decisions decisions = new Decisions(List.of(nic), subject.report().skipped());
        SandboxReport report =
                add(journal, scope, subject, network, nics, functions(scope, subject), decisions, outcomes);
        return report.with(State.ATTACHED, outcomes);
    }

    private Functions functions(Scope scope, Subject subject) {
        return new Functions(state, scope.get(PodNamespace.class), hypervisor(scope, subject), scope.deadline());
    }

    private static @Nullable Hypervisor hypervisor(Scope scope, Subject subject) {
        return subject.qmp() == null ? null : scope.get(Hypervisor.class);
    }

    private SandboxReport plugLink(Journal journal, Scope scope, String link) {
        Subject subject = Subject.of(journal);
        if (nic(subject, link) != null) {
            return subject.report().with(State.ATTACHED, journal.outcomes());
        }
        if (subject.dan() != null) {
            throw Problem.refused(
                            "NO_NAMESPACE_TO_PLUG_FROM", link, "the sandbox's NICs come from a direct-attach file")
                    .because(subject.dan())
                    .fix("add the NIC to the file, detach, and attach again")
                    .exception();
        }
        PodNetwork network = PodScan.of(scope.get(PodNamespace.class));
        if (network.links().stream().noneMatch(there -> there.name().equals(link))) {
            throw Problem.notFound(
                            "LINK_NOT_FOUND",
                            link,
                            "the link is not in " + subject.report().netns())
                    .fix("'ip link' inside the namespace lists those there are")
                    .exception();
        }
        List<Carried> nics = Survivors.asTold(subject.report().nics(), journal.steps());
        List<StepOutcome> outcomes = new ArrayList<>();
        SandboxReport report = extend(journal, scope, subject.plugging(link), network, nics, link::equals, outcomes);
        if (nic(Subject.of(journal), link) == null) {
            throw report.skipped().stream()
                    .filter(skip -> skip.link().equals(link))
                    .findFirst()
                    .map(skip -> Problem.refused(
                                    skip.reason().name(), link, "this link cannot be carried into the guest")
                            .because(skip.detail())
                            .exception())
                    .orElseGet(() -> Problem.refused("NOT_A_POD_LINK", link, "this link is none of the pod's own")
                            .because("it is a loopback, or Plumbline made it")
                            .exception());
        }
        return report.with(State.ATTACHED, outcomes);
    }

    /** Takes one NIC or device out, and leaves a NIC's link alone from now on. */
    SandboxReport unplug(Journal journal, Scope scope, String id) {
        Subject subject = Subject.of(journal);
        NicReport nic = nic(subject, id);
        Optional<DeviceReport> device = DeviceWork.find(subject, id);
        if (nic == null && device.isPresent()) {
            return devices.unplug(journal, scope, device.get());
        }
        if (nic == null) {
            List<String> ids = new ArrayList<>();
            subject.report().nics().forEach(one -> ids.add(one.id()));
            subject.report().devices().forEach(one -> ids.add(one.id()));
            throw Problem.notFound("NIC_NOT_FOUND", id, "the sandbox has no such NIC or device")
                    .because("it has " + ids)
                    .exception();
        }
        // A NIC that stands for no link leaves none to be left alone.
        Subject without = nic.ifindex() == 0 ? subject : subject.unplugging(nic.link());
        List<StepOutcome> outcomes = new ArrayList<>(remove(journal, scope, without, List.of(nic)));
        Subject left = Subject.of(journal);
        PodNamespace pod = scope.get(PodNamespace.class);
        boolean told =
                left.qmp() == null || scope.get(Hypervisor.class).ifRunning().isPresent();
        if (pod.isGone() || left.dan() != null || !told) {
            return left.report().with(State.ATTACHED, outcomes);
        }
        List<Carried> nics = Survivors.asTold(left.report().nics(), journal.steps());
        SandboxReport report = extend(journal, scope, left, PodScan.of(pod), nics, nic.link()::equals, outcomes);
        return report.with(State.ATTACHED, outcomes);
    }

    private List<StepOutcome> remove(Journal journal, Scope scope, Subject subject, List<NicReport> gone) {
        if (gone.isEmpty()) {
            return List.of();
        }
        List<NicReport> left = new ArrayList<>(subject.report().nics());
        left.removeAll(gone);
        Set<String> ids = new HashSet<>();
        gone.forEach(nic -> ids.add(nic.id()));
        List<DeviceReport> devicesLeft = subject.report().devices().stream()
                .filter(device -> !ids.contains(device.id()))
                .toList();
        SandboxReport report = subject.report().withNics(left).withDevices(devicesLeft);
        List<String> parts = new ArrayList<>();
        gone.forEach(nic -> parts.addAll(List.of(nic.id(), Parts.linkOf(nic.id()), Parts.guestOf(nic.id()))));
        try (DeviceLocks locks = DeviceWork.lock(state, journal, scope.deadline())) {
            return transaction(journal, scope).remove(subject.with(report).toJson(), parts);
        }
    }

    /**
     * Adds the NICs that a namespace has besides those carried, and tells the guest what is new to it.
     *
     * @param considered the links to look at; what was found of the others before stays as it is
     */
    private SandboxReport extend(
            Journal journal,
            Scope scope,
            Subject subject,
            PodNetwork network,
            List<Carried> nics,
            Predicate<String> considered,
            List<StepOutcome> outcomes) {
        Set<String> carried = new HashSet<>();
        nics.forEach(nic -> carried.add(nic.report().link()));
        List<SkippedLink> skippedBefore = subject.report().skipped().stream()
                .filter(skip -> !considered.test(skip.link()))
                .toList();
        Functions functions = functions(scope, subject);
        return choosing(subject.nics(), policy -> {
            String sandbox = String.valueOf(subject.report().sandbox());
            Decisions decisions = NicPlanner.decide(
                            sandbox,
                            network,
                            policy,
                            functions,
                            link -> considered.test(link) && !carried.contains(link))
                    .withSkipped(skippedBefore);
            return add(journal, scope, subject, network, nics, functions, decisions, outcomes);
        });
    }

    /** Adds NICs that were decided on to those that are carried. */
    private SandboxReport add(
            Journal journal,
            Scope scope,
            Subject subject,
            PodNetwork network,
            List<Carried> nics,
            Functions functions,
            Decisions decisions,
            List<StepOutcome> outcomes) {
        VmSnapshot machine = subject.qmp() == null || decisions.nics().isEmpty()
                ? null
                : scope.get(Hypervisor.class).machine().observe(scope.deadline());
        Outline outline = new SandboxPlanner(
                        String.valueOf(subject.report().sandbox()),
                        subject.report().netns(),
                        machine,
                        subject.agent() == null ? null : scope.get(GuestAgent.class),
                        useVhost(subject.policy()),
                        functions,
                        scope.deadline())
                .plan(network, decisions, nics);
        GuestChanges changes = GuestChanges.of(outline.steps(), journal.steps());
        SandboxReport planned =
                outline.report().withDevicesBefore(subject.report().devices());
        Subject next = subject.with(planned.with(State.PLANNED, List.of()));
        if (!changes.steps().isEmpty()) {
            try (DeviceLocks locks = functions.lock(decisions, scope.deadline())) {
                outcomes.addAll(transaction(journal, scope).add(next.toJson(), changes.steps(), changes.replaced()));
            }
        } else if (!next.equals(Subject.of(journal))) {
            transaction(journal, scope).add(next.toJson(), List.of(), List.of());
        }
        return planned;
    }

    private static @Nullable NicReport nic(Subject subject, String id) {
        return subject.report().nics().stream()
                .filter(nic -> nic.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** Where Plumbline may choose the model, a link where redirects turn out not to deliver gets another one. */
    private static SandboxReport choosing(NicPolicy policy, Function<NicPolicy, SandboxReport> attempt) {
        Set<String> undelivered = new HashSet<>();
        while (true) {
            try {
                return attempt.apply(policy.withUndelivered(undelivered));
            } catch (PlumblineException e) {
                boolean another = policy.model() == Model.AUTO
                        && e.problem().kind() == Problem.Kind.UNDONE
                        && e.problem().code().equals(TestRedirect.NOT_DELIVERED)
                        && undelivered.add(e.problem().object().split(" ", 2)[0]);
                if (!another) {
                    throw e;
                }
            }
        }
    }

    private Transaction transaction(Journal journal, Scope scope) {
        return new Transaction(journal, scope, observer);
    }

    /** {@return whether the host's vhost-net serves the NICs; refuses when it must and cannot} */
    static boolean useVhost(SandboxPolicy policy) {
        Path device = Sysroot.host().dev("vhost-net");
        boolean there = Files.isReadable(device);
        if (policy.vhost() == Vhost.ON && !there) {
            throw Problem.refused("NO_VHOST_NET", device.toString(), "the host has no vhost-net")
                    .fix("load the vhost_net module, or use --vhost auto")
                    .exception();
        }
        return there && policy.vhost() != Vhost.OFF;
    }
}
