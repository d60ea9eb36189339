package dev.plumbline.runtime;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.NamespaceThread;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.change.Journal;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.StateDirectory;
import dev.plumbline.host.change.StateLock;
import dev.plumbline.host.change.StepCatalog;
import dev.plumbline.host.change.StepObserver;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.host.change.Transaction;
import dev.plumbline.runtime.RecoveryReport.Action;
import dev.plumbline.runtime.SandboxReport.State;
import dev.plumbline.sriov.SetVf;
import dev.plumbline.sriov.TakeVfNetdev;
import dev.plumbline.tap.AddQdisc;
import dev.plumbline.tap.AddRedirect;
import dev.plumbline.tap.AddShaper;
import dev.plumbline.tap.CreateMacvtap;
import dev.plumbline.tap.CreateTap;
import dev.plumbline.tap.MoveAddresses;
import dev.plumbline.tap.NicPlanner;
import dev.plumbline.tap.NicPlanner.Decisions;
import dev.plumbline.tap.PodNamespace;
import dev.plumbline.tap.PodNetwork;
import dev.plumbline.tap.PodScan;
import dev.plumbline.tap.SetLink;
import dev.plumbline.tap.SetMac;
import dev.plumbline.tap.TestRedirect;
import dev.plumbline.vfio.BindDriver;
import dev.plumbline.vfio.DeviceLocks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The API that a VM runtime embeds: attaches a pod's network namespace to a VM, looks at it, and takes all of it back.
 * What one process attached another can detach, because everything needed is in the state directory.
 *
 * <p>Thread-safe. Operations on one sandbox are done one after the other, also between processes; different sandboxes
 * proceed in parallel. Every method throws {@link PlumblineException}, whose {@link Problem.Kind} says what the failure
 * means.
 */
public final class Plumbline implements Sandboxes {
    /** Where state is kept when nobody says otherwise. */
    public static final Path DEFAULT_STATE = Path.of("/run/plumbline");

