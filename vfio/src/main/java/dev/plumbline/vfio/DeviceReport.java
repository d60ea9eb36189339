package dev.plumbline.vfio;

import dev.plumbline.vfio.Holders.Holder;
import org.jspecify.annotations.Nullable;

/**
 * A function with all that was found out about it.
 *
 * @param device the function
 * @param group its IOMMU group
 * @param holder the process that has it open
 * @param journal the journal that can put it back
 * @param verdict whether it can be given to a VM
 */
public record DeviceReport(
        PciDevice device,
        @Nullable IommuGroup group,
        @Nullable Holder holder,
        @Nullable String journal,
        Verdict verdict) {

    static DeviceReport of(HostSnapshot host, PciDevice device) {
        return new DeviceReport(
                device,
                host.inventory().groupOf(device).orElse(null),
                host.holder(device).orElse(null),
                host.journals().get(device.bdf()),
                host.verdict(device));
    }
}
