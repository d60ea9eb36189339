package dev.plumbline.itest.bench;

import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.MemoryFiles;
import dev.plumbline.vhostuser.memory.GuestMemory;
import dev.plumbline.vhostuser.memory.MappedRegion;
import dev.plumbline.vhostuser.message.Payload.Region;
import dev.plumbline.vhostuser.message.Payload.RingAddress;
import dev.plumbline.vhostuser.ring.Ring;
import dev.plumbline.vhostuser.ring.RingSpace;
import dev.plumbline.vhostuser.ring.Scatter;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/**
 * The loop of a split ring that copies packets, as {@code vring.c} does it: {@code tx|rx LENGTH}. Prints nanoseconds of thread CPU
 * time a packet: the best of several windows.
 */
public final class VringBench {
    private static final VarHandle SHORT =
            MethodHandles.byteBufferViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SIZE = 256;
    private static final int BURST = 32;
    private static final int SLOT = 2048;
    private static final int GUEST = 8 << 20;
    private static final int HEADER = 12;
    private static final int WINDOWS = 12;
    private static final long WINDOW_NANOS = 200_000_000;
    private static final long BASE = 0x4000_0000L;
    private static final int AVAILABLE = 8192;
    private static final int USED = 16_384;

    private final boolean receives;
    private final int length;
    private final ByteBuffer guest;
    private final Ring ring;
    private final Scatter scatter = new Scatter();
    private final ByteBuffer packet = ByteBuffer.allocateDirect(65_536 + 512);
    private short available;
    private long sink; // what is measured must be used, or the compiler leaves it out

    private VringBench(boolean receives, int length, Fd file) throws IOException {
        this.receives = receives;
        this.length = length + HEADER;
        try (FileChannel channel =
                FileChannel.open(MemoryFiles.path(file), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            guest = channel.map(FileChannel.MapMode.READ_WRITE, 0, GUEST).order(ByteOrder.LITTLE_ENDIAN);
        }
        for (int i = 0; i < SIZE; i++) {
            guest.putLong(16 * i, BASE + (1 << 20) + (long) i * SLOT);
            guest.putInt(16 * i + 8, receives ? SLOT : this.length).putShort(16 * i + 12, (short) (receives ? 2 : 0));
            guest.putShort(AVAILABLE + 4 + 2 * i, (short) i);
        }
        GuestMemory memory = GuestMemory.of(List.of(
                MappedRegion.map(new Region(BASE, GUEST, BASE, 0), file),
                MappedRegion.map(new Region(1L << 32, GUEST, 1L << 32, 0), file)));
        RingAddress address = new RingAddress(0, 0, BASE, BASE + USED, BASE + AVAILABLE, 0);
        ring = new RingSpace(SIZE, address, false, true, false, receives).open(memory, 0);
        scatter.use(memory);
    }

    /** Runs one measurement. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("usage: VringBench tx|rx LENGTH");
            System.exit(2);
        }
        try (Fd file = MemoryFiles.create("bench", GUEST)) {
            VringBench bench = new VringBench(arguments[0].equals("rx"), Integer.parseInt(arguments[1]), file);
            System.out.printf(Locale.ROOT, "%.1f%n", bench.best());
        }
    }

    private double best() {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        double best = Double.MAX_VALUE;
        for (int window = 0; window < WINDOWS; window++) {
            long packets = 0;
            long start = clock.getCurrentThreadCpuTime();
            long end;
            do {
                for (int round = 0; round < 2000; round++) {
                    available = (short) (available + BURST);
                    SHORT.setRelease(guest, AVAILABLE + 2, available);
                    burst();
                    packets += BURST;
                }
                end = clock.getCurrentThreadCpuTime();
            } while (end - start < WINDOW_NANOS);
            best = Math.min(best, (double) (end - start) / packets);
        }
        if (sink == Long.MIN_VALUE) {
            System.err.println(sink);
        }
        return best;
    }

    private void burst() {
        while (true) {
            scatter.clear();
            if (ring.take(scatter) != Ring.TAKEN) {
                break;
            }
            if (receives) {
                scatter.fill(packet, length, null);
                scatter.complete(ring, length);
            } else {
                sink += packet.get(scatter.copy(packet, 0) - 1);
                scatter.complete(ring, 0);
            }
        }
        sink += ring.publish() ? 1 : 0;
    }
}
