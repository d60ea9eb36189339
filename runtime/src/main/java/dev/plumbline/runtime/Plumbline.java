package dev.plumbline.runtime;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.NamespaceThread;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.change.Journal;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.StateDirectory;
import dev.plumbline.host.change.StepCatalog;
import dev.plumbline.host.change.StepObserver;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.host.change.Transaction;
import dev.plumbline.runtime.RecoveryReport.Action;
import dev.plumbline.runtime.SandboxReport.State;
import dev.plumbline.tap.AddQdisc;
import dev.plumbline.tap.AddRedirect;
import dev.plumbline.tap.AddShaper;
import dev.plumbline.tap.CreateMacvtap;
import dev.plumbline.tap.CreateTap;
import dev.plumbline.tap.MoveAddresses;
import dev.plumbline.tap.NicPlanner;
import dev.plumbline.tap.PodNamespace;
import dev.plumbline.tap.PodNetwork;
import dev.plumbline.tap.PodScan;
import dev.plumbline.tap.SetLink;
import dev.plumbline.tap.SetMac;
import dev.plumbline.tap.TestRedirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

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

    private static final String NO_SUCH_SANDBOX = "SANDBOX_NOT_FOUND";

    static final StepCatalog STEPS = new StepCatalog(List.of(
            CreateTap.class,
            CreateMacvtap.class,
            MoveAddresses.class,
            SetMac.class,
            AddShaper.class,
            TestRedirect.class,
            AddQdisc.class,
            AddRedirect.class,
            SetLink.class,
            PlugNic.class,
            ConfigureNic.class,
            ConfigureRoutes.class));

    private final StateDirectory state;
    private final StepObserver observer;
    private final NamespaceClaims claims;
    private final SandboxWork work;

    private Plumbline(StateDirectory state, StepObserver observer) {
        this.state = state;
        this.observer = observer;
        this.claims = new NamespaceClaims(state);
        this.work = new SandboxWork(state, observer, claims);
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
                SandboxPlanner planner = new SandboxPlanner("plan", path, null, null, SandboxWork.useVhost(policy));
                PodNetwork network = PodScan.of(pod);
                return planner.plan(network, NicPlanner.decide("plan", network, policy.nics()), List.of())
                        .report()
                        .withoutName();
            }
        });
    }

    /**
     * Attaches a namespace: every link of it becomes a NIC. When the sandbox is attached already in the same way, looks
     * at each step, does again what is missing, and follows what the pod's links, addresses, routes, neighbours and rules
     * have become since.
     *
     * @throws PlumblineException with kind UNDONE when a step failed and all was taken back; REFUSED or NOT_FOUND when
     *     nothing was begun
     */
    public SandboxReport attach(AttachRequest request) {
        Deadline deadline = Deadline.after(request.timeout());
        return NamespaceThread.run(() -> {
            DanFile dan = request.dan() == null ? null : DanFile.read(request.dan());
            try (PodNamespace pod = dan == null ? PodNamespace.in(NetNamespace.of(request.netns())) : dan.open();
                    var lock = state.lock(request.sandbox(), deadline);
                    Scope scope = Scopes.of(pod, request.qmp(), request.agent(), deadline)) {
                Optional<Journal> journal = state.journal(request.sandbox());
                if (journal.isPresent()) {
                    switch (journal.get().change()) {
                        case CREATING, UNDOING ->
                            recover(journal.get(), request.sandbox(), deadline, Transaction::undo);
                        case ADDING, REMOVING -> {
                            // In the namespace and the VM that it was begun in, whatever this request names.
                            recover(journal.get(), request.sandbox(), deadline, Transaction::recover);
                            return work.again(journal.get(), request, scope);
                        }
                        case NONE -> {
                            return work.again(journal.get(), request, scope);
                        }
                    }
                }
                return work.first(request, dan, scope);
            }
        });
    }

    /**
     * Carries one more link into the guest, whatever the policy says of links without an address. The other NICs are left
     * alone, also when this fails.
     *
     * @throws PlumblineException NOT_FOUND when there is no such sandbox or link; REFUSED when the link cannot be carried or
     *     the VM has no room; UNDONE when a step failed and the link's steps were taken back
     */
    public SandboxReport plugLink(String sandbox, String link, Duration timeout) {
        return change(sandbox, timeout, (journal, scope) -> work.plug(journal, scope, link));
    }

    /**
     * Takes one NIC out of the guest and waits until the guest has let it go. Its link is left alone from then on, until
     * {@link #plugLink} is called for it.
     *
     * @param id the NIC's id in the sandbox's report
     * @throws PlumblineException NOT_FOUND when there is no such sandbox or NIC; NOT_UNDONE when the guest did not let the
     *     NIC go in time, and {@code recover} can go on
     */
    public SandboxReport unplug(String sandbox, String id, Duration timeout) {
        return change(sandbox, timeout, (journal, scope) -> work.unplug(journal, scope, id));
    }

    private SandboxReport change(String sandbox, Duration timeout, BiFunction<Journal, Scope, SandboxReport> how) {
        AttachRequest.requireName(sandbox);
        Deadline deadline = Deadline.after(timeout);
        return NamespaceThread.run(() -> {
            try (var lock = state.lock(sandbox, deadline)) {
                Journal journal = require(sandbox);
                try (Scope scope = Scopes.of(Subject.of(journal), deadline)) {
                    recoverChange(journal, sandbox, scope);
                    return how.apply(journal, scope);
                }
            }
        });
    }

    /** A plug or unplug that a crash cut off is finished or taken back first; more than that is the caller's decision. */
    private void recoverChange(Journal journal, String sandbox, Scope scope) {
        switch (journal.change()) {
            case NONE -> {}
            case ADDING, REMOVING -> new Transaction(journal, scope, observer).recover();
            case CREATING, UNDOING ->
                throw Problem.refused("NOT_ATTACHED", sandbox, "the sandbox is attached only in part")
                        .fix("run 'plumb recover " + sandbox + "', then attach it again")
                        .exception();
        }
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
            if (subject.netnsInode() != 0 && state.journal(sandbox).isEmpty()) {
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
                if (e.problem().code().equals(NO_SUCH_SANDBOX)) {
                    continue; // detached meanwhile, or killed before its plan was written: nothing was done
                }
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
                                NO_SUCH_SANDBOX, sandbox, "there is no such sandbox in " + state.directory())
                        .fix("'plumb list' shows those there are; --state names another directory")
                        .exception());
    }

    private static SandboxReport report(Journal journal) {
        return Subject.of(journal)
                .report()
                .with(journal.isComplete() ? State.ATTACHED : State.PARTIAL, journal.outcomes());
    }
}
