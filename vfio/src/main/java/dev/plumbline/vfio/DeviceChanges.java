package dev.plumbline.vfio;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import dev.plumbline.host.change.Journal;
import dev.plumbline.host.change.Plan;
import dev.plumbline.host.change.PlannedStep;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.StepObserver;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.host.change.Transaction;
import dev.plumbline.vfio.DeviceJournals.Holding;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What changes a host's devices: under locks, with a journal an operation. */
final class DeviceChanges {
    private final Sysroot sysroot;
    private final DeviceJournals journals;
    private final Consumer<Scope> live;

    DeviceChanges(Sysroot sysroot, DeviceJournals journals, Consumer<Scope> live) {
        this.sysroot = sysroot;
        this.journals = journals;
        this.live = live;
    }

    BindReport plan(Collection<Bdf> wanted, BindPolicy policy) {
        HostSnapshot host = HostSnapshot.of(sysroot, journals.names());
        Binding binding = binding(host, wanted, policy);
        List<StepOutcome> outcomes = new ArrayList<>(binding.already());
        binding.steps().forEach(step -> outcomes.add(StepOutcome.planned(step)));
        return new BindReport(outcomes, reports(host, binding.targets()), Map.of());
    }

    /** What binding comes to: the functions, those that are bound already, and the steps for the others. */
    private record Binding(Set<Bdf> targets, List<StepOutcome> already, List<BindDriver> steps) {}

    private Binding binding(HostSnapshot host, Collection<Bdf> wanted, BindPolicy policy) {
        BindPlanner planner = new BindPlanner(host, VfioVariants.read(sysroot));
        List<BindDriver> steps = planner.steps(wanted, policy);
        Set<Bdf> targets = new TreeSet<>();
        planner.targets(wanted, policy.only()).forEach(device -> targets.add(device.bdf()));
        Set<Bdf> changing = steps.stream().map(BindDriver::bdf).collect(Collectors.toSet());
        List<StepOutcome> already = targets.stream()
                .filter(bdf -> !changing.contains(bdf))
                .map(bdf -> new StepOutcome("BindDriver", bdf.toString(), StepOutcome.Outcome.ALREADY, 0))
                .toList();
        steps.forEach(this::requirePermission);
        return new Binding(targets, already, steps);
    }

    private void requirePermission(BindDriver step) {
        var file = sysroot.sys("bus/pci/devices/" + step.bdf() + "/driver_override");
        if (!Files.isWritable(file)) {
            throw Problem.refused(
                            ReasonCode.NO_PERMISSION.name(),
                            step.object(),
                            "its driver_override cannot be written: " + file)
                    .fix("run as root, where /sys is writable")
                    .exception();
        }
    }

    BindReport bind(Collection<Bdf> wanted, BindPolicy policy, Duration timeout) {
        Deadline deadline = Deadline.after(timeout);
        Binding first = binding(HostSnapshot.of(sysroot, journals.names()), wanted, policy);
        List<StepOutcome> outcomes = new ArrayList<>();
        if (!first.steps().isEmpty()) {
            try (DeviceLocks locks = DeviceLocks.take(journals.state(), first.targets(), deadline)) {
                outcomes.addAll(settleHeld(first.steps(), deadline));
                Binding binding = binding(HostSnapshot.of(sysroot, journals.names()), wanted, policy);
                outcomes.addAll(binding.already());
                if (!binding.steps().isEmpty()) {
                    outcomes.addAll(apply(binding.steps(), policy, deadline));
                }
            }
        } else {
            outcomes.addAll(first.already());
        }
        return new BindReport(distinct(outcomes), now(first.targets()), Map.of());
    }

    /** A step that was done and is then found done is one step. */
    private static List<StepOutcome> distinct(List<StepOutcome> outcomes) {
        Map<String, StepOutcome> byObject = new TreeMap<>();
        outcomes.forEach(outcome -> byObject.putIfAbsent(outcome.object(), outcome));
        return List.copyOf(byObject.values());
    }

