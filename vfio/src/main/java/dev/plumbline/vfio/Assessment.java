package dev.plumbline.vfio;

import dev.plumbline.vfio.Holders.Holder;
import dev.plumbline.vfio.PciInventory.HostFacts;
import dev.plumbline.vfio.Reason.Cure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges whether a function can be given to a VM, as the kernel and a VMM will. A pure function of a snapshot. */
final class Assessment {
    private final HostSnapshot host;
    private final PciDevice device;
    private final List<PciDevice> members;
    private final List<Reason> reasons = new ArrayList<>();

    private Assessment(HostSnapshot host, PciDevice device) {
        this.host = host;
        this.device = device;
        Optional<IommuGroup> group = host.inventory().groupOf(device);
        this.members = group.isPresent() ? group.get().members() : List.of(device);
    }

    static Verdict of(HostSnapshot host, PciDevice device) {
        Assessment assessment = new Assessment(host, device);
        assessment.kind();
        if (device.isEndpoint()) {
            assessment.group();
            assessment.driver();
            assessment.holder();
            assessment.uses();
            assessment.override();
        }
        return Verdict.of(isViable(host, device), assessment.reasons);
    }

    /** {@return whether a VMM could open the group of a function now} */
    static boolean isViable(HostSnapshot host, PciDevice device) {
        Optional<IommuGroup> group = host.inventory().groupOf(device);
        return group.isPresent()
                && group.get().blocking().isEmpty()
                && host.holder(device).isEmpty();
    }

    private void kind() {
        if (device.headerType() != HeaderType.ENDPOINT) {
            add(ReasonCode.HOST_BRIDGE, Cure.OTHER, "is a bridge to another bus, which the host keeps", null);
        } else if (device.isHostBridge()) {
            add(ReasonCode.HOST_BRIDGE, Cure.OTHER, "is a bridge that the host lives from", null);
        }
    }

    private void group() {
        if (device.noIommu()) {
            add(
                    ReasonCode.NO_IOMMU,
                    Cure.OTHER,
                    "is on VFIO without an IOMMU, which no VMM takes",
                    "turn the IOMMU on in the firmware (VT-d, AMD-Vi) and the kernel (intel_iommu=on)");
        }
        if (device.group() != null) {
            return;
        }
        HostFacts facts = host.inventory().facts();
        if (facts.iommu()) {
            add(
                    ReasonCode.NO_GROUP,
                    Cure.OTHER,
                    "is in no IOMMU group: the IOMMU does not cover it",
                    "see the firmware's settings for the slot that it is in");
        } else if (facts.unsafeNoIommu()) {
            add(
                    ReasonCode.NO_IOMMU,
                    Cure.FORCE,
                    "has no IOMMU before it, so that it could write to all memory of the host",
                    "turn the IOMMU on in the firmware and the kernel (intel_iommu=on), or accept that with --force");
        } else {
            add(
                    ReasonCode.NO_IOMMU,
                    Cure.OTHER,
                    "has no IOMMU before it",
                    "turn the IOMMU on in the firmware (VT-d, AMD-Vi) and the kernel (intel_iommu=on)");
        }
    }

    private void driver() {
        if (!Bindings.isLoaded(host.inventory().facts().drivers()) && !device.onVfio()) {
            add(
                    ReasonCode.DRIVER_MISSING,
                    Cure.OTHER,
                    "cannot be bound: the driver vfio-pci is not loaded",
                    "modprobe vfio-pci");
        } else if (device.driver() == null) {
            add(ReasonCode.DRIVER_MISSING, Cure.BIND, "has no driver, so no VFIO driver either", bind());
        }
        List<String> blockers = new ArrayList<>();
        for (PciDevice member : members) {
            if (member.blocksGroup()) {
                boolean own = member.bdf().equals(device.bdf());
                blockers.add((own ? "it" : member.bdf().toString()) + " has the driver " + member.driver());
            }
        }
        if (!blockers.isEmpty()) {
            String text = device.group() == null
                    ? "has the driver " + device.driver() + ", which is not VFIO's"
                    : "is in group " + device.group() + ", which is not viable: " + String.join(", ", blockers);
            add(ReasonCode.GROUP_NOT_VIABLE, Cure.BIND, text, bind());
        } else if (VfioDrivers.STUB.equals(device.driver())) {
            add(ReasonCode.DRIVER_MISSING, Cure.BIND, "has the driver pci-stub, which only reserves it", bind());
        }
    }

