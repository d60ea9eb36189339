package dev.plumbline.vfio;

/**
 * A driver_override that is set.
 *
 * @param bdf the function
 * @param override the driver
 * @param journaled whether a journal knows of it, so that restoring ends it
 */
public record OverrideReport(Bdf bdf, String override, boolean journaled) {}