    private static final String SERVICE = "@service";
    private static final Duration TO_PLAN = Duration.ofSeconds(30);
    private static final Duration RIVAL = Duration.ofMillis(200);
    static final String NO_SUCH_SANDBOX = "SANDBOX_NOT_FOUND";

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
            PlugVhostUser.class,
            BindDriver.class,
            TakeVfNetdev.class,
            SetVf.class,
            PlugVfio.class,
            ConfigureNic.class,
            ConfigureRoutes.class));

    private final StateDirectory state;
    private final StepObserver observer;
    private final BooleanSupplier cancelled;
    private final NamespaceClaims claims;
    private final SandboxWork work;

    private Plumbline(StateDirectory state, StepObserver observer, BooleanSupplier cancelled) {
        this.state = state;
        this.cancelled = cancelled;
        this.observer = observer;
        this.claims = new NamespaceClaims(state);
        this.work = new SandboxWork(state, observer, claims);
    }

    /** {@return an instance that keeps its state in a directory, which is made when first needed} */
    public static Plumbline at(Path stateDirectory) {
        return new Plumbline(new StateDirectory(stateDirectory, STEPS), StepObserver.NONE, () -> false);
    }

    /** {@return the same, with somebody who sees the steps as they happen, on the thread that does them} */
    public Plumbline observedBy(StepObserver stepObserver) {
        return new Plumbline(state, stepObserver, cancelled);
    }

    /**
     * {@return the same, whose operations end and are taken back when they are no longer wanted}
     *
     * @param noLongerWanted asked often, from any thread
     */
    public Plumbline cancelledBy(BooleanSupplier noLongerWanted) {
        return new Plumbline(state, observer, noLongerWanted);
    }

    @Override
    public SandboxReport plan(String netns, SandboxPolicy policy) {
        return NamespaceThread.run(() -> {
            try (PodNamespace pod = PodNamespace.in(NetNamespace.of(netns))) {
                String path = pod.namespace().path().toString();
                Deadline deadline = Deadline.after(TO_PLAN);
                Functions functions = new Functions(state, pod, null, deadline);
                SandboxPlanner planner =
                        new SandboxPlanner("plan", path, null, null, SandboxWork.useVhost(policy), functions, deadline);
                PodNetwork network = PodScan.of(pod);
                Decisions decisions = NicPlanner.decide("plan", network, policy.nics(), functions, any -> true);
                return planner.plan(network, decisions, List.of()).report().withoutName();
            }
        });
    }

    @Override
    public SandboxReport attach(AttachRequest request) {
        Deadline deadline = Deadline.after(request.timeout(), cancelled);
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

    @Override
    public SandboxReport plug(String sandbox, Pluggable what, Duration timeout) {
        return change(sandbox, timeout, (journal, scope) -> work.plug(journal, scope, what));
    }

    @Override
    public SandboxReport unplug(String sandbox, String id, Duration timeout) {
        return change(sandbox, timeout, (journal, scope) -> work.unplug(journal, scope, id));
    }

    /** Brings a sandbox up to date with its namespace: what {@link #attach} does for one that is attached. */
    SandboxReport follow(String sandbox, Duration timeout) {
        return change(sandbox, timeout, (journal, scope) -> work.follow(journal, Subject.of(journal), scope));
    }

    @Override
    public Watch watch(String sandbox, Consumer<SandboxEvent> listener) {
        SandboxHistory history = new SandboxHistory(sandbox, show(sandbox));
        SandboxWatch watch = SandboxWatch.start(this, sandbox, history.telling(listener), SandboxWatch.SHARED_WORKERS);
        watch.whenUpToDate(() -> listener.accept(SandboxEvent.watching(sandbox)));
        return watch;
    }

    /** {@return the names of all sandboxes, also of those whose journal cannot be read} */
    public List<String> names() {
        return state.names().stream().filter(AttachRequest::isName).toList(); // the others are vfio-bind's
    }

    /** {@return whether a service is to follow a sandbox's namespace} */
    public boolean isToBeWatched(String sandbox) {
        return state.journal(sandbox)
                .filter(journal -> Subject.of(journal).watch())
                .isPresent();
    }

    /** {@return whether there is a journal; does not read it} */
    boolean isThere(String sandbox) {
        return state.has(sandbox);
    }

    /** {@return the identity of a sandbox's namespace; a watch follows that one, not a later one at the same path} */
    NetNamespace.Id namespaceOf(String sandbox) {
        Subject subject = Subject.of(require(sandbox));
        if (subject.netnsInode() == 0) {
            throw Problem.refused("NO_NAMESPACE_TO_WATCH", sandbox, "the sandbox's NICs come from a direct-attach file")
                    .fix("attach it with --netns to have its links followed")
                    .exception();
        }
        return new NetNamespace.Id(subject.netnsDevice(), subject.netnsInode());
    }

    private SandboxReport change(String sandbox, Duration timeout, BiFunction<Journal, Scope, SandboxReport> how) {
        AttachRequest.requireName(sandbox);
        Deadline deadline = Deadline.after(timeout, cancelled);
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
            case ADDING, REMOVING -> {
                try (DeviceLocks locks = DeviceWork.lock(state, journal, scope.deadline())) {
                    var unused = new Transaction(journal, scope, observer).recover();
                }
            }
            case CREATING, UNDOING ->
                throw Problem.refused("NOT_ATTACHED", sandbox, "the sandbox is attached only in part")
                        .fix("run 'plumb recover " + sandbox + "', then attach it again")
                        .exception();
        }
    }

    @Override
    public SandboxReport detach(String sandbox, Duration timeout) {
        AttachRequest.requireName(sandbox);
        Deadline deadline = Deadline.after(timeout, cancelled);
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
        try (DeviceLocks locks = DeviceWork.lock(state, journal, deadline);
                Scope scope = Scopes.of(subject, deadline)) {
            List<StepOutcome> outcomes = how.apply(new Transaction(journal, scope, observer));
            if (subject.netnsInode() != 0 && state.journal(sandbox).isEmpty()) {
                claims.release(subject.netnsInode(), sandbox, deadline.again());
            }
            return outcomes;
        }
    }

    @Override
    public SandboxReport show(String sandbox) {
        AttachRequest.requireName(sandbox);
        return report(require(sandbox));
    }

    /** {@return a sandbox as it was attached, if there is one} */
    public Optional<SandboxReport> find(String sandbox) {
        return state.journal(sandbox).map(Plumbline::report);
    }

    @Override
    public List<SandboxReport> list() {
        return names().stream()
                .flatMap(name -> state.journal(name).stream())
                .map(Plumbline::report)
                .toList();
    }

    @Override
    public VerifyReport verify(String sandbox, Duration timeout) {
        AttachRequest.requireName(sandbox);
        Deadline deadline = Deadline.after(timeout, cancelled);
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

    @Override
    public RecoveryReport recover(String sandbox, Duration timeout) {
        AttachRequest.requireName(sandbox);
        Deadline deadline = Deadline.after(timeout, cancelled);
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

    @Override
    public List<RecoveryReport> recoverAll(Duration timeout) {
        List<RecoveryReport> done = new ArrayList<>();
        PlumblineException failure = null;
        for (String name : names()) {
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

    /**
     * Takes the part of the state directory's one service, until the lock is closed or the process ends.
     *
     * @throws PlumblineException REFUSED when another process has it
     */
    public StateLock becomeService() {
        try {
            return state.lock(SERVICE, Deadline.after(RIVAL)); // no sandbox has such a name
        } catch (PlumblineException e) {
            if (!e.problem().code().equals("BUSY")) {
                throw e;
            }
            throw Problem.refused(
                            "SERVICE_RUNS", state.directory().toString(), "another service has this state directory")
                    .fix("use that one, or name another directory with --state")
                    .exception(e);
        }
    }

    @Override
    public void close() {}

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
