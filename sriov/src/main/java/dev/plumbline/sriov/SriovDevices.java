package dev.plumbline.sriov;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import dev.plumbline.host.change.Journal;
import dev.plumbline.host.change.Plan;
import dev.plumbline.host.change.PlannedStep;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.StateDirectory;
import dev.plumbline.host.change.StepCatalog;
import dev.plumbline.host.change.StepObserver;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.host.change.StepOutcome.Outcome;
import dev.plumbline.host.change.Transaction;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.DeviceLocks;
import dev.plumbline.vfio.PciDevice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A host's virtual functions: how many there are, what they are allowed, and what is known of them. What is changed is
 * written to one journal a physical function, from which it can be taken back. Thread-safe; operations on one physical
 * function are done one after the other, also between processes.
 *
 * <p>Every method throws {@link dev.plumbline.host.PlumblineException}.
 */
public final class SriovDevices {
    private static final JsonNode ABOUT = JsonNodeFactory.instance.objectNode().put("operation", "sriov");

    private final Sysroot sysroot;
    private final StateDirectory state;
    private final @Nullable Consumer<Scope> live;

    private SriovDevices(Sysroot sysroot, Path state, @Nullable Consumer<Scope> live) {
        this.sysroot = sysroot;
        this.state = new StateDirectory(state, new StepCatalog(SriovSteps.ALL));
        this.live = live;
    }

    /**
     * {@return the virtual functions of a host, with state in a directory, which is made when first needed}
     *
     * <p>The settings of a tree of files are not known: the running kernel would tell of another host.
     */
    public static SriovDevices of(Sysroot sysroot, Path state) {
        return new SriovDevices(sysroot, state, isHost(sysroot) ? SriovDevices::provide : null);
    }

    /** {@return the same, with {@link VfAdmin} and {@link DeviceLinks} from elsewhere} */
    public static SriovDevices of(Sysroot sysroot, Path state, Consumer<Scope> live) {
        return new SriovDevices(sysroot, state, live);
    }

    private static boolean isHost(Sysroot sysroot) {
        return sysroot.root().toAbsolutePath().normalize().equals(Path.of("/"));
    }

    /** Says how the running host's kernel is asked by {@link SetVf} and {@link TakeVfNetdev}. */
    public static void provide(Scope scope) {
        scope.provide(VfAdmin.class, () -> {
            if (!isHost(scope.get(Sysroot.class))) {
                throw unknowable(scope.get(Sysroot.class).root().toString()).exception();
            }
            return NetlinkVfAdmin.open();
        });
        scope.provide(DeviceLinks.class, DeviceLinks::byParentDevice);
    }

    private static Problem unknowable(String object) {
        return Problem.refused("NO_KERNEL", object, "settings are the kernel's, and this is a tree of files")
                .because("the kernel that runs here would be asked about another host's devices")
                .fix("leave out --sysroot");
    }

    /** {@return the name of the journal of what was done to a physical function's virtual ones} */
    public static String journal(Bdf pf) {
        return pf + "+sriov";
    }

    /** {@return a physical function and its virtual ones; changes nothing} */
    public VfsReport show(PfName pf) {
        return new VfReports(sysroot, live).of(pf, null, null);
    }

    /**
     * Gives a physical function another number of virtual functions; all that it has vanish for that.
     *
     * @param count how many it gets, 0 to {@link PhysicalFunction#total}
     * @param probe whether drivers shall take the new ones; null for as the host has it
     * @param force whether functions that are in use may vanish
     */
    public VfsReport setCount(PfName pf, int count, @Nullable Boolean probe, boolean force, Duration timeout) {
        Deadline deadline = Deadline.after(timeout);
        // What is refused is refused before anything is locked or written.
        var unused = SetVfCount.from(sysroot, PhysicalFunction.read(sysroot, pf.bdf()), count, probe, force);
        List<StepOutcome> steps;
        try (DeviceLocks locks = DeviceLocks.take(state, Set.of(pf.bdf()), deadline)) {
            Optional<Journal> journal = settled(pf.bdf(), deadline);
            PhysicalFunction now = PhysicalFunction.read(sysroot, pf.bdf());
            SetVfCount step = SetVfCount.from(sysroot, now, count, probe, force);
            if (step.isDone(now)) {
                steps = List.of(new StepOutcome(step.name(), step.object(), Outcome.ALREADY, 0));
            } else {
                requirePermission(now);
                steps = applyCount(journal, step, deadline);
            }
        }
        return new VfReports(sysroot, live).of(pf, null, steps);
    }

