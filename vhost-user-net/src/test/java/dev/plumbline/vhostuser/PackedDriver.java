package dev.plumbline.vhostuser;

import dev.plumbline.vhostuser.message.Payload.RingAddress;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A packed ring, seen from the driver. */
final class PackedDriver implements Driver {
    private final Guest guest;
    private final ByteBuffer memory;
    private final int size;
    final int ring;
    private final int driverArea;
    private final int deviceArea;
    private final int[] chainLength;
    private int next;
    private boolean wrap = true;
    private int nextUsed;
    private boolean usedWrap = true;

    PackedDriver(Guest guest, int size) {
        this.guest = guest;
        this.memory = guest.memory();
        this.size = size;
        ring = guest.allocate(16 * size);
        driverArea = guest.allocate(4);
        deviceArea = guest.allocate(4);
        chainLength = new int[size];
    }

    @Override
    public int offer(List<Piece> pieces) {
        int id = next;
        int first = next;
        int firstFlags = 0;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            int flags = availableFlags() | (i == pieces.size() - 1 ? 0 : 1) | (piece.writable() ? 2 : 0);
            body(next, Guest.BASE + piece.offset(), piece.length(), id);
            if (i == 0) {
                firstFlags = flags;
            } else {
                memory.putShort(ring + 16 * next + 14, (short) flags);
            }
            advance();
        }
        chainLength[id] = pieces.size();
        publish(first, firstFlags);
        return id;
    }

    @Override
    public int offerIndirect(List<Piece> pieces) {
        int at = guest.allocate(16 * pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            memory.putLong(at + 16 * i, Guest.BASE + pieces.get(i).offset());
            memory.putInt(at + 16 * i + 8, pieces.get(i).length());
            memory.putShort(at + 16 * i + 14, (short) (pieces.get(i).writable() ? 2 : 0));
        }
        int id = next;
        body(next, Guest.BASE + at, 16 * pieces.size(), id);
        chainLength[id] = 1;
        int flags = availableFlags() | 4;
        advance();
        publish(id, flags);
        return id;
    }

    void body(int index, long address, int length, int id) {
        memory.putLong(ring + 16 * index, address).putInt(ring + 16 * index + 8, length);
        memory.putShort(ring + 16 * index + 12, (short) id);
    }

    private int availableFlags() {
        return wrap ? 1 << 7 : 1 << 15;
    }

    private void advance() {
        if (++next == size) {
            next = 0;
            wrap = !wrap;
        }
    }

    void publish(int index, int flags) {
        VarHandle.releaseFence();
        memory.putShort(ring + 16 * index + 14, (short) flags);
        VarHandle.fullFence();
    }

    @Override
    public Optional<Used> used() {
        int at = ring + 16 * nextUsed;
        int flags = memory.getShort(at + 14);
        boolean available = (flags & 1 << 7) != 0;
        boolean used = (flags & 1 << 15) != 0;
        if (available != used || used != usedWrap) {
            return Optional.empty();
        }
        VarHandle.acquireFence();
        int id = memory.getShort(at + 12) & 0xffff;
        nextUsed += chainLength[id];
        if (nextUsed >= size) {
            nextUsed -= size;
            usedWrap = !usedWrap;
        }
        return Optional.of(new Used(id, memory.getInt(at + 8)));
    }

    @Override
    public RingAddress address(int index, int flags) {
        return new RingAddress(
                index,
                flags,
                Guest.USER + ring,
                Guest.USER + deviceArea,
                Guest.USER + driverArea,
                Guest.BASE + deviceArea);
    }

    @Override
    public int size() {
        return size;
    }
}
