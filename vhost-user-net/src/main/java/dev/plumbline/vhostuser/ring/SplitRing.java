package dev.plumbline.vhostuser.ring;

import dev.plumbline.vhostuser.memory.GuestMemory;
import dev.plumbline.vhostuser.message.RefusedException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/** The split virtqueue: a table of descriptors, a ring of what is available and one of what was used. */
final class SplitRing extends Ring {
    private static final int NO_INTERRUPT = 1;
    private static final int NO_NOTIFY = 1;
    private static final int ENTRIES = 4; // where the entries begin, after flags and index
    private static final int USED_ENTRY = 8;

    private final int mask;
    private final ByteBuffer descriptors;
    private final int descriptorsAt;
    private final ByteBuffer available;
    private final int availableAt;
    private final ByteBuffer used;
    private final int usedAt;
    private final long usedLog;

    private int nextAvailable;
    private int seenAvailable;
    private int nextUsed;
    private int published;
    private int markedAvailable;

    SplitRing(RingSpace space, GuestMemory memory, int position) {
        super(space, memory);
        mask = size - 1;
        GuestMemory.Place table =
                memory.locate("descriptor table", space.address().descriptors(), size * DESCRIPTOR, 16);
        GuestMemory.Place driver =
                memory.locate("available ring", space.address().available(), ENTRIES + 2 * size + 2, 2);
        GuestMemory.Place device =
                memory.locate("used ring", space.address().used(), ENTRIES + USED_ENTRY * size + 2, 4);
        descriptors = table.window().memory();
        descriptorsAt = table.offset();
        available = driver.window().memory();
        availableAt = driver.offset();
        used = device.window().memory();
        usedAt = device.offset();
        usedLog = space.address().log();
        nextAvailable = position & 0xffff;
        seenAvailable = nextAvailable;
        nextUsed = nextAvailable;
        published = nextAvailable;
        markedAvailable = nextAvailable;
    }

    @Override
    public int take(Scatter packet) {
        if (nextAvailable == seenAvailable && !look()) {
            return EMPTY;
        }
        int head = (short) SHORT.get(available, availableAt + ENTRIES + 2 * (nextAvailable & mask)) & 0xffff;
        packet.begin();
        walk(packet, head);
        nextAvailable = nextAvailable + 1 & 0xffff;
        return packet.end(head, 1);
    }

    private boolean look() {
        seenAvailable = (short) SHORT.getAcquire(available, availableAt + 2) & 0xffff;
        int count = seenAvailable - nextAvailable & 0xffff;
        if (count > size) {
            int seen = seenAvailable;
            seenAvailable = nextAvailable;
            throw new RefusedException(
                    "RING_AVAILABLE_INDEX",
                    "the available index is " + seen + ", " + count + " ahead in a ring of " + size);
        }
        return count != 0;
    }

    private void walk(Scatter packet, int head) {
        int index = head;
        for (int hops = 0; ; hops++) {
            if (index >= size || hops >= size) {
                throw new RefusedException(
                        "RING_DESCRIPTOR_INDEX",
                        hops >= size ? "a chain of descriptors without an end" : "descriptor " + index + " of " + size);
            }
            int at = descriptorsAt + index * DESCRIPTOR;
            long address = (long) LONG.get(descriptors, at);
            int length = (int) INT.get(descriptors, at + 8);
            int tail = (int) INT.get(descriptors, at + 12);
            if ((tail & INDIRECT) != 0) {
                walkTable(packet, address, length);
                return;
            }
            if (!add(packet, address, length, tail) || (tail & NEXT) == 0) {
                return;
            }
            index = tail >>> 16;
        }
    }

    private void walkTable(Scatter packet, long tableAddress, int tableLength) {
        int count = readTable(packet, tableAddress, tableLength);
        int index = 0;
        for (int hops = 0; hops < count; hops++) {
            int at = index * DESCRIPTOR;
            int tail = (int) INT.get(table(), at + 12);
            if ((tail & INDIRECT) != 0) {
                throw new RefusedException("RING_INDIRECT", "an indirect descriptor inside an indirect table");
            }
            if (!add(packet, (long) LONG.get(table(), at), (int) INT.get(table(), at + 8), tail)
                    || (tail & NEXT) == 0) {
                return;
            }
            index = tail >>> 16;
            if (index >= count) {
                throw new RefusedException(
                        "RING_INDIRECT", "descriptor " + index + " of an indirect table of " + count);
            }
        }
        if (count > 0) {
            throw new RefusedException("RING_INDIRECT", "an indirect table whose chain has no end");
        }
    }

    @Override
    public void mark() {
        markedAvailable = nextAvailable;
    }

    @Override
    public void rewind() {
        nextAvailable = markedAvailable;
    }

    @Override
    public void put(int id, int written, int count) {
        int at = ENTRIES + USED_ENTRY * (nextUsed & mask);
        LONG.set(used, usedAt + at, (long) written << 32 | id);
        logWrite(usedLog + at, USED_ENTRY);
        nextUsed = nextUsed + 1 & 0xffff;
    }

    @Override
    public boolean publish() {
        int old = published;
        if (old == nextUsed) {
            return false;
        }
        SHORT.setRelease(used, usedAt + 2, (short) nextUsed);
        logWrite(usedLog + 2, 2);
        published = nextUsed;
        // The guest may be going to sleep: it must see the index before we look whether it wants to be woken.
        VarHandle.fullFence();
        if (!eventIndex) {
            return ((short) SHORT.get(available, availableAt) & NO_INTERRUPT) == 0;
        }
        int event = (short) SHORT.get(available, availableAt + ENTRIES + 2 * size);
        return (nextUsed - event - 1 & 0xffff) < (nextUsed - old & 0xffff);
    }

    @Override
    public boolean enableNotifications() {
        if (eventIndex) {
            SHORT.set(used, usedAt + ENTRIES + USED_ENTRY * size, (short) nextAvailable);
            logWrite(usedLog + ENTRIES + (long) USED_ENTRY * size, 2);
        } else {
            SHORT.set(used, usedAt, (short) 0);
            logWrite(usedLog, 2);
        }
        VarHandle.fullFence();
        return ((short) SHORT.getAcquire(available, availableAt + 2) & 0xffff) != nextAvailable;
    }

    @Override
    public void disableNotifications() {
        if (!eventIndex) {
            SHORT.set(used, usedAt, (short) NO_NOTIFY);
            logWrite(usedLog, 2);
        }
    }

    @Override
    public int position() {
        return nextAvailable;
    }
}
