package dev.plumbline.tap;

/**
 * A permanent neighbour entry of a pod's link.
 *
 * @param address the neighbour's IP address
 * @param mac its Ethernet address
 */
public record PodNeighbour(String address, String mac) {}
