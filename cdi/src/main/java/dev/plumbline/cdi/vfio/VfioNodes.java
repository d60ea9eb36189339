package dev.plumbline.cdi.vfio;

import dev.plumbline.cdi.Definition;
import dev.plumbline.cdi.document.DeviceNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a VMM opens for a CDI device, whoever wrote its document.
 *
 * @param groups IOMMU groups of nodes {@code /dev/vfio/12}
 * @param cdevs character devices of nodes {@code /dev/vfio/devices/vfio0}
 * @param addresses the addresses of the functions, when the document was made by {@link VfioDocument}; what else there is about
 *     them is in sysfs
 */
public record VfioNodes(List<String> groups, List<String> cdevs, List<String> addresses) {
    private static final String DEVICES = "/dev/vfio/devices/";
    private static final String GROUPS = "/dev/vfio/";

    public VfioNodes {
        groups = List.copyOf(groups);
        cdevs = List.copyOf(cdevs);
        addresses = List.copyOf(addresses);
    }

    /** {@return what a VMM opens for a device; nothing at all when it is no VFIO device} */
    public static VfioNodes of(Definition definition) {
        Set<String> groups = new LinkedHashSet<>();
        Set<String> cdevs = new LinkedHashSet<>();
        for (DeviceNode node : definition.deviceNodes()) {
            String path = node.onHost();
            if (path.startsWith(DEVICES)) {
                cdevs.add(path.substring(DEVICES.length()));
            } else if (path.startsWith(GROUPS) && !path.equals("/dev/vfio/vfio")) {
                groups.add(path.substring(GROUPS.length()));
            }
        }
        String addresses = definition.device().annotations().getOrDefault(VfioDocument.ADDRESSES, "");
        return new VfioNodes(
                List.copyOf(groups),
                List.copyOf(cdevs),
                addresses.isEmpty() ? List.of() : new ArrayList<>(List.of(addresses.split(","))));
    }

    /** {@return whether there is nothing to pass through} */
    public boolean isEmpty() {
        return groups.isEmpty() && cdevs.isEmpty();
    }
}
