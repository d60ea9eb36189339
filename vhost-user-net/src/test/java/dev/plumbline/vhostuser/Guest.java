package dev.plumbline.vhostuser;

import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.MemoryFiles;
import dev.plumbline.vhostuser.message.Payload.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** A guest's memory: one region of a memory file, which the test writes to as a guest's driver would. */
final class Guest implements AutoCloseable {
    static final long BASE = 0x4000_0000L;
    static final long USER = 0x7f12_0000_0000L;
    static final int SIZE = 8 << 20;

    private final Fd file;
    private final ByteBuffer memory;
    private int allocated = 4096;

    Guest(boolean sealed) {
        file = MemoryFiles.create("guest", SIZE);
        if (sealed) {
            int unused = MemoryFiles.seal(file, MemoryFiles.F_SEAL_SHRINK | MemoryFiles.F_SEAL_GROW);
        }
        try (FileChannel channel =
                FileChannel.open(MemoryFiles.path(file), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Fd file() {
        return file;
    }

    ByteBuffer memory() {
        return memory;
    }

    Region region() {
        return new Region(BASE, SIZE, USER, 0);
    }

    /** Sets aside memory. Returns its offset. */
    int allocate(int length) {
        int at = allocated;
        allocated += length + 63 & ~63;
        return at;
    }

    void shrink(long size) {
        MemoryFiles.resize(file, size);
    }

    @Override
    public void close() {
        file.close();
    }
}
