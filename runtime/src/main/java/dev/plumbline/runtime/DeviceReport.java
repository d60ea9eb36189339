package dev.plumbline.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A host device that was passed through.
 *
 * @param id its name among the sandbox's devices
 * @param bdf its PCI address
 * @param group its IOMMU group
 * @param guest where it is in the guest
 * @param container what a container that asked for it is told
 * @param coldPlug what to start QEMU with to give it the device; empty when it was plugged into a running one
 */
public record DeviceReport(
        String id, String bdf, String group, Guest guest, Container container, List<String> coldPlug) {
    public DeviceReport {
        coldPlug = List.copyOf(coldPlug);
    }

    /**
     * Where a device is in the guest.
     *
     * @param device the VMM's id of it
     * @param pciPath slots from the root to the device; null when no VMM was there to plug it
     */
    public record Guest(String device, @Nullable String pciPath) {}

    /**
     * What a container is told of a device.
     *
     * @param path the host's node that stands for it in the container's configuration, {@code /dev/vfio/12}; null without a
     *     group. The agent of a guest takes the node out and puts the guest's own in, by {@code guest.pciPath}.
     * @param cdi the device's name in the guest, where a vendor's tool writes CDI documents with a number for each device:
     *     {@code nvidia.com/gpu=0}; null for a device for which no vendor does. Numbers follow the guest's PCI paths, or the order of
     *     the arguments that plug devices in cold.
     */
    public record Container(@Nullable String path, @Nullable String cdi) {}

    /** {@return the same devices, those of a kind numbered in the order in which the guest finds them} */
    static List<DeviceReport> numbered(List<DeviceReport> devices) {
        List<DeviceReport> inOrder = new ArrayList<>(devices);
        inOrder.sort(Comparator.comparing(
                device -> device.guest.pciPath(), Comparator.nullsLast(Comparator.comparing(DeviceReport::sortable))));
        Map<String, Integer> counts = new HashMap<>();
        Map<String, DeviceReport> numbered = new HashMap<>();
        for (DeviceReport device : inOrder) {
            String name = device.container.cdi();
            if (name != null) {
                String kind = name.split("=", 2)[0];
                int number = counts.merge(kind, 1, Integer::sum) - 1;
                numbered.put(device.id, device.named(kind + "=" + number));
            }
        }
        return devices.stream()
                .map(device -> numbered.getOrDefault(device.id, device))
                .toList();
    }

    /** By slot, then by function: "10/00" before "10.1/00". */
    private static String sortable(String pciPath) {
        return pciPath.replace('/', ' ');
    }

    private DeviceReport named(String cdi) {
        return new DeviceReport(id, bdf, group, guest, new Container(container.path, cdi), coldPlug);
    }
}
