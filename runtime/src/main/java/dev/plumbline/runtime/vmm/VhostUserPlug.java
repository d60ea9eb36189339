package dev.plumbline.runtime.vmm;

import dev.plumbline.tap.VhostUserSocket;

/**
 * A NIC with a vhost-user back-end, as it is to be plugged in.
 *
 * @param nic the NIC; the host's kernel does not serve it
 * @param socket where its back-end is
 * @param mtu in bytes; the guest and the back-end are told one that is not {@link #ETHERNET_MTU}
 */
public record VhostUserPlug(NicPlug nic, VhostUserSocket socket, int mtu) {
    /** What both have when nobody tells them. */
    public static final int ETHERNET_MTU = 1500;

    /** {@return the id of the connection to the back-end of the NIC with this device id} */
    public static String chardev(String device) {
        return "chr-" + device;
    }
}
