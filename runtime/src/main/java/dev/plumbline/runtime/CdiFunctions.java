package dev.plumbline.runtime;

import dev.plumbline.cdi.Definition;
import dev.plumbline.cdi.Registry;
import dev.plumbline.cdi.vfio.VfioNodes;
import dev.plumbline.host.Problem;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.IommuGroup;
import dev.plumbline.vfio.PciDevice;
import dev.plumbline.vfio.PciInventory;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** From a CDI device to the PCI functions of this host that a VM gets for it. A pure function of the documents and the host. */
final class CdiFunctions {
    private CdiFunctions() {}

    /** {@return the functions of a device that the host's documents define} */
    static Set<Bdf> of(String name, PciInventory host) {
        return of(
                Registry.of(Registry.DEFAULT_DIRECTORIES).resolve(List.of(name)).get(0), host);
    }

    /**
     * {@return the functions of a device}
     *
     * @throws dev.plumbline.host.PlumblineException REFUSED when it is no VFIO device, or its document is about functions that
     *     are elsewhere by now
     */
    static Set<Bdf> of(Definition definition, PciInventory host) {
        VfioNodes nodes = VfioNodes.of(definition);
        if (nodes.isEmpty()) {
            throw Problem.refused(
                            "NOT_A_VFIO_DEVICE", definition.name(), "this CDI device is nothing that a VM can be given")
                    .because(definition.file() + " names no node below /dev/vfio for it")
                    .fix("'plumb cdi generate --pci BDF' makes a document for a PCI function")
                    .exception();
        }
        Set<Bdf> found = new TreeSet<>();
        for (String group : nodes.groups()) {
            List<PciDevice> endpoints =
                    host.group(group).map(IommuGroup::endpoints).orElse(List.of());
            if (endpoints.isEmpty()) {
                throw stale(definition, "there is no IOMMU group " + group + " with a function to pass through");
            }
            endpoints.forEach(device -> found.add(device.bdf()));
        }
        for (String cdev : nodes.cdevs()) {
            found.add(host.devices().stream()
                    .filter(device -> cdev.equals(device.cdev()))
                    .findFirst()
                    .orElseThrow(() -> stale(definition, "no function has the VFIO device " + cdev))
                    .bdf());
        }
        for (String address : nodes.addresses()) {
            if (Bdf.find(address).filter(found::contains).isEmpty()) {
                throw stale(definition, address + " is not behind its nodes any more");
            }
        }
        return found;
    }

    private static RuntimeException stale(Definition definition, String why) {
        return Problem.refused(
                        "CDI_DOCUMENT_STALE", definition.name(), "its CDI document is about another state of this host")
                .because(definition.file() + ": " + why)
                .fix("make the document anew: plumb cdi generate --pci BDF --output " + definition.file())
                .exception();
    }
}
