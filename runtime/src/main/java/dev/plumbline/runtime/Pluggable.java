package dev.plumbline.runtime;

import dev.plumbline.vfio.Bdf;

/** What can be plugged into a running sandbox. */
public sealed interface Pluggable {
    /**
     * A link of the sandbox's namespace, carried into the guest whatever the policy says of links without an address.
     *
     * @param name the link's name
     */
    record Link(String name) implements Pluggable {}

    /**
     * A PCI function of the host, with all endpoints of its IOMMU group: the kernel gives a VM the whole of a group.
     *
     * @param bdf its address
     */
    record Pci(Bdf bdf) implements Pluggable {}
}
