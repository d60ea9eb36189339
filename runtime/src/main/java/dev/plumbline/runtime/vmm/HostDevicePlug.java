package dev.plumbline.runtime.vmm;

import org.jspecify.annotations.Nullable;

/**
 * A host device as it is to be plugged in through VFIO.
 *
 * @param device the device id, for example {@code vfio-0000-01-00.0}
 * @param host the device's PCI address on the host, in full
 * @param bus the bus to put it on: a {@link Port#bus}
 * @param addr its address on that bus, or null to leave it to the hypervisor: a {@link Port#addr}
 */
public record HostDevicePlug(
        String device, String host, String bus, @Nullable String addr) {}
