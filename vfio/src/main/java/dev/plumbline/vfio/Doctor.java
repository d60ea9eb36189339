package dev.plumbline.vfio;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at a host as a whole: can it pass devices through, and did somebody leave something behind? */
public final class Doctor {
    private final List<Finding> findings = new ArrayList<>();

    /**
     * One thing that was looked at.
     *
     * @param code a stable word: a {@link ReasonCode} where there is one
     * @param ok whether it is as it should be
     * @param text what was found
     * @param fix what to do about it, or null
     */
    public record Finding(
            String code, boolean ok, String text, @Nullable String fix) {}

    private Doctor() {}

    static List<Finding> examine(
            HostSnapshot host,
            ProcessLimits limits,
            InterruptRemapping interrupts,
            boolean iommufd,
            Set<Bdf> held,
            Collection<String> cutOff) {
        Doctor doctor = new Doctor();
        doctor.iommu(host.inventory());
        doctor.interrupts(interrupts);
        doctor.drivers(host.inventory(), iommufd);
        doctor.limits(limits);
        host.inventory().devices().forEach(device -> doctor.leftOver(host, device));
        held.stream()
                .filter(bdf -> host.inventory().device(bdf).isEmpty())
                .forEach(bdf -> doctor.bad(
                        ReasonCode.NOT_FOUND.name(),
                        "a journal holds " + bdf + ", which is not there",
                        "see whether it comes back, then vfio-bind restore " + bdf));
        cutOff.forEach(name ->
                doctor.bad("JOURNAL_LEFT", "an operation on " + name + " was cut off", "vfio-bind restore --all"));
        return List.copyOf(doctor.findings);
    }

    private void iommu(PciInventory inventory) {
        long covered = inventory.devices().stream()
                .filter(device -> device.group() != null)
                .count();
        if (inventory.facts().iommu()) {
            good(
                    ReasonCode.NO_IOMMU.name(),
                    "the IOMMU is on; " + covered + " of " + inventory.devices().size() + " functions are in its "
                            + inventory.groups().size() + " groups");
        } else {
            bad(
                    ReasonCode.NO_IOMMU.name(),
                    "no IOMMU is in use",
                    "turn it on in the firmware (VT-d, AMD-Vi) and the kernel (intel_iommu=on)");
        }
        if (inventory.facts().unsafeNoIommu()) {
            bad(
                    "UNSAFE_NOIOMMU",
                    "VFIO may be used without an IOMMU: a guest's device can write to all memory",
                    "load vfio without enable_unsafe_noiommu_mode");
        }
    }

    private void interrupts(InterruptRemapping interrupts) {
        if (interrupts.unitsWithout().isEmpty()) {
            return;
        }
        String units = String.join(", ", interrupts.unitsWithout());
        if (interrupts.overruled()) {
            bad(
                    "INTERRUPT_REMAPPING",
                    units
                            + " cannot remap interrupts, and VFIO does without: a guest's device can raise any interrupt of"
                            + " the host",
                    "load vfio_iommu_type1 without allow_unsafe_interrupts where guests are not trusted");
        } else {
            bad(
                    "INTERRUPT_REMAPPING",
                    units + " cannot remap interrupts, and VFIO refuses devices then",
                    "turn interrupt remapping (x2APIC, VT-d) on in the firmware; where every guest is trusted,"
                            + " load vfio_iommu_type1 with allow_unsafe_interrupts=1");
        }
    }

    private void drivers(PciInventory inventory, boolean iommufd) {
        if (Bindings.isLoaded(inventory.facts().drivers())) {
            good(ReasonCode.DRIVER_MISSING.name(), "vfio-pci is loaded");
        } else {
            bad(ReasonCode.DRIVER_MISSING.name(), "the driver vfio-pci is not loaded", "modprobe vfio-pci");
        }
        good(
                "IOMMUFD",
                iommufd ? "iommufd is there" : "no iommufd: VMMs open devices by their groups, which works as well");
    }

    private void limits(ProcessLimits limits) {
        if (limits.mayLockEnough()) {
            good(
                    ReasonCode.MEMLOCK.name(),
                    "memory that may be locked: " + (limits.root() ? "all, as root" : limits.lockableText()));
        } else {
            bad(
                    ReasonCode.MEMLOCK.name(),
                    "only " + limits.lockableText() + " may be locked, and a VM with a device locks all its memory",
                    "ulimit -l unlimited, or LimitMEMLOCK=infinity in the VMM's unit");
        }
    }

    private void leftOver(HostSnapshot host, PciDevice device) {
        boolean journaled = host.journals().containsKey(device.bdf());
        String override = device.override();
        if (override != null && !journaled && !device.onVfio()) {
            bad(
                    ReasonCode.OVERRIDE_LEFT.name(),
                    device.bdf() + " has the driver_override " + override + ", which no journal knows of",
                    "vfio-bind overrides --clear " + device.bdf());
        }
        if (device.onVfio() && !journaled && host.holder(device).isEmpty()) {
            good(
                    "BOUND_BY_OTHERS",
                    device.bdf() + " is on " + device.driver() + ", and nobody's journal says what it had before");
        }
        if (device.isEndpoint()
                && device.group() == null
                && host.inventory().facts().iommu()) {
            bad(
                    ReasonCode.NO_GROUP.name(),
                    device.bdf() + " is in no IOMMU group",
                    "see the firmware's settings for the slot that it is in");
        }
    }

    private void good(String code, String text) {
        findings.add(new Finding(code, true, text, null));
    }

    private void bad(String code, String text, String fix) {
        findings.add(new Finding(code, false, text, fix));
    }
}
