package dev.plumbline.runtime.vmm;

/**
 * A host device that a machine has.
 *
 * @param device its device id
 * @param host its PCI address on the host, in full
 * @param pciPath where the guest finds it, as {@link Port#pciPath}
 */
public record PluggedHostDevice(String device, String host, String pciPath) {}