    private String bind() {
        return "vfio-bind bind " + device.bdf();
    }

    private void holder() {
        Optional<Holder> holder = host.holder(device);
        if (holder.isPresent()) {
            add(
                    ReasonCode.IN_USE_VFIO,
                    Cure.OTHER,
                    "is in use by " + holder.get(),
                    "end the VM that has it, or take the device out of it");
        }
    }

    /** What binding the group's endpoints would take from the host. */
    private void uses() {
        for (PciDevice member : members) {
            if (!member.bdf().equals(device.bdf()) && member.blocksGroup() && !member.isEndpoint()) {
                reasons.add(new Reason(
                        ReasonCode.HOST_BRIDGE,
                        member.bdf(),
                        member.bdf() + " is a bridge of the host with the driver " + member.driver()
                                + ", and in the same group",
                        "another slot may be in a group of its own",
                        Cure.OTHER));
            }
            if (member.isEndpoint() && member.driver() != null) {
                reasons.addAll(ownUses(host, member));
            }
        }
    }

    /** {@return what a function is used for itself} */
    static List<Reason> ownUses(HostSnapshot host, PciDevice member) {
        List<Reason> found = new ArrayList<>();
        for (String link : member.netdevs()) {
            List<String> uses = host.usage().ofLink(link);
            if (!uses.isEmpty()) {
                found.add(new Reason(
                        ReasonCode.IN_USE_NETDEV,
                        member.bdf(),
                        member.bdf() + " is in use: its link " + link + " " + String.join(", ", uses),
                        "take its addresses and routes away and set it down: ip link set " + link + " down",
                        Cure.FORCE));
            }
        }
        if (member.netdevsElsewhere()) {
            found.add(new Reason(
                    ReasonCode.IN_USE_NETDEV,
                    member.bdf(),
                    member.bdf() + " is in use: its link is in another network namespace",
                    "take the link out of the pod that has it",
                    Cure.FORCE));
        }
        for (String disk : member.blockdevs()) {
            List<String> uses = host.usage().ofDisk(disk);
            if (!uses.isEmpty()) {
                found.add(new Reason(
                        ReasonCode.IN_USE_MOUNT,
                        member.bdf(),
                        member.bdf() + " is in use: " + String.join(", ", uses),
                        "unmount it, and whatever is made of it",
                        Cure.FORCE));
            }
        }
        if (member.sriov().count() > 0 && !member.onVfio()) {
            found.add(new Reason(
                    ReasonCode.VFS_ENABLED,
                    member.bdf(),
                    member.bdf() + " has " + member.sriov().count() + " virtual functions, which would vanish",
                    "remove them first: vfio-bind vfs " + member.bdf() + " --count 0",
                    Cure.FORCE));
        }
        return found;
    }

    private void override() {
        String override = device.override();
        if (override != null && isLeft(override)) {
            add(
                    ReasonCode.OVERRIDE_LEFT,
                    Cure.NONE,
                    "has the driver_override " + override + ", which somebody left there",
                    "vfio-bind overrides --clear " + device.bdf());
        }
    }

    /** A device on VFIO has a VFIO driver's name there by right; any other one is what some tool forgot. */
    private boolean isLeft(String override) {
        boolean byRight = device.onVfio() && (VfioDrivers.isVfio(override) || override.equals(device.driver()));
        return !byRight && !host.journals().containsKey(device.bdf());
    }

    private void add(ReasonCode code, Cure cure, String what, @Nullable String fix) {
        reasons.add(new Reason(code, device.bdf(), device.bdf() + " " + what, fix, cure));
    }
}
