package dev.plumbline.runtime.vmm;

import org.jspecify.annotations.Nullable;

/**
 * A NIC as it is to be plugged in.
 *
 * @param device the device id, for example {@code nic-eth0}; the back-end's id is {@link #netdev}
 * @param mac its Ethernet address, lower case with colons
 * @param bus the bus to put it on: a {@link Port#bus}
 * @param addr its address on that bus, or null to leave it to the hypervisor: a {@link Port#addr}
 * @param queues queue pairs, at least 1
 * @param vhost whether the host's kernel serves the queues, through the descriptors passed beside this record
 */
public record NicPlug(
        String device, String mac, String bus, @Nullable String addr, int queues, boolean vhost) {
    public NicPlug {
        if (queues < 1) {
            throw new IllegalArgumentException("a NIC has at least one queue pair, not " + queues);
        }
    }

    /** {@return the id of the back-end of the NIC with this device id} */
    public static String netdev(String device) {
        return "net-" + device;
    }
}
