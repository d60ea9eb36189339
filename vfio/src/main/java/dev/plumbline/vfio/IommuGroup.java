package dev.plumbline.vfio;

import java.util.ArrayList;
import java.util.List;

/**
 * An IOMMU group: the functions that the IOMMU cannot tell apart, so that one VM has all of them or none.
 *
 * @param id its number, as the kernel names it
 * @param members its functions in order of address
 */
public record IommuGroup(String id, List<PciDevice> members) {
    public IommuGroup {
        members = List.copyOf(members);
    }

    /** {@return the functions that a VM can be given} */
    public List<PciDevice> endpoints() {
        List<PciDevice> endpoints = new ArrayList<>();
        for (PciDevice member : members) {
            if (member.isEndpoint()) {
                endpoints.add(member);
            }
        }
        return endpoints;
    }

    /** {@return the functions whose drivers keep the group from user space} */
    public List<PciDevice> blocking() {
        List<PciDevice> blocking = new ArrayList<>();
        for (PciDevice member : members) {
            if (member.blocksGroup()) {
                blocking.add(member);
            }
        }
        return blocking;
    }
}