    /**
     * What a journal holds although its function is not as that left it: a binding that was cut off is taken back, one that
     * somebody changed by hand is made again, with what it was in the very beginning still known.
     */
    private List<StepOutcome> settleHeld(List<BindDriver> steps, Deadline deadline) {
        Map<Bdf, Holding> holdings = journals.holdings();
        Set<String> names = new TreeSet<>();
        for (BindDriver step : steps) {
            Holding holding = holdings.get(step.bdf());
            if (holding != null && !holding.isOwn()) {
                throw HostDevices.heldBySandbox(step.bdf(), holding.journal()).exception();
            }
            if (holding != null) {
                names.add(holding.journal());
            }
        }
        List<StepOutcome> outcomes = new ArrayList<>();
        for (String name : names) {
            Optional<Journal> journal = journals.state().journal(name);
            if (journal.isPresent() && journal.get().isComplete()) {
                outcomes.addAll(with(journal.get(), deadline, Transaction::mend));
            } else if (journal.isPresent()) {
                var unused = with(journal.get(), deadline, Transaction::recover);
            }
        }
        return outcomes;
    }

    private List<StepOutcome> apply(List<BindDriver> steps, BindPolicy policy, Deadline deadline) {
        HostSnapshot host = HostSnapshot.of(sysroot);
        List<PlannedStep> planned = steps.stream()
                .map(step -> new PlannedStep(part(host, step, policy), step))
                .toList();
        String name = steps.get(0).object();
        var about = JsonNodeFactory.instance.objectNode().put("operation", "bind");
        Optional<Journal> earlier = journals.state().journal(name);
        return earlier.isPresent()
                ? with(earlier.get(), deadline, transaction -> transaction.add(about, planned, List.of()))
                : with(journals.state().create(name, new Plan(about, planned)), deadline, Transaction::apply);
    }

    private static String part(HostSnapshot host, BindDriver step, BindPolicy policy) {
        String group = host.inventory().require(step.bdf()).group();
        return policy.only() || group == null ? step.object() : "group " + group;
    }

