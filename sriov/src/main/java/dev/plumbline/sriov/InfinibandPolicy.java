package dev.plumbline.sriov;

import dev.plumbline.host.Sysroot;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What mlx5 keeps for a virtual function in {@code sriov/N} below its physical function.
 *
 * @param nodeGuid eight groups of two hexadecimal digits
 * @param portGuid likewise
 * @param policy {@code Follow}, {@code Up} or {@code Down}: whether its port's state follows the physical one's
 */
public record InfinibandPolicy(
        @Nullable String nodeGuid,
        @Nullable String portGuid,
        @Nullable String policy) {

    /** {@return what is kept for a virtual function, nothing when the driver keeps nothing} */
    static Optional<InfinibandPolicy> read(Sysroot sysroot, Path pf, int index) {
        Path kept = pf.resolve("sriov").resolve(Integer.toString(index));
        InfinibandPolicy read = new InfinibandPolicy(
                text(sysroot, kept.resolve("node")),
                text(sysroot, kept.resolve("port")),
                text(sysroot, kept.resolve("policy")));
        boolean none = read.nodeGuid() == null && read.portGuid() == null && read.policy() == null;
        return none ? Optional.empty() : Optional.of(read);
    }

    private static @Nullable String text(Sysroot sysroot, Path file) {
        return sysroot.read(file).filter(text -> !text.isEmpty()).orElse(null);
    }
}
