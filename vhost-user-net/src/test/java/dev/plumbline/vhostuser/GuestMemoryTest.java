package dev.plumbline.vhostuser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.MemoryFiles;
import dev.plumbline.vhostuser.memory.GuestMemory;
import dev.plumbline.vhostuser.memory.MappedRegion;
import dev.plumbline.vhostuser.memory.Window;
import dev.plumbline.vhostuser.message.Payload.Region;
import dev.plumbline.vhostuser.message.RefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Finding the guest's memory by address. */
class GuestMemoryTest {
    private static final long GIB = 1L << 30;
    private static final long USER = 0x7f00_0000_0000L;

    @Test
    void aRegionThatNoBufferCanHoldIsFoundEverywhere() {
        try (Fd file = MemoryFiles.create("large", 5 * GIB)) {
            GuestMemory memory =
                    GuestMemory.of(List.of(MappedRegion.map(new Region(0, 5 * GIB - 4096, USER, 4096), file)));
            for (long address : new long[] {0, GIB - 1, GIB, 3 * GIB + 123, 5 * GIB - 4097}) {
                Window window = memory.find(address);
                assertThat(window).isNotNull();
                window.memory().put((int) (address - window.guest()), (byte) 7);
            }
            assertThat(memory.find(5 * GIB - 4096)).isNull();
            assertThat(memory.find(-1)).isNull();
            // The windows reach into each other, and see the same.
            Window first = memory.find(GIB - 1);
            assertThat(first.reach(GIB - 1)).isGreaterThan(1 << 20);
            assertThat(first.memory().get((int) GIB)).isEqualTo((byte) 7);
            assertThat(memory.locate("ring", USER + GIB - 64, 4096, 16).guest()).isEqualTo(GIB - 64);
            assertThatThrownBy(() -> memory.locate("ring", USER + 5 * GIB - 4096 - 64, 4096, 16))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("not in the guest's memory");
        }
    }

    @Test
    void aFilesBeginningNeedNotBeTheRegions() {
        try (Fd file = MemoryFiles.create("offset", 1 << 20)) {
            GuestMemory memory = GuestMemory.of(List.of(MappedRegion.map(new Region(0x1000, 8192, USER, 100), file)));
            GuestMemory other = GuestMemory.of(List.of(MappedRegion.map(new Region(0, 1 << 20, USER, 0), file)));
            memory.find(0x1000).memory().put(5, (byte) 9);
            assertThat(other.find(0).memory().get(105)).isEqualTo((byte) 9);
            assertThatThrownBy(() -> memory.locate("ring", USER, 64, 16)).hasMessageContaining("aligned");
        }
    }

    @Test
    void anIdenticalRegionCannotComeTwice() {
        try (Fd file = MemoryFiles.create("twice", 8192)) {
            MappedRegion region = MappedRegion.map(new Region(0, 8192, USER, 0), file);
            GuestMemory memory = GuestMemory.of(List.of(region));
            assertThatThrownBy(() -> memory.with(region)).isInstanceOf(RefusedException.class);
            assertThat(memory.without(region.region()).regions()).isEmpty();
            assertThat(region.sealed()).isFalse();
            assertThat(MemoryFiles.seal(file, MemoryFiles.F_SEAL_SHRINK)).isZero();
            assertThat(MappedRegion.map(new Region(0, 8192, USER, 0), file).sealed())
                    .isTrue();
        }
    }
}
