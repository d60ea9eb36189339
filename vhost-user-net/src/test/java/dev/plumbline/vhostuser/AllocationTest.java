package dev.plumbline.vhostuser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.vhostuser.Driver.Piece;
import dev.plumbline.vhostuser.memory.GuestMemory;
import dev.plumbline.vhostuser.memory.MappedRegion;
import dev.plumbline.vhostuser.port.PacketQueue;
import dev.plumbline.vhostuser.ring.Ring;
import dev.plumbline.vhostuser.ring.RingSpace;
import dev.plumbline.vhostuser.ring.Scatter;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The data path leaves nothing to collect. */
class AllocationTest {
    private static final int PACKETS = 20_000;

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void aPacketCostsNoMemory(boolean packed, boolean receives) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Guest guest = new Guest(true);
                Fd never = Syscalls.eventfd()) {
            GuestMemory memory = GuestMemory.of(List.of(MappedRegion.map(guest.region(), guest.file())));
            QueuePair pair = new QueuePair(new Endless(never));
            pair.use(memory);
            pair.configure(12, true);
            Driver driver = Driver.of(guest, 64, packed);
            Ring ring = new RingSpace(64, driver.address(0, 0), packed, true, true, receives)
                    .open(memory, packed ? 0x8000 : 0);
            List<Piece> pieces = List.of(new Piece(guest.allocate(1600), 1600, receives));
            long before = 0;
            long own = 0;
            for (int i = 0; i < 3 * PACKETS; i++) {
                if (i == 2 * PACKETS) {
                    before = threads.getCurrentThreadAllocatedBytes();
                    own = 0;
                }
                long start = threads.getCurrentThreadAllocatedBytes();
                int unused = driver.offer(pieces);
                own += threads.getCurrentThreadAllocatedBytes() - start;
                int moved = receives ? pair.receive(ring, 1) : pair.transmit(ring, true, 8);
                boolean wake = ring.publish();
                boolean more = ring.enableNotifications();
                ring.disableNotifications();
                start = threads.getCurrentThreadAllocatedBytes();
                assertThat(moved == 1 && !more && (wake || !wake)).isTrue();
                assertThat(driver.used()).isPresent();
                own += threads.getCurrentThreadAllocatedBytes() - start;
            }
            long spent = threads.getCurrentThreadAllocatedBytes() - before - own;
            assertThat(spent / PACKETS)
                    .as("%d bytes for %d packets", spent, PACKETS)
                    .isZero();
        }
    }

    /** A port that takes everything, and always has a packet. */
    private record Endless(Fd readable) implements PacketQueue {
        @Override
        public int send(Scatter packet) {
            return packet.bytes();
        }

        @Override
        public int receive(ByteBuffer into, long address) {
            return 1512;
        }
    }
}
