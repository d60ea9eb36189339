package dev.plumbline.vhostuser.ring;

import dev.plumbline.vhostuser.memory.GuestMemory;
import dev.plumbline.vhostuser.message.Payload.RingAddress;
import dev.plumbline.vhostuser.message.RefusedException;

/**
 * What a ring is made from.
 *
 * @param size how many descriptors, 1 to 32768; a power of two for a split ring
 * @param address where its three parts lie
 * @param packed which kind it is
 * @param indirect whether a descriptor may lead to a table of others
 * @param eventIndex whether each side says at which position it wants to be woken
 * @param deviceWrites whether the device fills its buffers (the guest receives) or reads them
 */
public record RingSpace(
        int size, RingAddress address, boolean packed, boolean indirect, boolean eventIndex, boolean deviceWrites) {
    /** The most descriptors that a ring has. */
    public static final int MAX_SIZE = 32_768;

    /**
     * Makes the ring.
     *
     * @param position where it goes on, as {@link Ring#position} tells it
     * @throws RefusedException when the size is wrong or a part is not wholly in the memory
     */
    public Ring open(GuestMemory memory, int position) {
        checkSize(size, packed);
        return packed ? new PackedRing(this, memory, position) : new SplitRing(this, memory, position);
    }

    /** {@return where the used part of a split ring ends, in the guest's memory} */
    public int usedIndex(GuestMemory memory) {
        GuestMemory.Place used = memory.locate("used ring", address.used(), 4, 4);
        return (short) Ring.SHORT.getAcquire(used.window().memory(), used.offset() + 2) & 0xffff;
    }

    /** {@return the index in a position as {@link Ring#position} tells it, without its wrap counters} */
    public int index(int position) {
        return packed ? position & 0x7fff : position;
    }

    /** Checks a ring's size alone. */
    public static void checkSize(int size, boolean packed) {
        if (size < 1 || size > MAX_SIZE || (!packed && Integer.bitCount(size) != 1)) {
            throw new RefusedException("RING_SIZE", "a ring of " + Integer.toUnsignedString(size) + " descriptors");
        }
    }
}
