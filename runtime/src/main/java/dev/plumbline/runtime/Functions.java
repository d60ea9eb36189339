package dev.plumbline.runtime;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.Sysroot;
import dev.plumbline.host.change.StateDirectory;
import dev.plumbline.host.change.Step;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.sriov.NetnsSearch.Place;
import dev.plumbline.sriov.SriovDevices;
import dev.plumbline.sriov.TakeVfNetdev;
import dev.plumbline.tap.NicPlanner.Decisions;
import dev.plumbline.tap.NicPlanner.PassThrough;
import dev.plumbline.tap.PodLink;
import dev.plumbline.tap.PodNamespace;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.BindPlanner;
import dev.plumbline.vfio.BindPolicy;
import dev.plumbline.vfio.DeviceLocks;
import dev.plumbline.vfio.HostDevices;
import dev.plumbline.vfio.HostSnapshot;
import dev.plumbline.vfio.IommuGroup;
import dev.plumbline.vfio.PciDevice;
import dev.plumbline.vfio.Reason;
import dev.plumbline.vfio.Reason.Cure;
import dev.plumbline.vfio.ReasonCode;
import dev.plumbline.vfio.VfioVariants;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is behind a pod's links besides frames: PCI functions and vhost-user back-ends. Whether they can go to the VM, and how.
 * The host is looked at once, and only for a pod that has such a link.
 */
final class Functions implements PassThrough {
    private final StateDirectory state;
    private final PodNamespace pod;
    private final @Nullable Hypervisor hypervisor;
    private final BackEnds backEnds;
    private final Sysroot host = Sysroot.host();
    private @Nullable HostSnapshot seen;

    /**
     * Creates what knows the functions of a pod.
     *
     * @param hypervisor the VM that they are for; null without one
     * @param deadline by when all must have been asked
     */
    Functions(StateDirectory state, PodNamespace pod, @Nullable Hypervisor hypervisor, Deadline deadline) {
        this.state = state;
        this.pod = pod;
        this.hypervisor = hypervisor;
        this.backEnds = new BackEnds(hypervisor, deadline);
    }

    private HostSnapshot snapshot() {
        if (seen == null) {
            seen = HostDevices.of(host, state.directory()).snapshot();
        }
        return seen;
    }

    @Override
    public Optional<String> whyNot(PodLink link, int queues) {
        if (link.vhostUser() != null) {
            return backEnds.whyNot(link, queues);
        }
        Optional<PciDevice> found = Bdf.find(link.pci()).flatMap(snapshot().inventory()::device);
        if (found.isEmpty()) {
            return Optional.of("it is the PCI function " + link.pci() + ", which this host does not show");
        }
        PciDevice device = found.get();
        String journal = snapshot().journals().get(device.bdf());
        if (journal != null) {
            return Optional.of(device.bdf() + " is held by the journal " + journal);
        }
        List<PciDevice> endpoints = snapshot()
                .inventory()
                .groupOf(device)
                .map(IommuGroup::endpoints)
                .orElse(List.of(device));
        if (endpoints.size() > 1) {
            return Optional.of(device.bdf() + " shares IOMMU group " + device.group()
                    + " with other functions; plug all of them: plumb plug --pci " + device.bdf());
        }
        return snapshot().verdict(device).reasons().stream()
                .filter(Functions::standsInTheWay)
                .map(Reason::text)
                .findFirst();
    }

    /** That the pod uses the link is why the function is wanted. */
    private static boolean standsInTheWay(Reason reason) {
        return reason.cure() == Cure.OTHER || reason.cure() == Cure.FORCE && reason.code() != ReasonCode.IN_USE_NETDEV;
    }

    /** Takes the locks of the functions that are to be passed through. */
    DeviceLocks lock(Decisions decisions, Deadline deadline) {
        List<Bdf> functions = new ArrayList<>();
        decisions.nics().forEach(nic -> {
            if (!nic.link().pci().isEmpty()) {
                functions.add(Bdf.parse(nic.link().pci()));
            }
        });
        return DeviceLocks.take(state, functions, deadline);
    }

    /** {@return the function behind a link} */
    PciDevice device(PodLink link) {
        return snapshot().inventory().require(Bdf.parse(link.pci()));
    }

    /**
     * {@return what gets a function from the pod to VFIO: its link leaves the pod, the physical function keeps its address,
     * the driver is exchanged}
     */
    List<Step> steps(PodLink link, Deadline deadline) {
        PciDevice device = device(link);
        if (hypervisor != null) {
            LockedMemory.require(host, hypervisor.machine().memory(deadline), link.name());
        }
        List<Step> steps = new ArrayList<>();
        Link there = pod.link(link.name()).orElseThrow();
        steps.add(TakeVfNetdev.from(
                device.bdf(), new Place(pod.path(), pod.namespace().id().inode(), there)));
        if (device.sriov().isVf()) {
            SriovDevices.of(host, state.directory())
                    .addressing(device, link.mac(), deadline)
                    .ifPresent(steps::add);
        }
        steps.addAll(new BindPlanner(snapshot(), VfioVariants.read(host))
                .steps(List.of(device.bdf()), new BindPolicy(true, true, null)));
        return steps;
    }
}
