package dev.plumbline.runtime.vmm;

/**
 * A NIC that a machine has.
 *
 * @param device its device id
 * @param mac its Ethernet address, lower case with colons
 * @param pciPath where the guest finds it, as {@link Port#pciPath}
 * @param netdev the id of the back-end that it is joined to; empty when it is joined to none
 */
public record PluggedNic(String device, String mac, String pciPath, String netdev) {}
