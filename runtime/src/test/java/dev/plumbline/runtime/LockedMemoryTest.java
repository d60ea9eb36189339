package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Sysroot;
import dev.plumbline.runtime.vmm.GuestMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A VM that may not pin its memory is refused before anything is bound, and only then. */
class LockedMemoryTest {
    private static final String ROOTS = "0000003fffffffff";
    private static final String USERS = "0000000000000000";
    private static final GuestMemory GUEST = new GuestMemory(256 << 20, 77);

    @TempDir
    private Path root;

    @Test
    void aLimitBelowTheGuestsMemoryIsRefusedWithBothNumbers() throws IOException {
        process("8388608", USERS);
        PlumblineException refused = catchThrowableOfType(PlumblineException.class, this::require);
        assertThat(refused.problem().code()).isEqualTo("MEMLOCK");
        assertThat(refused).hasMessageContaining("268435456").hasMessageContaining("8388608");
        assertThat(refused.problem().fix()).contains("prlimit --pid 77");
    }

    @Test
    void whoIsAboveLimitsIsNot() throws IOException {
        process("8388608", ROOTS);
        assertThatCode(this::require).doesNotThrowAnyException();
    }

    @Test
    void aLimitThatSufficesIsNot() throws IOException {
        process("268435456", USERS);
        assertThatCode(this::require).doesNotThrowAnyException();
        process("unlimited", USERS);
        assertThatCode(this::require).doesNotThrowAnyException();
    }

    @Test
    void aProcessThatCannotBeSeenIsLeftToTry() {
        assertThatCode(this::require).doesNotThrowAnyException();
    }

    private void require() {
        LockedMemory.require(new Sysroot(root), GUEST, "0000:01:00.0");
    }

    private void process(String limit, String capabilities) throws IOException {
        Path directory = Files.createDirectories(root.resolve("proc/77"));
        Files.writeString(
                directory.resolve("limits"),
                "Limit                     Soft Limit           Hard Limit           Units     \n"
                        + "Max cpu time              unlimited            unlimited            seconds   \n"
                        + "Max locked memory         " + limit + "              unlimited            bytes     \n");
        Files.writeString(directory.resolve("status"), "Name:\tqemu\nCapEff:\t" + capabilities + "\n");
    }
}