    private List<StepOutcome> applyCount(Optional<Journal> journal, SetVfCount change, Deadline deadline) {
        List<String> parts = journal.map(SriovDevices::parts).orElse(List.of());
        SetVfCount step = journal.flatMap(found -> find(found, SetVfCount.class, "count"))
                .map(change::since)
                .orElse(change);
        // What was set of functions that vanish needs no undoing any more.
        List<StepOutcome> outcomes = apply(journal, change.pf(), new PlannedStep("count", step), parts, deadline);
        if (step.before() == step.count()) {
            with(change.pf(), deadline, Transaction::undo); // all is as it was: nothing is left to put back
        }
        return outcomes;
    }

    private void requirePermission(PhysicalFunction pf) {
        Path file = PhysicalFunction.directory(sysroot, pf.bdf()).resolve(PhysicalFunction.COUNT);
        if (!Files.isWritable(file)) {
            throw Problem.refused(
                            "NO_PERMISSION",
                            pf.bdf().toString(),
                            "its " + PhysicalFunction.COUNT + " cannot be written")
                    .because(file.toString())
                    .fix("run as root, where /sys is writable")
                    .exception();
        }
    }

    /**
     * Sets what a physical function decides about one of its virtual functions.
     *
     * @param index the virtual function's number, from 0
     * @param wanted the settings, as {@link VfSetting#parse} spells them
     */
    public VfsReport set(PfName pf, int index, Map<VfSetting, String> wanted, Duration timeout) {
        Deadline deadline = Deadline.after(timeout);
        PhysicalFunction found = PhysicalFunction.read(sysroot, pf.bdf());
        VirtualFunction vf = found.vf(index);
        PfLink link = found.link(pf.link())
                .orElseThrow(() -> Problem.refused(
                                "PF_WITHOUT_LINK",
                                pf.bdf().toString(),
                                "the physical function has no network link here")
                        .because("virtual functions are set through their physical function's link")
                        .fix("only those of a NIC have settings; bind its network driver, or take its link back into"
                                + " the host's network namespace")
                        .exception());
        if (live == null) {
            throw unknowable(sysroot.root().toString()).exception();
        }
        List<StepOutcome> steps;
        try (DeviceLocks locks = DeviceLocks.take(state, Set.of(pf.bdf()), deadline)) {
            Optional<Journal> journal = settled(pf.bdf(), deadline);
            Map<VfSetting, String> has = read(link, vf.index(), deadline);
            SetVf step = SetVf.from(has, link, vf.index(), wanted);
            steps = step.wanted().equals(step.before())
                    ? List.of(new StepOutcome(step.name(), step.object(), Outcome.ALREADY, 0))
                    : applySettings(journal, pf.bdf(), step, has, deadline);
        }
        return new VfReports(sysroot, live).of(pf, index, steps);
    }

    /** Puts back what was changed of a physical function's virtual ones: their number, and their settings. */
    public VfsReport restore(PfName pf, Duration timeout) {
        Deadline deadline = Deadline.after(timeout);
        List<StepOutcome> steps = List.of();
        if (state.has(journal(pf.bdf()))) {
            try (DeviceLocks locks = DeviceLocks.take(state, Set.of(pf.bdf()), deadline)) {
                boolean there = state.journal(journal(pf.bdf())).isPresent();
                steps = there ? with(pf.bdf(), deadline, Transaction::undo) : steps;
            }
        }
        return new VfReports(sysroot, live).of(pf, null, steps);
    }

    private Map<VfSetting, String> read(PfLink link, int index, Deadline deadline) {
        try (Scope scope = scope(deadline)) {
            VfAdmin admin = scope.get(VfAdmin.class);
            return admin.find(link).map(admin::vfs).orElse(List.of()).stream()
                    .filter(vf -> vf.number() == index)
                    .findFirst()
                    .map(VfSetting::of)
                    .orElseThrow(() -> Problem.refused(
                                    "VF_SETTING_UNSUPPORTED",
                                    "vf " + index + " of " + link,
                                    "the driver of the physical function tells nothing of this virtual function")
                            .fix("see that the driver supports SR-IOV settings: 'ip link show " + link + "' lists them")
                            .exception());
        }
    }

