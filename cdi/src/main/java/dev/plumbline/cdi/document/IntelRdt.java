package dev.plumbline.cdi.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Resource director settings of the container.
 *
 * @param closId the class of service, a directory name of resctrl, or {@code /} for the root class
 * @param l3CacheSchema the L3 cache schema
 * @param memBwSchema the memory bandwidth schema
 * @param schemata schema lines (since 1.1.0); an empty list is not the same as none
 * @param enableMonitoring whether the container gets a monitoring group of its own (since 1.1.0)
 */
public record IntelRdt(
        @Nullable String closId,
        @Nullable String l3CacheSchema,
        @Nullable String memBwSchema,
        @Nullable List<String> schemata,
        boolean enableMonitoring) {
    public IntelRdt {
        schemata = schemata == null ? null : List.copyOf(schemata);
    }
}
