package dev.plumbline.vhostuser.memory;

import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.EventFds;
import dev.plumbline.host.syscall.MemoryFiles;
import dev.plumbline.vhostuser.message.Payload.LogArea;
import dev.plumbline.vhostuser.message.RefusedException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The bitmap of pages that were written while a migration runs: bit {@code n} is page {@code n} of 4 KiB of guest physical
 * memory. Marks are atomic, since several rings and the front-end share the words. Thread-safe.
 */
public final class DirtyLog {
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PAGE_SHIFT = 12;
    private static final long MAX_SIZE = 1L << 30;

    private final ByteBuffer bits;
    private final long pages;
    private volatile @Nullable Fd eventfd;

    private DirtyLog(ByteBuffer bits) {
        this.bits = bits;
        this.pages = bits.capacity() * 8L;
    }

    /**
     * Maps a log.
     *
     * @param descriptor its file's; the caller closes it
     * @throws RefusedException when it is too large, or the file too short or of the wrong kind
     */
    public static DirtyLog map(LogArea area, Fd descriptor) {
        if (area.size() <= 0 || area.size() > MAX_SIZE || area.offset() < 0 || area.offset() % 4 != 0) {
            throw new RefusedException("LOG_SIZE", "a dirty log of " + area.size() + " bytes at " + area.offset());
        }
        if (!MemoryFiles.isRegular(descriptor) || MemoryFiles.extent(descriptor).size() - area.size() < area.offset()) {
            throw new RefusedException("LOG_PAST_END", "a dirty log's file is too short, or no file");
        }
        try (FileChannel channel =
                FileChannel.open(MemoryFiles.path(descriptor), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new DirtyLog(channel.map(FileChannel.MapMode.READ_WRITE, area.offset(), area.size())
                    .order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException | OutOfMemoryError e) {
            throw new RefusedException("LOG_NOT_MAPPED", "the dirty log cannot be mapped: " + e.getMessage());
        }
    }

    /** Says whom to wake after marks; null wakes nobody. The log does not own it. */
    public void notify(@Nullable Fd eventfd) {
        this.eventfd = eventfd;
    }

    /** Marks the pages of a range that was written. What is past the end of the log is left out. */
    public void mark(long guestAddress, long length) {
        if (length <= 0 || guestAddress < 0) {
            return;
        }
        long last = Math.min((guestAddress + length - 1) >>> PAGE_SHIFT, pages - 1);
        for (long page = guestAddress >>> PAGE_SHIFT; page <= last; page++) {
            int word = (int) (page >>> 5) * 4;
            int bit = 1 << (int) (page & 31);
            if (word + 4 > bits.capacity()) {
                byte old = bits.get((int) (page >>> 3));
                bits.put((int) (page >>> 3), (byte) (old | 1 << (int) (page & 7)));
            } else if (((int) INT.getOpaque(bits, word) & bit) == 0) {
                int unused = (int) INT.getAndBitwiseOr(bits, word, bit);
            }
        }
    }

    /** Wakes the front-end, if it asked for it. */
    public void announce() {
        Fd fd = eventfd;
        if (fd != null && fd.isOpen()) {
            EventFds.signal(fd);
        }
    }
}
