package dev.plumbline.runtime.vmm;

import org.jspecify.annotations.Nullable;

/**
 * A place where one more PCI device can be plugged in while the machine runs.
 *
 * @param bus the bus to name, for example {@code rp0} or {@code pci.0}
 * @param addr the address on that bus, or null where the bus has room for one device only
 * @param pciPath where the guest will find the device: the slot of every bridge on the way and of the device itself, in
 *     two hexadecimal digits each, joined by slashes ({@code 10/00}); a bridge that is not function 0 of its slot
 *     carries its function ({@code 10.1/00})
 */
public record Port(String bus, @Nullable String addr, String pciPath) {}
