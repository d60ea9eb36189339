package dev.plumbline.vhostuser.ring;

import dev.plumbline.vhostuser.memory.GuestMemory;
import dev.plumbline.vhostuser.message.RefusedException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/** The packed virtqueue: one ring of descriptors that both sides write, and an event area each. */
final class PackedRing extends Ring {
    private static final int AVAILABLE = 1 << 7;
    private static final int USED = 1 << 15;
    private static final int EVENT_ENABLE = 0;
    private static final int EVENT_DISABLE = 1;
    private static final int EVENT_AT_DESCRIPTOR = 2;
    private static final int EVENT_AREA = 4;
    private static final int WRAP = 1 << 15;

    private final ByteBuffer ring;
    private final int ringAt;
    private final long ringGuest;
    private final ByteBuffer driver;
    private final int driverAt;
    private final ByteBuffer device;
    private final int deviceAt;
    private final long deviceGuest;

    private int nextAvailable;
    private boolean availableWrap;
    private int nextUsed;
    private boolean usedWrap;
    private int published;
    private int markedAvailable;
    private boolean markedWrap;

    /** The first of the entries not yet published: its flags are written last, so that all appear at once. */
    private int firstAt = -1;

    private short firstFlags;
    private int lastBufferId;

    PackedRing(RingSpace space, GuestMemory memory, int position) {
        super(space, memory);
        GuestMemory.Place descriptors =
                memory.locate("packed ring", space.address().descriptors(), size * DESCRIPTOR, 16);
        GuestMemory.Place driverArea =
                memory.locate("driver's event area", space.address().available(), EVENT_AREA, 4);
        GuestMemory.Place deviceArea =
                memory.locate("device's event area", space.address().used(), EVENT_AREA, 4);
        ring = descriptors.window().memory();
        ringAt = descriptors.offset();
        ringGuest = descriptors.guest();
        driver = driverArea.window().memory();
        driverAt = driverArea.offset();
        device = deviceArea.window().memory();
        deviceAt = deviceArea.offset();
        deviceGuest = deviceArea.guest();
        int available = position & 0xffff;
        // Some front-ends tell the used position in the upper half, others leave it out.
        int used = position >>> 16 == 0 ? available : position >>> 16;
        nextAvailable = within(available & ~WRAP);
        availableWrap = (available & WRAP) != 0;
        nextUsed = within(used & ~WRAP);
        usedWrap = (used & WRAP) != 0;
        published = nextUsed;
        markedAvailable = nextAvailable;
        markedWrap = availableWrap;
    }

    private int within(int index) {
        if (index >= size) {
            throw new RefusedException("RING_BASE", "a ring of " + size + " cannot go on at " + index);
        }
        return index;
    }

    @Override
    public int take(Scatter packet) {
        int at = ringAt + nextAvailable * DESCRIPTOR;
        int flags = (short) SHORT.getAcquire(ring, at + 14);
        if (!isAvailable(flags)) {
            return EMPTY;
        }
        packet.begin();
        int count = walk(packet, nextAvailable, flags);
        nextAvailable += count;
        if (nextAvailable >= size) {
            nextAvailable -= size;
            availableWrap = !availableWrap;
        }
        return packet.end(lastBufferId, count);
    }

    private boolean isAvailable(int flags) {
        return (flags & AVAILABLE) != 0 == availableWrap && (flags & USED) != 0 != availableWrap;
    }

    /** Walks a buffer's descriptors. Returns how many there are; all of them count, also of a bad buffer. */
    private int walk(Scatter packet, int first, int firstDescriptorFlags) {
        int index = first;
        int flags = firstDescriptorFlags;
        boolean good = true;
        for (int count = 1; count <= size; count++) {
            int at = ringAt + index * DESCRIPTOR;
            long address = (long) LONG.get(ring, at);
            int length = (int) INT.get(ring, at + 8);
            lastBufferId = (short) SHORT.get(ring, at + 12) & 0xffff;
            if (!good) {
                // only counted
            } else if ((flags & INDIRECT) != 0) {
                good = walkTable(packet, address, length);
            } else {
                good = add(packet, address, length, flags);
            }
            if ((flags & NEXT) == 0) {
                return count;
            }
            index = index + 1 == size ? 0 : index + 1;
            flags = (short) SHORT.get(ring, ringAt + index * DESCRIPTOR + 14);
        }
        throw new RefusedException("RING_DESCRIPTOR_INDEX", "a chain of descriptors without an end");
    }

