package dev.plumbline.vfio;

import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A host's PCI functions at one moment, and what of them matters to VFIO. Immutable. */
public final class PciInventory {
    /** Numbers as texts: the shorter is the smaller. No lambda, as the first of those in a JVM is dear. */
    private static final Comparator<String> BY_NUMBER = new Comparator<>() {
        @Override
        public int compare(String one, String other) {
            int byLength = Integer.compare(one.length(), other.length());
            return byLength != 0 ? byLength : one.compareTo(other);
        }
    };

    private final Map<Bdf, PciDevice> devices = new LinkedHashMap<>();
    private final Map<String, IommuGroup> groups = new LinkedHashMap<>();
    private final HostFacts facts;

    /**
     * What a host offers, apart from its functions.
     *
     * @param drivers the PCI drivers that are loaded
     * @param iommu whether an IOMMU is in use
     * @param unsafeNoIommu whether VFIO works without an IOMMU here, which protects nothing
     */
    public record HostFacts(Set<String> drivers, boolean iommu, boolean unsafeNoIommu) {
        public HostFacts {
            drivers = Set.copyOf(drivers);
        }
    }

    private PciInventory(Collection<PciDevice> found, HostFacts facts) {
        this.facts = facts;
        Map<Bdf, PciDevice> sorted = new TreeMap<>();
        for (PciDevice device : found) {
            sorted.put(device.bdf(), device);
        }
        devices.putAll(sorted);
        Map<String, List<PciDevice>> members = new TreeMap<>(BY_NUMBER);
        for (PciDevice device : devices.values()) {
            if (device.group() != null) {
                List<PciDevice> list = members.getOrDefault(device.group(), new ArrayList<>());
                list.add(device);
                members.put(device.group(), list);
            }
        }
        for (Map.Entry<String, List<PciDevice>> entry : members.entrySet()) {
            groups.put(entry.getKey(), new IommuGroup(entry.getKey(), entry.getValue()));
        }
    }

    /**
     * Reads a host's functions: a few small files each. Whatever cannot be read or understood is left out.
     *
     * @throws dev.plumbline.host.PlumblineException NOT_FOUND when the host has no PCI bus at all
     */
    public static PciInventory read(Sysroot sysroot) {
        return new PciScan(sysroot, true).inventory();
    }

    /**
     * Reads of a host's functions what the verdict on them depends on, in half the time: without their registers, reset
     * methods, subsystem, NUMA node, override, module and modalias.
     */
    public static PciInventory brief(Sysroot sysroot) {
        return new PciScan(sysroot, false).inventory();
    }

    /** {@return the inventory of these functions} */
    public static PciInventory of(Collection<PciDevice> devices, HostFacts facts) {
        return new PciInventory(devices, facts);
    }

    /** {@return the functions in order of address} */
    public List<PciDevice> devices() {
        return List.copyOf(devices.values());
    }

    /** {@return the function at an address} */
    public Optional<PciDevice> device(Bdf bdf) {
        return Optional.ofNullable(devices.get(bdf));
    }

    /**
     * {@return the function at an address}
     *
     * @throws dev.plumbline.host.PlumblineException NOT_FOUND when there is none
     */
    public PciDevice require(Bdf bdf) {
        return device(bdf)
                .orElseThrow(() -> Problem.notFound(
                                ReasonCode.NOT_FOUND.name(), bdf.toString(), "this host has no such PCI function")
                        .fix("'vfio-bind list' shows those that it has")
                        .exception());
    }

    /** {@return the IOMMU groups that have PCI functions, in order of their numbers} */
    public List<IommuGroup> groups() {
        return List.copyOf(groups.values());
    }

    /** {@return the IOMMU group of a number} */
    public Optional<IommuGroup> group(String id) {
        return Optional.ofNullable(groups.get(id));
    }

    /** {@return the group of a function, if it has one} */
    public Optional<IommuGroup> groupOf(PciDevice device) {
        return device.group() == null ? Optional.empty() : group(device.group());
    }

    /** {@return what the host offers} */
    public HostFacts facts() {
        return facts;
    }
}
