package dev.plumbline.vfio;

import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a binding.
 *
 * @param only only the functions that are named, not the endpoints of their groups
 * @param force also what is in use
 * @param driver the driver to bind to, or null for the best that is loaded
 */
public record BindPolicy(
        boolean only, boolean force, @Nullable String driver) {
    /** The whole group, nothing in use, the best driver. */
    public static final BindPolicy DEFAULT = new BindPolicy(false, false, null);
}
