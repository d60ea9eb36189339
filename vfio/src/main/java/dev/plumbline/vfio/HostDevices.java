package dev.plumbline.vfio;

import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A host's devices: what they are, whether a VM can have them, binding them to VFIO and putting them back. Thread-safe;
 * operations on one function are done one after the other, also between processes.
 *
 * <p>Every method throws {@link dev.plumbline.host.PlumblineException}.
 */
public final class HostDevices {
    /** Where state is kept when nobody says otherwise. */
    public static final Path DEFAULT_STATE = Path.of("/run/plumbline");

    private static final Consumer<Scope> NOTHING_MORE = new Consumer<>() {
        @Override
        public void accept(Scope scope) {
            // the sysroot is all that a binding needs
        }
    };

    private final Sysroot sysroot;
    private final DeviceJournals journals;
    private final DeviceChanges changes;

    private HostDevices(Sysroot sysroot, DeviceJournals journals, Consumer<Scope> live) {
        this.sysroot = sysroot;
        this.journals = journals;
        this.changes = new DeviceChanges(sysroot, journals, live);
    }

    /** {@return the devices of a host, with state in a directory, which is made when first needed} */
    public static HostDevices of(Sysroot sysroot, Path state) {
        return of(sysroot, state, VfioSteps.ALL, NOTHING_MORE);
    }

    /**
     * {@return the same, for journals that also hold steps of other modules}
     *
     * @param steps the kinds of steps that a device operation's journal may hold
     * @param live says how the live things are opened that these steps need; the {@link Sysroot} is provided already
     */
    public static HostDevices of(Sysroot sysroot, Path state, List<Class<? extends Step>> steps, Consumer<Scope> live) {
        return new HostDevices(sysroot, new DeviceJournals(state, steps), live);
    }

    /** {@return the root of the file trees} */
    public Sysroot sysroot() {
        return sysroot;
    }

    /** {@return all that is known at this moment} */
    public HostSnapshot snapshot() {
        return HostSnapshot.of(sysroot, journals.names());
    }

    /** {@return all functions, in order of address} */
    public List<DeviceReport> list() {
        return reports(snapshot());
    }

    /** {@return the same as {@link #list} with only what {@link PciInventory#brief} reads} */
    public List<DeviceReport> overview() {
        return reports(HostSnapshot.of(sysroot, PciInventory.brief(sysroot), journals.names()));
    }

    /** {@return all functions of a snapshot, in order of address} */
    public static List<DeviceReport> reports(HostSnapshot host) {
        List<DeviceReport> reports = new ArrayList<>();
        for (PciDevice device : host.inventory().devices()) {
            reports.add(DeviceReport.of(host, device));
        }
        return reports;
    }

    /** {@return some functions, in the order asked for} */
    public List<DeviceReport> show(Collection<Bdf> wanted) {
        HostSnapshot host = snapshot();
        return wanted.stream()
                .map(bdf -> DeviceReport.of(host, host.inventory().require(bdf)))
                .toList();
    }

    /** {@return what {@link #show} returns, with what the calling process lacks to pass them through} */
    public List<DeviceReport> check(Collection<Bdf> wanted) {
        ProcessLimits limits = ProcessLimits.read(sysroot);
        return show(wanted).stream()
                .map(report -> new DeviceReport(
                        report.device(),
                        report.group(),
                        report.holder(),
                        report.journal(),
                        limits.judge(report.device(), report.verdict(), access(report.device()))))
                .toList();
    }

    /** Whether this process may open the node of a function that is on VFIO; yes when it has none. */
    private boolean access(PciDevice device) {
        String node = device.groupNode();
        Path path = node == null ? null : sysroot.root().resolve(node.substring(1));
        return path == null || !Files.exists(path) || (Files.isReadable(path) && Files.isWritable(path));
    }

    /**
     * {@return what binding would do, step by step; changes nothing}
     *
     * @throws dev.plumbline.host.PlumblineException REFUSED when something stands in the way
     */
    public BindReport planBinding(Collection<Bdf> wanted, BindPolicy policy) {
        return changes.plan(wanted, policy);
    }

