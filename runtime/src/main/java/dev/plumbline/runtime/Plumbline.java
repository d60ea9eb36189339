package dev.plumbline.runtime;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.NamespaceThread;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import dev.plumbline.host.change.Journal;
import dev.plumbline.host.change.Plan;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.StateDirectory;
import dev.plumbline.host.change.StateLock;
import dev.plumbline.host.change.StepCatalog;
import dev.plumbline.host.change.StepObserver;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.host.change.Transaction;
import dev.plumbline.runtime.AttachPlanner.Outline;
import dev.plumbline.runtime.RecoveryReport.Action;
import dev.plumbline.runtime.SandboxPolicy.Vhost;
import dev.plumbline.runtime.SandboxReport.State;
import dev.plumbline.runtime.agent.GuestAgent;
import dev.plumbline.runtime.vmm.VmSnapshot;
import dev.plumbline.tap.AddQdisc;
import dev.plumbline.tap.AddRedirect;
import dev.plumbline.tap.CreateTap;
import dev.plumbline.tap.PodNamespace;
import dev.plumbline.tap.PodScan;
import dev.plumbline.tap.SetLink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The API that a VM runtime embeds: attaches a pod's network namespace to a VM, looks at it, and takes all of it back.
 * What one process attached another can detach, because everything needed is in the state directory.
 *
 * <p>Thread-safe. Operations on one sandbox are done one after the other, also between processes; different sandboxes
 * proceed in parallel. Every method throws {@link PlumblineException}, whose {@link Problem.Kind} says what the failure
 * means.
 */
public final class Plumbline {
    /** Where state is kept when nobody says otherwise. */
    public static final Path DEFAULT_STATE = Path.of("/run/plumbline");

    static final StepCatalog STEPS = new StepCatalog(List.of(
            CreateTap.class,
            AddQdisc.class,
            AddRedirect.class,
            SetLink.class,
            PlugNic.class,
            ConfigureNic.class,
            ConfigureRoutes.class));

    private final StateDirectory state;
    private final StepObserver observer;
    private final Sysroot host;
    private final NamespaceClaims claims;

    private Plumbline(StateDirectory state, StepObserver observer) {
        this.state = state;
        this.observer = observer;
        this.host = Sysroot.host();
        this.claims = new NamespaceClaims(state);
    }

    /** {@return an instance that keeps its state in a directory, which is made when first needed} */
    public static Plumbline at(Path stateDirectory) {
        return new Plumbline(new StateDirectory(stateDirectory, STEPS), StepObserver.NONE);
    }

    /** {@return the same, with somebody who sees the steps as they happen, on the thread that does them} */
    public Plumbline observedBy(StepObserver stepObserver) {
        return new Plumbline(state, stepObserver);
    }

    /**
     * Says what {@link #attach} would do with a namespace, step by step. Changes nothing.
     *
     * @param netns a path, or a name under {@code /run/netns}
     */
    public SandboxReport plan(String netns, SandboxPolicy policy) {
        return NamespaceThread.run(() -> {
            try (PodNamespace pod = PodNamespace.in(NetNamespace.of(netns))) {
                String path = pod.namespace().path().toString();
                AttachPlanner planner = new AttachPlanner("plan", path, policy, null, null, useVhost(policy));
                return planner.plan(PodScan.of(pod)).report().withoutName();
            }
        });
    }

    /**
     * Attaches a namespace: every link of it becomes a NIC. When the sandbox is attached already in the same way, looks
     * at each step and does again what is missing.
     *
     * @throws PlumblineException with kind UNDONE when a step failed and all was taken back; REFUSED or NOT_FOUND when
     *     nothing was begun
     */
    public SandboxReport attach(AttachRequest request) {
        Deadline deadline = Deadline.after(request.timeout());
        return NamespaceThread.run(() -> {
            try (PodNamespace pod = PodNamespace.in(NetNamespace.of(request.netns()));
                    var lock = state.lock(request.sandbox(), deadline);
                    Scope scope = Scopes.of(pod, request.qmp(), request.qga(), deadline)) {
                Optional<Journal> journal = state.journal(request.sandbox());
                if (journal.isPresent() && journal.get().isComplete()) {
                    return again(journal.get(), request, scope);
                }
                if (journal.isPresent()) {
                    recover(journal.get(), request.sandbox(), deadline, Transaction::undo);
                }
                return first(request, scope);
            }
        });
    }

    private SandboxReport first(AttachRequest request, Scope scope) {
        NetNamespace namespace = scope.get(PodNamespace.class).namespace();
        try (StateLock lock = claims.lock(namespace.id().inode(), scope.deadline())) {
            VmSnapshot machine = request.qmp() == null
                    ? null
                    : scope.get(Hypervisor.class).machine().observe(scope.deadline());
            AttachPlanner planner = new AttachPlanner(
                    request.sandbox(),
                    namespace.path().toString(),
                    request.policy(),
                    machine,
                    request.qga() == null ? null : scope.get(GuestAgent.class),
                    useVhost(request.policy()));
            Outline outline = planner.plan(PodScan.of(scope.get(PodNamespace.class)));
            Subject subject = new Subject(
                    outline.report(),
                    namespace.id().device(),
                    namespace.id().inode(),
                    request.policy(),
                    text(request.qmp()),
                    text(request.qga()));
            claims.take(namespace, request.sandbox());
            Journal journal = state.create(request.sandbox(), new Plan(subject.toJson(), outline.steps()));
            try {
                return outline.report().with(State.ATTACHED, new Transaction(journal, scope, observer).apply());
            } catch (PlumblineException e) {
                if (e.problem().kind() == Problem.Kind.UNDONE) {
                    claims.releaseLocked(namespace.id().inode(), request.sandbox());
                }
                throw e;
            }
        }
    }

