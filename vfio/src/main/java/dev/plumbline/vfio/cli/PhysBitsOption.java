package dev.plumbline.vfio.cli;

import dev.plumbline.host.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How wide the guest's physical addresses are, for verbs that it matters to. */
public final class PhysBitsOption {
    @Option(
            names = "--phys-bits",
            paramLabel = "N",
            description = "How wide the guest's physical addresses are (default: as the host's).")
    private @Nullable Integer physBits;

    /** {@return the bits that were given, 32 to 64, or nothing} */
    public Optional<Integer> bits() {
        if (physBits != null && (physBits < 32 || physBits > 64)) {
            throw Problem.badInput("BAD_PHYS_BITS", "--phys-bits " + physBits, "no processor has so many")
                    .fix("give 32 to 64")
                    .exception();
        }
        return Optional.ofNullable(physBits);
    }
}
