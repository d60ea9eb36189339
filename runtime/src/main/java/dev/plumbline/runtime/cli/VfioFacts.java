package dev.plumbline.runtime.cli;

import dev.plumbline.cdi.document.Document;
import dev.plumbline.cdi.vfio.VfioDocument;
import dev.plumbline.cdi.vfio.VfioFunction;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.PciClasses;
import dev.plumbline.vfio.PciDevice;
import dev.plumbline.vfio.PciInventory;
import dev.plumbline.vfio.ReasonCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** From a host's PCI functions to the document for those that are passed through. */
final class VfioFacts {
    private final PciInventory inventory;

    private VfioFacts(PciInventory inventory) {
        this.inventory = inventory;
    }

    static VfioFacts of(Sysroot sysroot) {
        return new VfioFacts(PciInventory.read(sysroot));
    }

    /** {@return the document for the functions at some addresses; their groups have all that belongs to them} */
    Document forAddresses(String kind, List<String> addresses) {
        return document(
                kind,
                addresses.stream()
                        .map(address -> inventory.require(Bdf.parse(address)))
                        .toList());
    }

    /** {@return the document for all GPUs and accelerators} */
    Document forGpus(String kind) {
        List<PciDevice> gpus = inventory.devices().stream()
                .filter(device -> PciClasses.matches(device.id(), "gpu").orElse(false))
                .toList();
        if (gpus.isEmpty()) {
            throw Problem.notFound(ReasonCode.NOT_FOUND.name(), "--gpus", "this host has no GPU and no accelerator")
                    .fix("'vfio-bind list' shows what it has; name functions with --pci")
                    .exception();
        }
        return document(kind, gpus);
    }

    private Document document(String kind, List<PciDevice> asked) {
        Set<String> names = new LinkedHashSet<>();
        List<VfioFunction> functions = new ArrayList<>();
        for (PciDevice device : asked) {
            if (!device.isEndpoint()) {
                throw Problem.refused(
                                ReasonCode.HOST_BRIDGE.name(),
                                device.bdf().toString(),
                                "the host lives from this bridge, no VM can have it")
                        .fix("name an endpoint")
                        .exception();
            }
            names.add(device.bdf().toString());
            functions.add(function(device));
            inventory
                    .groupOf(device)
                    .ifPresent(group -> group.endpoints().forEach(one -> functions.add(function(one))));
        }
        return VfioDocument.of(kind, functions, names.stream().collect(Collectors.toUnmodifiableSet()));
    }

    private static VfioFunction function(PciDevice device) {
        String node = device.groupNode();
        if (node == null) {
            throw Problem.refused(
                            ReasonCode.NO_GROUP.name(),
                            device.bdf().toString(),
                            "the function is in no IOMMU group, so VFIO cannot hand it out")
                    .fix(
                            "switch the IOMMU on, in the firmware and on the kernel's command line; 'vfio-bind doctor' says more")
                    .exception();
        }
        return new VfioFunction(device.bdf().toString(), node.substring(node.lastIndexOf('/') + 1), device.cdev());
    }
}
