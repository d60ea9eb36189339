package dev.plumbline.cdi.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mount that the container gets.
 *
 * @param hostPath the source
 * @param containerPath the destination
 * @param options mount options
 * @param type the file system's type (since 0.4.0)
 */
public record Mount(
        String hostPath,
        String containerPath,
        List<String> options,
        @Nullable String type) {
    public Mount {
        options = List.copyOf(options);
    }
}
