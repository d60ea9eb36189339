package dev.plumbline.vhostuser.ring;

import dev.plumbline.vhostuser.memory.DirtyLog;
import dev.plumbline.vhostuser.memory.GuestMemory;
import dev.plumbline.vhostuser.memory.Window;
import dev.plumbline.vhostuser.message.RefusedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** A virtqueue, seen from the device. For one thread. */
public abstract sealed class Ring permits SplitRing, PackedRing {
    /** {@link #take}: the guest has made nothing available. */
    public static final int EMPTY = 0;
    /** {@link #take}: there is one buffer more. */
    public static final int TAKEN = 1;
    /** {@link #take}: there is one buffer more that cannot be used, only completed. */
    public static final int BAD = 2;

    static final VarHandle SHORT = MethodHandles.byteBufferViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    static final int DESCRIPTOR = 16; // struct vring_desc, struct vring_packed_desc
    static final int NEXT = 1;
    static final int WRITE = 2;
    static final int INDIRECT = 4;

    /** The longest packet: 64 KiB of payload, and the headers before it. */
    static final int MAX_BYTES = 65_536 + 4_096;

    final RingSpace space;
    final int size;
    final boolean deviceWrites;
    final boolean eventIndex;
    private final GuestMemory memory;
    private final ByteBuffer table;
    private final int wrongDirection;
    private @Nullable DirtyLog log;

    Ring(RingSpace space, GuestMemory memory) {
        this.space = space;
        this.memory = memory;
        size = space.size();
        deviceWrites = space.deviceWrites();
        eventIndex = space.eventIndex();
        wrongDirection = deviceWrites ? 0 : WRITE;
        table = ByteBuffer.allocateDirect(space.indirect() ? size * DESCRIPTOR : 0)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Adds the next available buffer to a packet.
     *
     * @return {@link #EMPTY}, {@link #TAKEN} or {@link #BAD}
     * @throws RefusedException when the ring makes no sense any more; it is of no use then
     */
    public abstract int take(Scatter packet);

    /** Remembers the position, for {@link #rewind}. */
    public abstract void mark();

    /** Goes back to the mark: what was taken since is available again. Nothing of it may have been {@link #put} back. */
    public abstract void rewind();

    /**
     * Gives a buffer back; the guest sees it after {@link #publish}.
     *
     * @param id as the ring told
     * @param written how many bytes the device has put into it
     * @param descriptors how many of the ring's descriptors it has
     */
    public abstract void put(int id, int written, int descriptors);

    /** Shows the guest what was put back. Returns whether it wants to be woken. */
    public abstract boolean publish();

    /** Asks to be woken when the guest makes something available. Returns whether it has already done so. */
    public abstract boolean enableNotifications();

    /** Asks not to be woken. */
    public abstract void disableNotifications();

    /** {@return where the ring is, as {@code GET_VRING_BASE} tells it} */
    public abstract int position();

    /** {@return what it was made from} */
    public RingSpace space() {
        return space;
    }

    /** Says where writes to the ring itself are noted; null: nowhere. */
    public void log(@Nullable DirtyLog dirtyLog) {
        log = dirtyLog;
    }

    final void logWrite(long guestAddress, int length) {
        DirtyLog dirty = log;
        if (dirty != null) {
            dirty.mark(guestAddress, length);
        }
    }

    /** Adds one descriptor's memory. Returns whether the buffer is still good. */
    final boolean add(Scatter packet, long address, int length, int flags) {
        if ((flags & WRITE) == wrongDirection) {
            return packet.fail(deviceWrites ? "BUFFER_NOT_WRITABLE" : "BUFFER_WRITABLE");
        }
        if (Integer.compareUnsigned(length, MAX_BYTES) > 0) {
            if (!deviceWrites) {
                return packet.fail("PACKET_TOO_LONG");
            }
            return packet.bytes() >= MAX_BYTES || packet.add(address, MAX_BYTES);
        }
        if (packet.bytes() + length > MAX_BYTES && !deviceWrites) {
            return packet.fail("PACKET_TOO_LONG");
        }
        return packet.bytes() > MAX_BYTES || packet.add(address, length);
    }

    /**
     * Brings a table of descriptors into memory that the guest cannot change.
     *
     * @return how many there are; 0 when the table is not in the memory, which is a fault of the packet's
     * @throws RefusedException when its length makes no sense
     */
    final int readTable(Scatter packet, long address, int length) {
        if (!space.indirect()) {
            throw new RefusedException("RING_INDIRECT", "an indirect descriptor, which was not negotiated");
        }
        if (length == 0 || length % DESCRIPTOR != 0 || Integer.compareUnsigned(length, size * DESCRIPTOR) > 0) {
            throw new RefusedException(
                    "RING_INDIRECT", "an indirect table of " + Integer.toUnsignedString(length) + " bytes");
        }
        int done = 0;
        while (done < length) {
            Window window = memory.find(address + done);
            if (window == null) {
                boolean unused = packet.fail("ADDRESS_OUTSIDE_MEMORY");
                return 0;
            }
            int part = Math.min(length - done, window.reach(address + done));
            table.put(done, window.memory(), (int) (address + done - window.guest()), part);
            done += part;
        }
        return length / DESCRIPTOR;
    }

    final ByteBuffer table() {
        return table;
    }
}
