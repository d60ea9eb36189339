package dev.plumbline.runtime.vmm;

import org.jspecify.annotations.Nullable;

/**
 * A host device as it is to be plugged in through VFIO.
 *
 * @param device the device id, for example {@code vfio-0000-01-00.0}
 * @param host the device's PCI address on the host, in full
 * @param bus the bus to put it on: a {@link Port#bus}
 * @param addr its address on that bus, or null to leave it to the hypervisor: a {@link Port#addr}
 * @param iommufd whether the device is opened through the host's iommufd; through its legacy group otherwise
 */
public record HostDevicePlug(
        String device, String host, String bus, @Nullable String addr, boolean iommufd) {
    /** {@return the id of the iommufd object of the host device with this device id} */
    public static String iommufd(String device) {
        return "iommufd-" + device;
    }
}