    /**
     * Binds functions to VFIO: all or none.
     *
     * @throws dev.plumbline.host.PlumblineException REFUSED when something stands in the way, UNDONE when a step failed and
     *     all was taken back, NOT_UNDONE when something could not be
     */
    public BindReport bind(Collection<Bdf> wanted, BindPolicy policy, Duration timeout) {
        return changes.bind(wanted, policy, timeout);
    }

    /**
     * Puts functions back to what they were before they were bound, with those that were bound together with them. Does
     * nothing to a function that was never bound.
     *
     * @throws dev.plumbline.host.PlumblineException REFUSED when a function is in use or a sandbox's journal holds it,
     *     NOT_UNDONE when something could not be put back
     */
    public BindReport restore(Collection<Bdf> wanted, Duration timeout) {
        return changes.restore(wanted, timeout);
    }

    /** Puts back all that was bound, except what a sandbox's journal holds. */
    public BindReport restoreAll(Duration timeout) {
        return changes.restoreAll(timeout);
    }

    /** {@return every override that is set} */
    public List<OverrideReport> overrides() {
        Map<Bdf, String> names = journals.names();
        List<OverrideReport> found = new ArrayList<>();
        for (PciDevice device : PciInventory.read(sysroot).devices()) {
            if (device.override() != null) {
                found.add(new OverrideReport(device.bdf(), device.override(), names.containsKey(device.bdf())));
            }
        }
        return found;
    }

    /**
     * Clears the override of a function. Does nothing when none is set.
     *
     * @throws dev.plumbline.host.PlumblineException REFUSED when a journal knows of it
     */
    public void clearOverride(Bdf bdf, Duration timeout) {
        changes.clearOverride(bdf, timeout);
    }

    /** {@return names and modules of functions, as the host's tables have them} */
    public DeviceNames names(Collection<PciDevice> devices) {
        return DeviceNames.read(sysroot, devices);
    }

    /** {@return the modules that could drive each function, in alphabetical order} */
    public Map<Bdf, List<String>> modules(Collection<PciDevice> devices) {
        Map<Bdf, List<String>> modules = new TreeMap<>();
        for (Map.Entry<Bdf, Set<String>> entry :
                new ModuleAliases(sysroot).modules(devices).entrySet()) {
            modules.put(entry.getKey(), List.copyOf(entry.getValue()));
        }
        return modules;
    }

    /** {@return a group's kind as the kernel calls it, for example DMA or identity} */
    public @Nullable String groupType(String id) {
        return SysDirectory.of(sysroot.sys("kernel/iommu_groups/" + id)).text("type");
    }

    /** {@return more about a function than a list has: it reads its whole configuration space} */
    public DeviceDetails details(PciDevice device) {
        return DeviceDetails.read(sysroot, device);
    }

    /**
     * {@return the windows that a guest needs for functions}
     *
     * @param physicalBits how wide the guest's physical addresses are, or nothing for as wide as the host's
     */
    public BarWindows windows(Collection<Bdf> wanted, Optional<Integer> physicalBits) {
        PciInventory inventory = PciInventory.read(sysroot);
        return BarWindows.of(wanted.stream().map(inventory::require).toList(), bits(physicalBits));
    }

    /** {@return the same for functions of which those in one list share a port; no list is empty} */
    public BarWindows windowsOfPorts(List<List<PciDevice>> ports, Optional<Integer> physicalBits) {
        return BarWindows.ofPorts(ports, bits(physicalBits));
    }

    private int bits(Optional<Integer> physicalBits) {
        return physicalBits.orElseGet(() -> ProcessLimits.physicalBits(sysroot));
    }

    /** {@return what of the host stands in the way of passing devices through} */
    public List<Doctor.Finding> examine() {
        return Doctor.examine(
                snapshot(),
                ProcessLimits.read(sysroot),
                InterruptRemapping.read(sysroot),
                Files.exists(sysroot.dev("iommu")),
                journals.holdings().keySet(),
                changes.cutOff());
    }

    /** {@return that a sandbox has a function: REFUSED} */
    public static Problem heldBySandbox(Bdf bdf, String sandbox) {
        return Problem.refused(ReasonCode.IN_USE_VFIO.name(), bdf.toString(), "the sandbox " + sandbox + " has it")
                .fix("plumb unplug " + sandbox + " takes it out, plumb detach " + sandbox + " all of it");
    }
}
