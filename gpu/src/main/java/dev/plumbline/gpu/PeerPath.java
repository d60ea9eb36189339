package dev.plumbline.gpu;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.plumbline.vfio.Bdf;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How two GPUs reach each other.
 *
 * @param first a GPU
 * @param second another one
 * @param path over PCI
 * @param via the bridge that both are behind, for {@link Path#SWITCH}
 * @param redirected whether that sends everything up to the IOMMU first (ACS), which costs speed and is what keeps VMs apart;
 *     null where it is not known or there is no such bridge
 * @param link the GPUs' own link: {@code xgmi}, {@code nvswitch}, {@code none}, or {@code unknown} where no file tells
 */
public record PeerPath(
        Bdf first,
        Bdf second,
        Path path,
        @Nullable Bdf via,
        @Nullable Boolean redirected,
        String link) {
    /** A way over PCI, the shortest first. */
    public enum Path {
        /** Behind one switch. */
        SWITCH,
        /** Through one host bridge. */
        BRIDGE,
        /** From one host bridge to another of the same NUMA node. */
        NODE,
        /** From one NUMA node to another. */
        SYSTEM,
        /** No file tells. */
        UNKNOWN;

        /** {@return the word for it} */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
