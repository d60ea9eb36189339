package dev.plumbline.vhostuser;

import dev.plumbline.vhostuser.message.Payload.RingAddress;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A split ring, seen from the driver. */
final class SplitDriver implements Driver {
    private final Guest guest;
    private final ByteBuffer memory;
    private final int size;
    final int table;
    final int available;
    final int used;
    private final Deque<Integer> free = new ArrayDeque<>();
    private final int[] chainLength;
    private int nextAvailable;
    private int nextUsed;

    SplitDriver(Guest guest, int size) {
        this.guest = guest;
        this.memory = guest.memory();
        this.size = size;
        table = guest.allocate(16 * size);
        available = guest.allocate(6 + 2 * size);
        used = guest.allocate(6 + 8 * size);
        chainLength = new int[size];
        for (int i = 0; i < size; i++) {
            free.add(i);
        }
    }

    @Override
    public int offer(List<Piece> pieces) {
        int head = free.getFirst();
        for (int i = 0; i < pieces.size(); i++) {
            int index = free.removeFirst();
            boolean last = i == pieces.size() - 1;
            descriptor(
                    table + 16 * index,
                    Guest.BASE + pieces.get(i).offset(),
                    pieces.get(i).length(),
                    (last ? 0 : 1) | (pieces.get(i).writable() ? 2 : 0),
                    last ? 0 : free.getFirst());
        }
        chainLength[head] = pieces.size();
        publish(head);
        return head;
    }

    @Override
    public int offerIndirect(List<Piece> pieces) {
        int at = guest.allocate(16 * pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            boolean last = i == pieces.size() - 1;
            descriptor(
                    at + 16 * i,
                    Guest.BASE + pieces.get(i).offset(),
                    pieces.get(i).length(),
                    (last ? 0 : 1) | (pieces.get(i).writable() ? 2 : 0),
                    i + 1);
        }
        int head = free.removeFirst();
        descriptor(table + 16 * head, Guest.BASE + at, 16 * pieces.size(), 4, 0);
        chainLength[head] = 1;
        publish(head);
        return head;
    }

    void descriptor(int at, long address, int length, int flags, int next) {
        memory.putLong(at, address).putInt(at + 8, length);
        memory.putShort(at + 12, (short) flags).putShort(at + 14, (short) next);
    }

    void publish(int head) {
        memory.putShort(available + 4 + 2 * (nextAvailable % size), (short) head);
        VarHandle.releaseFence();
        index(++nextAvailable);
    }

    void index(int value) {
        memory.putShort(available + 2, (short) value);
        VarHandle.fullFence();
    }

    @Override
    public Optional<Used> used() {
        VarHandle.acquireFence();
        if ((memory.getShort(used + 2) & 0xffff) == (nextUsed & 0xffff)) {
            return Optional.empty();
        }
        int at = used + 4 + 8 * (nextUsed++ % size);
        int id = memory.getInt(at);
        // The chain's descriptors are the ones that were taken first, as all goes in order here.
        for (int i = 0; i < chainLength[id]; i++) {
            free.addLast((id + i) % size);
        }
        return Optional.of(new Used(id, memory.getInt(at + 4)));
    }

    @Override
    public RingAddress address(int index, int flags) {
        return new RingAddress(
                index, flags, Guest.USER + table, Guest.USER + used, Guest.USER + available, Guest.BASE + used);
    }

    @Override
    public int size() {
        return size;
    }
}