    private List<StepOutcome> applySettings(
            Optional<Journal> journal, Bdf pf, SetVf change, Map<VfSetting, String> has, Deadline deadline) {
        String part = "vf " + change.vf() + " port " + change.pf().port();
        SetVf step = journal.flatMap(found -> find(found, SetVf.class, part))
                .map(earlier -> change.since(earlier, has))
                .orElse(change);
        List<StepOutcome> outcomes = apply(journal, pf, new PlannedStep(part, step), List.of(part), deadline);
        if (step.wanted().equals(step.before())) {
            boolean last =
                    journal.map(found -> parts(found).equals(List.of(part))).orElse(true);
            with(pf, deadline, last ? Transaction::undo : transaction -> transaction.remove(ABOUT, List.of(part)));
        }
        return outcomes;
    }

    private List<StepOutcome> apply(
            Optional<Journal> journal, Bdf pf, PlannedStep step, List<String> replaced, Deadline deadline) {
        if (journal.isPresent()) {
            return with(pf, deadline, transaction -> transaction.add(ABOUT, List.of(step), replaced));
        }
        var unused = state.create(journal(pf), new Plan(ABOUT, List.of(step)));
        return with(pf, deadline, Transaction::apply);
    }

    /** {@return the journal, after what a process that is no more left under way in it was finished or taken back} */
    private Optional<Journal> settled(Bdf pf, Deadline deadline) {
        Optional<Journal> journal = state.journal(journal(pf));
        if (journal.isEmpty() || journal.get().isComplete()) {
            return journal;
        }
        with(pf, deadline, Transaction::recover);
        return state.journal(journal(pf));
    }

    private List<StepOutcome> with(Bdf pf, Deadline deadline, Function<Transaction, List<StepOutcome>> operation) {
        Journal journal = state.journal(journal(pf)).orElseThrow();
        try (Scope scope = scope(deadline)) {
            return operation.apply(new Transaction(journal, scope, StepObserver.NONE));
        } catch (PlumblineException e) {
            if (e.problem().kind() == Problem.Kind.NOT_UNDONE) {
                throw e.problem()
                        .fix("mend what is named, then run 'vfio-bind restore --all'")
                        .exception(e);
            }
            throw e;
        }
    }

    private Scope scope(Deadline deadline) {
        Scope scope = new Scope(deadline).provide(Sysroot.class, () -> sysroot);
        if (live != null) {
            live.accept(scope);
        }
        return scope;
    }

    private static List<String> parts(Journal journal) {
        return journal.steps().stream().map(PlannedStep::of).distinct().toList();
    }

    private static <T> Optional<T> find(Journal journal, Class<T> type, String part) {
        return journal.steps().stream()
                .filter(planned -> planned.of().equals(part))
                .map(PlannedStep::step)
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((first, last) -> last);
    }

    /**
     * {@return the step that takes a virtual function's link out of the network namespace that it is in; nothing when no
     * other namespace has it}
     */
    public Optional<TakeVfNetdev> taking(Bdf vf, Duration timeout) {
        try (Scope scope = scope(Deadline.after(timeout))) {
            return Optional.ofNullable(NetnsSearch.find(Set.of(vf), scope.get(DeviceLinks.class), scope.deadline())
                            .get(vf))
                    .map(place -> TakeVfNetdev.from(vf, place));
        }
    }

    /**
     * {@return the step that makes a virtual function's address that of its link, so that whoever gets the function finds it
     * there; nothing when its physical function has no link here or its driver reports no addresses}
     */
    public Optional<SetVf> addressing(PciDevice vf, String mac, Deadline deadline) {
        Bdf pf = vf.sriov().pf();
        Integer index = vf.sriov().index();
        if (pf == null || index == null || live == null) {
            return Optional.empty();
        }
        Optional<PfLink> link = PhysicalFunction.read(sysroot, pf).link(null);
        if (link.isEmpty()) {
            return Optional.empty();
        }
        Map<VfSetting, String> has = read(link.get(), index, deadline);
        return has.containsKey(VfSetting.MAC)
                ? Optional.of(SetVf.from(has, link.get(), index, Map.of(VfSetting.MAC, mac)))
                : Optional.empty();
    }
}