    private boolean walkTable(Scatter packet, long tableAddress, int tableLength) {
        int count = readTable(packet, tableAddress, tableLength);
        for (int i = 0; i < count; i++) {
            int at = i * DESCRIPTOR;
            int flags = (short) SHORT.get(table(), at + 14);
            if ((flags & INDIRECT) != 0) {
                throw new RefusedException("RING_INDIRECT", "an indirect descriptor inside an indirect table");
            }
            if (!add(packet, (long) LONG.get(table(), at), (int) INT.get(table(), at + 8), flags)) {
                return false;
            }
        }
        return count > 0;
    }

    @Override
    public void mark() {
        markedAvailable = nextAvailable;
        markedWrap = availableWrap;
    }

    @Override
    public void rewind() {
        nextAvailable = markedAvailable;
        availableWrap = markedWrap;
    }

    @Override
    public void put(int id, int written, int count) {
        int at = ringAt + nextUsed * DESCRIPTOR;
        INT.set(ring, at + 8, written);
        SHORT.set(ring, at + 12, (short) id);
        short flags = (short) ((usedWrap ? AVAILABLE | USED : 0) | (written > 0 ? WRITE : 0));
        if (firstAt < 0) {
            firstAt = at;
            firstFlags = flags;
        } else {
            SHORT.setRelease(ring, at + 14, flags);
        }
        logWrite(ringGuest + (long) nextUsed * DESCRIPTOR, DESCRIPTOR);
        nextUsed += count;
        if (nextUsed >= size) {
            nextUsed -= size;
            usedWrap = !usedWrap;
        }
    }

    @Override
    public boolean publish() {
        if (firstAt < 0) {
            return false;
        }
        SHORT.setRelease(ring, firstAt + 14, firstFlags);
        firstAt = -1;
        int old = published;
        int now = nextUsed;
        published = now;
        // The guest may be going to sleep: it must see the flags before we look whether it wants to be woken.
        VarHandle.fullFence();
        int event = (int) INT.getOpaque(driver, driverAt);
        int mode = event >>> 16 & 3;
        if (mode != EVENT_AT_DESCRIPTOR || !eventIndex) {
            return mode != EVENT_DISABLE;
        }
        if (now <= old) {
            old -= size;
        }
        int wanted = event & 0x7fff;
        if ((event & WRAP) != 0 != usedWrap) {
            wanted -= size;
        }
        return (now - wanted - 1 & 0xffff) < (now - old & 0xffff);
    }

    @Override
    public boolean enableNotifications() {
        if (eventIndex) {
            SHORT.set(device, deviceAt, (short) (nextAvailable | (availableWrap ? WRAP : 0)));
            SHORT.setRelease(device, deviceAt + 2, (short) EVENT_AT_DESCRIPTOR);
        } else {
            SHORT.set(device, deviceAt + 2, (short) EVENT_ENABLE);
        }
        logWrite(deviceGuest, EVENT_AREA);
        VarHandle.fullFence();
        return isAvailable((short) SHORT.getAcquire(ring, ringAt + nextAvailable * DESCRIPTOR + 14));
    }

    @Override
    public void disableNotifications() {
        SHORT.set(device, deviceAt + 2, (short) EVENT_DISABLE);
        logWrite(deviceGuest, EVENT_AREA);
    }

    @Override
    public int position() {
        int available = nextAvailable | (availableWrap ? WRAP : 0);
        int used = nextUsed | (usedWrap ? WRAP : 0);
        return used << 16 | available;
    }
}
