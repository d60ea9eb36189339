package dev.plumbline.cdi.oci;

/**
 * A device node of the host.
 *
 * @param type {@code b} block, {@code c} character, {@code p} FIFO
 * @param major the major number; 0 for a FIFO
 * @param minor the minor number; 0 for a FIFO
 * @param mode permission bits, set-id and sticky bits among them
 */
public record HostNode(String type, long major, long minor, int mode) {}
