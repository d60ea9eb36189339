package dev.plumbline.vhostuser.memory;

import java.nio.ByteBuffer;

/**
 * A stretch of mapped memory that one buffer can address. Regions larger than a gigabyte have several, each of which reaches
 * a little into the next, so that what is small is never cut by their borders.
 */
public final class Window {
    final long guest;
    final long user;
    final long size;
    private final int span;
    private final ByteBuffer memory;
    private final long address;

    /**
     * Describes memory.
     *
     * @param guest the guest physical address of the buffer's first byte
     * @param user the front-end's address of the same byte
     * @param size how many bytes are found here
     * @param memory a direct buffer in little-endian order, at least so long
     * @param address where the buffer lies in this process
     */
    public Window(long guest, long user, long size, ByteBuffer memory, long address) {
        this.guest = guest;
        this.user = user;
        this.size = size;
        this.span = memory.capacity();
        this.memory = memory;
        this.address = address;
    }

    /** {@return the buffer; offsets in it count from the window's first address} */
    public ByteBuffer memory() {
        return memory;
    }

    /** {@return where the buffer lies in this process} */
    public long address() {
        return address;
    }

    /** {@return the guest physical address of the first byte} */
    public long guest() {
        return guest;
    }

    /** {@return whether a guest physical address is found here} */
    public boolean holds(long guestAddress) {
        return Long.compareUnsigned(guestAddress - guest, size) < 0;
    }

    /** {@return how many bytes can be addressed here from an address that {@link #holds} has found} */
    public int reach(long guestAddress) {
        return span - (int) (guestAddress - guest);
    }
}
