package dev.plumbline.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host device that was passed through.
 *
 * @param id its name among the sandbox's devices
 * @param bdf its PCI address
 * @param group its IOMMU group
 * @param guest where it is in the guest
 * @param coldPlug what to start QEMU with to give it the device; empty when it was plugged into a running one
 */
public record DeviceReport(String id, String bdf, String group, Guest guest, List<String> coldPlug) {
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
}
