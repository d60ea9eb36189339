package dev.plumbline.vhostuser.memory;

import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.MemoryFiles;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.vhostuser.message.Payload.Region;
import dev.plumbline.vhostuser.message.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A region of the guest's memory, mapped. It stays mapped as long as anybody refers to it.
 *
 * @param region what the front-end said of it
 * @param file device and inode of its file
 * @param sealed whether the file can never become shorter
 * @param windows how it is addressed
 */
public record MappedRegion(Region region, List<Long> file, boolean sealed, List<Window> windows) {
    /** How much of a region one window finds. */
    private static final long STEP = 1L << 30;
    /** How far a window reaches into the next: more than the largest ring or packet. */
    private static final long OVERLAP = 2L << 20;

    private static final int PAGE = 4096;

    /**
     * Maps a region.
     *
     * @param descriptor the file's; the caller closes it, the mapping does not need it any more
     * @throws RefusedException when the numbers overflow, the file is of the wrong kind or too short, or cannot be mapped
     */
    public static MappedRegion map(Region region, Fd descriptor) {
        check(region);
        if (!MemoryFiles.isRegular(descriptor)) {
            throw new RefusedException("MEMORY_WRONG_KIND", "a memory region's descriptor is not of a file");
        }
        MemoryFiles.Extent extent = MemoryFiles.extent(descriptor);
        if (Long.compareUnsigned(region.offset() + region.size(), extent.size()) > 0) {
            throw new RefusedException(
                    "MEMORY_PAST_END",
                    "a memory region of " + region.size() + " bytes at " + region.offset() + " of a file that has "
                            + extent.size());
        }
        int seals = MemoryFiles.seals(descriptor);
        boolean sealed = seals >= 0 && (seals & MemoryFiles.F_SEAL_SHRINK) != 0;
        long[] file = Syscalls.fstat(descriptor);
        List<Window> windows = new ArrayList<>();
        try (FileChannel channel =
                FileChannel.open(MemoryFiles.path(descriptor), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (long at = 0; at < region.size(); at += STEP) {
                windows.add(window(channel, region, at, extent));
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw new RefusedException("MEMORY_NOT_MAPPED", "a memory region cannot be mapped: " + e.getMessage());
        }
        return new MappedRegion(region, List.of(file[0], file[1]), sealed, List.copyOf(windows));
    }

    private static void check(Region region) {
        long size = region.size();
        if (size <= 0 || size > 1L << 46) {
            throw new RefusedException(
                    "MEMORY_SIZE", "a memory region of " + Long.toUnsignedString(size) + " bytes is of no use");
        }
        if (overflows(region.guestAddress(), size) || overflows(region.userAddress(), size) || region.offset() < 0) {
            throw new RefusedException("MEMORY_OVERFLOW", "a memory region goes past the last address");
        }
        if (region.offset() > Long.MAX_VALUE - size) {
            throw new RefusedException("MEMORY_OVERFLOW", "a memory region's place in its file overflows");
        }
    }

    private static boolean overflows(long start, long size) {
        return Long.compareUnsigned(start + size - 1, start) < 0;
    }

    private static Window window(FileChannel channel, Region region, long at, MemoryFiles.Extent extent)
            throws IOException {
        long block = Math.max(PAGE, extent.blockSize());
        long size = Math.min(STEP, region.size() - at);
        long span = Math.min(STEP + (block > OVERLAP ? 0 : OVERLAP), region.size() - at);
        // Huge pages are mapped whole; the file has no part of one.
        long begin = (region.offset() + at) / block * block;
        long lead = region.offset() + at - begin;
        long mapped = Math.min((lead + span + block - 1) / block * block, extent.size() - begin);
        ByteBuffer memory = channel.map(FileChannel.MapMode.READ_WRITE, begin, mapped)
                .slice((int) lead, (int) span)
                .order(ByteOrder.LITTLE_ENDIAN);
        return new Window(
                region.guestAddress() + at, region.userAddress() + at, size, memory, Syscalls.addressOf(memory));
    }

    /** {@return whether it shares an address with another, in the guest's or in the front-end's view} */
    boolean overlaps(MappedRegion other) {
        return overlap(region.guestAddress(), region.size(), other.region.guestAddress(), other.region.size())
                || overlap(region.userAddress(), region.size(), other.region.userAddress(), other.region.size());
    }

    private static boolean overlap(long start, long size, long otherStart, long otherSize) {
        return Long.compareUnsigned(otherStart - start, size) < 0
                || Long.compareUnsigned(start - otherStart, otherSize) < 0;
    }
}
