package dev.plumbline.runtime;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import dev.plumbline.host.change.Journal;
import dev.plumbline.host.change.PlannedStep;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.StateDirectory;
import dev.plumbline.host.change.StepObserver;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.host.change.Transaction;
import dev.plumbline.runtime.SandboxReport.State;
import dev.plumbline.runtime.vmm.Port;
import dev.plumbline.runtime.vmm.VirtualMachine;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.BindDriver;
import dev.plumbline.vfio.BindPlanner;
import dev.plumbline.vfio.BindPolicy;
import dev.plumbline.vfio.DeviceLocks;
import dev.plumbline.vfio.HostDevices;
import dev.plumbline.vfio.HostSnapshot;
import dev.plumbline.vfio.PciDevice;
import dev.plumbline.vfio.VfioVariants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is done with the host devices of one sandbox, once its lock is held and its surroundings are at hand. */
final class DeviceWork {
    private final StateDirectory state;
    private final StepObserver observer;
    private final Sysroot host = Sysroot.host();

    DeviceWork(StateDirectory state, StepObserver observer) {
        this.state = state;
        this.observer = observer;
    }

    /** Takes the locks of the functions that a journal has bound: whoever changes a function's driver holds them. */
    static DeviceLocks lock(StateDirectory state, Journal journal, Deadline deadline) {
        List<Bdf> functions = new ArrayList<>();
        for (PlannedStep planned : journal.steps()) {
            if (planned.step() instanceof BindDriver bind) {
                functions.add(bind.bdf());
            }
        }
        return DeviceLocks.take(state, functions, deadline);
    }

    /** {@return the device with an id, if the sandbox has it} */
    static Optional<DeviceReport> find(Subject subject, String id) {
        return subject.report().devices().stream()
                .filter(device -> device.id().equals(id))
                .findFirst();
    }

    /** Binds all endpoints of some functions' groups to VFIO, and plugs them into the VM if there is one. */
    SandboxReport plug(Journal journal, Scope scope, Pluggable what) {
        Subject subject = Subject.of(journal);
        HostDevices devices = HostDevices.of(host, state.directory());
        HostSnapshot before = devices.snapshot();
        Set<Bdf> wanted = new TreeSet<>(functions(what, before));
        subject.report().devices().forEach(device -> wanted.remove(Bdf.parse(device.bdf())));
        if (wanted.isEmpty()) {
            return subject.report().with(State.ATTACHED, journal.outcomes());
        }
        List<Bdf> targets = targets(before, wanted).stream().map(PciDevice::bdf).toList();
        try (DeviceLocks locks = DeviceLocks.take(state, targets, scope.deadline())) {
            HostSnapshot now = devices.snapshot();
            List<PciDevice> functions = targets(now, wanted);
            VirtualMachine machine =
                    subject.qmp() == null ? null : scope.get(Hypervisor.class).machine();
            refuseTaken(now, functions, machine, scope);
            List<PlannedStep> steps = new ArrayList<>();
            for (Map.Entry<String, List<Bdf>> group : byPart(functions).entrySet()) {
                steps.addAll(new BindPlanner(now, VfioVariants.read(host))
                        .plan(group.getKey(), group.getValue(), BindPolicy.DEFAULT));
            }
            List<DeviceReport> all = new ArrayList<>(subject.report().devices());
            if (machine == null) {
                functions.forEach(device -> all.add(named(device).cold()));
            } else {
                all.addAll(plugs(functions, machine, scope, steps));
            }
            SandboxReport report = subject.report().withDevices(all);
            List<StepOutcome> outcomes = new Transaction(journal, scope, observer)
                    .add(subject.with(report).toJson(), steps, List.of());
            return report.with(State.ATTACHED, outcomes);
        }
    }

    private static Set<Bdf> functions(Pluggable what, HostSnapshot now) {
        return what instanceof Pluggable.Cdi cdi
                ? CdiFunctions.of(cdi.name(), now.inventory())
                : Set.of(((Pluggable.Pci) what).bdf());
    }

    private static Map<String, List<Bdf>> byPart(List<PciDevice> functions) {
        Map<String, List<Bdf>> parts = new TreeMap<>();
        for (PciDevice device : functions) {
            parts.computeIfAbsent(part(device), any -> new ArrayList<>()).add(device.bdf());
        }
        return parts;
    }

    private static String part(PciDevice device) {
        return Parts.deviceOf(String.valueOf(device.group()));
    }

    /** Adds a step for each function; returns where each will be. */
    private List<DeviceReport> plugs(
            List<PciDevice> functions, VirtualMachine machine, Scope scope, List<PlannedStep> steps) {
        LockedMemory.require(
                host, machine.memory(scope.deadline()), functions.get(0).bdf().toString());
        List<Port> ports = machine.observe(scope.deadline()).ports(functions.size());
        List<DeviceReport> plugged = new ArrayList<>();
        for (int i = 0; i < functions.size(); i++) {
            PassedThrough device = named(functions.get(i));
            steps.add(new PlannedStep(part(device.function()), new PlugVfio(device.plug(ports.get(i)))));
            plugged.add(device.at(ports.get(i)));
        }
        return plugged;
    }

    /** Takes a device out of the VM, with all that came with it, and gives it back to the host. */
    SandboxReport unplug(Journal journal, Scope scope, DeviceReport device) {
        Subject subject = Subject.of(journal);
        List<DeviceReport> left = subject.report().devices().stream()
                .filter(other -> !other.group().equals(device.group()))
                .toList();
        SandboxReport report = subject.report().withDevices(left);
        try (DeviceLocks locks = lock(state, journal, scope.deadline())) {
            List<StepOutcome> outcomes = new Transaction(journal, scope, observer)
                    .remove(subject.with(report).toJson(), List.of(Parts.deviceOf(device.group())));
            return report.with(State.ATTACHED, outcomes);
        }
    }

    private List<PciDevice> targets(HostSnapshot now, Set<Bdf> wanted) {
        return new BindPlanner(now, VfioVariants.read(host)).targets(wanted, false);
    }

    /** A device that is on VFIO already, so that nobody asks whether it may be bound, may still be somebody's. */
    private void refuseTaken(
            HostSnapshot now, List<PciDevice> functions, @Nullable VirtualMachine machine, Scope scope) {
        int ours = machine == null ? 0 : machine.memory(scope.deadline()).process();
        for (PciDevice device : functions) {
            String journal = now.journals().get(device.bdf());
            if (journal != null && AttachRequest.isName(journal)) {
                throw HostDevices.heldBySandbox(device.bdf(), journal).exception();
            }
            now.holder(device).filter(holder -> holder.pid() != ours).ifPresent(holder -> {
                throw Problem.refused("IN_USE_VFIO", device.bdf().toString(), "it is in use by " + holder)
                        .fix("end the VM that has it, or take the device out of it")
                        .exception();
            });
        }
    }

    /** A function under its address, with a device id as QEMU accepts it. */
    private static PassedThrough named(PciDevice device) {
        String bdf = device.bdf().toString();
        return new PassedThrough(bdf, "vfio-" + bdf.replace(':', '-'), device);
    }
}