    private List<StepOutcome> with(
            Journal journal, Deadline deadline, Function<Transaction, List<StepOutcome>> operation) {
        try (Scope scope = new Scope(deadline)) {
            scope.provide(Sysroot.class, () -> sysroot);
            live.accept(scope);
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

    BindReport restore(Collection<Bdf> wanted, Duration timeout) {
        Deadline deadline = Deadline.after(timeout);
        Map<Bdf, Holding> holdings = journals.holdings();
        PciInventory inventory = PciInventory.read(sysroot);
        Map<String, Set<String>> partsByJournal = new TreeMap<>();
        Set<Bdf> affected = new TreeSet<>(wanted);
        for (Bdf bdf : wanted) {
            Holding holding = holdings.get(bdf);
            if (holding == null) {
                PciDevice unused = inventory.require(bdf);
                continue;
            }
            if (!holding.isOwn()) {
                throw HostDevices.heldBySandbox(bdf, holding.journal()).exception();
            }
            partsByJournal
                    .computeIfAbsent(holding.journal(), any -> new TreeSet<>())
                    .add(holding.part());
        }
        holdings.forEach((bdf, holding) -> {
            if (partsByJournal.getOrDefault(holding.journal(), Set.of()).contains(holding.part())) {
                affected.add(bdf);
            }
        });
        refuseIfHeld(affected, holdings);
        List<StepOutcome> outcomes = new ArrayList<>();
        partsByJournal.forEach((name, parts) -> outcomes.addAll(undo(name, parts, deadline)));
        return new BindReport(outcomes, now(affected), Map.of());
    }

    BindReport restoreAll(Duration timeout) {
        Deadline deadline = Deadline.after(timeout);
        List<StepOutcome> outcomes = new ArrayList<>();
        Set<Bdf> affected = new TreeSet<>();
        PlumblineException failure = null;
        for (String name : inOrderOfUndoing()) {
            try {
                Set<Bdf> functions = journals.state()
                        .journal(name)
                        .map(journal -> (Set<Bdf>) new TreeSet<>(DeviceJournals.functions(journal)))
                        .orElse(Set.of());
                refuseIfHeld(functions, journals.holdings());
                outcomes.addAll(undo(name, null, deadline));
                affected.addAll(functions);
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
        Map<Bdf, String> left = new TreeMap<>();
        journals.holdings().forEach((bdf, holding) -> left.put(bdf, holding.journal()));
        return new BindReport(outcomes, now(affected), left);
    }

    /** Drivers first: another module's journal may make functions vanish that one of ours has bound. */
    private List<String> inOrderOfUndoing() {
        List<String> names = new ArrayList<>(journals.deviceOperations());
        names.sort(Comparator.comparing((String name) -> name.contains("+")));
        return names;
    }

    private void refuseIfHeld(Set<Bdf> functions, Map<Bdf, Holding> holdings) {
        HostSnapshot host = HostSnapshot.briefly(sysroot);
        for (Bdf bdf : functions) {
            if (holdings.containsKey(bdf)) {
                host.inventory()
                        .device(bdf)
                        .filter(PciDevice::onVfio)
                        .flatMap(host::holder)
                        .ifPresent(holder -> {
                            throw Problem.refused(
                                            ReasonCode.IN_USE_VFIO.name(), bdf.toString(), "it is in use by " + holder)
                                    .fix("end the VM that has it, or take the device out of it")
                                    .exception();
                        });
            }
        }
    }

    /** Takes back some parts of a journal, or all of it. */
    private List<StepOutcome> undo(String name, @Nullable Set<String> parts, Deadline deadline) {
        Optional<Journal> seen = journals.state().journal(name);
        if (seen.isEmpty()) {
            return List.of(); // a plan that a crash cut off: nothing was done
        }
        Set<Bdf> functions = new TreeSet<>(DeviceJournals.functions(seen.get()));
        functions.add(Bdf.parse(name.contains("+") ? name.substring(0, name.indexOf('+')) : name));
        try (DeviceLocks locks = DeviceLocks.take(journals.state(), functions, deadline)) {
            Optional<Journal> journal = journals.state().journal(name);
            if (journal.isEmpty()) {
                return List.of(); // somebody else has restored it meanwhile
            }
            Set<String> all =
                    journal.get().steps().stream().map(PlannedStep::of).collect(Collectors.toCollection(TreeSet::new));
            boolean whole = parts == null || parts.containsAll(all);
            return with(journal.get(), deadline, transaction -> {
                if (whole) {
                    return transaction.undo();
                }
                List<StepOutcome> outcomes = new ArrayList<>(transaction.recover());
                outcomes.addAll(transaction.remove(journal.get().about(), List.copyOf(parts)));
                return outcomes;
            });
        }
    }

    void clearOverride(Bdf bdf, Duration timeout) {
        PciDevice device = PciInventory.read(sysroot).require(bdf);
        if (device.override() == null) {
            return;
        }
        try (DeviceLocks locks = DeviceLocks.take(journals.state(), Set.of(bdf), Deadline.after(timeout))) {
            String journal = journals.names().get(bdf);
            if (journal != null) {
                throw Problem.refused("JOURNALED", bdf.toString(), "the override belongs to a binding of ours")
                        .fix(
                                DeviceJournals.isDeviceOperation(journal)
                                        ? "vfio-bind restore " + bdf + " ends both"
                                        : "the sandbox " + journal + " has the device")
                        .exception();
            }
            new DriverFiles(sysroot, bdf).setOverride(null);
        }
    }

    /** {@return the device operations that were cut off} */
    List<String> cutOff() {
        return journals.deviceOperations().stream()
                .filter(name -> journals.state()
                        .journal(name)
                        .filter(journal -> !journal.isComplete())
                        .isPresent())
                .toList();
    }

    private List<DeviceReport> now(Set<Bdf> functions) {
        return reports(HostSnapshot.of(sysroot, journals.names()), functions);
    }

    private static List<DeviceReport> reports(HostSnapshot host, Set<Bdf> functions) {
        return functions.stream()
                .flatMap(bdf -> host.inventory().device(bdf).stream())
                .map(device -> DeviceReport.of(host, device))
                .toList();
    }
}
