package dev.plumbline.runtime.agent;

import dev.plumbline.tap.PodNeighbour;

/**
 * A permanent neighbour entry as the guest is to have it.
 *
 * @param device the guest NIC's name
 * @param neighbour the pod's entry
 */
public record GuestNeighbour(String device, PodNeighbour neighbour) {}
