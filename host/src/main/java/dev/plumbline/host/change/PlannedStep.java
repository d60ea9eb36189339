package dev.plumbline.host.change;

/**
 * A step and the part of the whole that it belongs to, so that one part can be taken out again.
 *
 * @param of the part's name, for example a NIC's; the planner chooses it
 * @param step the change
 */
public record PlannedStep(String of, Step step) {}
