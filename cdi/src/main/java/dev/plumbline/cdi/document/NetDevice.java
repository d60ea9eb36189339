package dev.plumbline.cdi.document;

/**
 * A network interface that moves into the container.
 *
 * @param hostInterfaceName its name on the host
 * @param name its name in the container
 */
public record NetDevice(String hostInterfaceName, String name) {}