    private SandboxReport again(Journal journal, AttachRequest request, Scope scope) {
        Subject subject = Subject.of(journal);
        NetNamespace.Id namespace = scope.get(PodNamespace.class).namespace().id();
        if (!subject.matches(request, namespace)) {
            throw Problem.refused(
                            "ATTACHED_OTHERWISE",
                            request.sandbox(),
                            "the sandbox is attached already, to another namespace or with other options")
                    .because("it carries " + subject.report().netns())
                    .fix("'plumb show " + request.sandbox() + "' says how; detach it first")
                    .exception();
        }
        return subject.report().with(State.ATTACHED, new Transaction(journal, scope, observer).apply());
    }

    /**
     * Takes back all that {@link #attach} did.
     *
     * @throws PlumblineException NOT_FOUND when there is no such sandbox; NOT_UNDONE when something could not be taken
     *     back
     */
    public SandboxReport detach(String sandbox, Duration timeout) {
        AttachRequest.requireName(sandbox);
        Deadline deadline = Deadline.after(timeout);
        return NamespaceThread.run(() -> {
            try (var lock = state.lock(sandbox, deadline)) {
                Journal journal = require(sandbox);
                SandboxReport report = Subject.of(journal).report();
                return report.with(State.DETACHED, recover(journal, sandbox, deadline, Transaction::undo));
            }
        });
    }

    private List<StepOutcome> recover(
            Journal journal, String sandbox, Deadline deadline, Function<Transaction, List<StepOutcome>> how) {
        Subject subject = Subject.of(journal);
        try (Scope scope = Scopes.of(subject, deadline)) {
            List<StepOutcome> outcomes = how.apply(new Transaction(journal, scope, observer));
            if (state.journal(sandbox).isEmpty()) {
                claims.release(subject.netnsInode(), sandbox, deadline.again());
            }
            return outcomes;
        }
    }

    /** {@return a sandbox as it was attached; does not look at the host} */
    public SandboxReport show(String sandbox) {
        AttachRequest.requireName(sandbox);
        return report(require(sandbox));
    }

    /** {@return every sandbox, by name} */
    public List<SandboxReport> list() {
        return state.names().stream()
                .flatMap(name -> state.journal(name).stream())
                .map(Plumbline::report)
                .toList();
    }

    /** Looks again: is everything still as attached? */
    public VerifyReport verify(String sandbox, Duration timeout) {
        AttachRequest.requireName(sandbox);
        Deadline deadline = Deadline.after(timeout);
        return NamespaceThread.run(() -> {
            try (var lock = state.lock(sandbox, deadline)) {
                Journal journal = require(sandbox);
                try (Scope scope = Scopes.of(Subject.of(journal), deadline)) {
                    var differences = new Transaction(journal, scope, observer).verify();
                    return new VerifyReport(sandbox, differences.isEmpty() && journal.isComplete(), differences);
                }
            }
        });
    }

    /** Undoes an attach that never finished, finishes a detach that did not; leaves a whole sandbox alone. */
    public RecoveryReport recover(String sandbox, Duration timeout) {
        AttachRequest.requireName(sandbox);
        Deadline deadline = Deadline.after(timeout);
        return NamespaceThread.run(() -> {
            try (var lock = state.lock(sandbox, deadline)) {
                Journal journal = require(sandbox);
                if (journal.isComplete()) {
                    return new RecoveryReport(sandbox, Action.NOTHING, List.of());
                }
                Action action = switch (journal.change()) {
                    case REMOVING -> Action.FINISHED;
                    case UNDOING -> journal.wasComplete() ? Action.DETACHED : Action.UNDONE;
                    default -> Action.UNDONE;
                };
                return new RecoveryReport(sandbox, action, recover(journal, sandbox, deadline, Transaction::recover));
            }
        });
    }

    /** Recovers every sandbox. One that fails does not keep the others from being recovered; its failure is thrown. */
    public List<RecoveryReport> recoverAll(Duration timeout) {
        List<RecoveryReport> done = new ArrayList<>();
        PlumblineException failure = null;
        for (String name : state.names()) {
            try {
                done.add(recover(name, timeout));
            } catch (PlumblineException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
        return done;
    }

    private Journal require(String sandbox) {
        return state.journal(sandbox)
                .orElseThrow(() -> Problem.notFound(
                                "SANDBOX_NOT_FOUND", sandbox, "there is no such sandbox in " + state.directory())
                        .fix("'plumb list' shows those there are; --state names another directory")
                        .exception());
    }

    private static SandboxReport report(Journal journal) {
        return Subject.of(journal)
                .report()
                .with(journal.isComplete() ? State.ATTACHED : State.PARTIAL, journal.outcomes());
    }

    private boolean useVhost(SandboxPolicy policy) {
        boolean there = Files.isReadable(host.dev("vhost-net"));
        if (policy.vhost() == Vhost.ON && !there) {
            throw Problem.refused("NO_VHOST_NET", host.dev("vhost-net").toString(), "the host has no vhost-net")
                    .fix("load the vhost_net module, or use --vhost auto")
                    .exception();
        }
        return there && policy.vhost() != Vhost.OFF;
    }

    private static @Nullable String text(@Nullable Path path) {
        return path == null ? null : path.toAbsolutePath().toString();
    }
}
