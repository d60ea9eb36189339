package dev.plumbline.vhostuser.ring;

import dev.plumbline.host.syscall.IoVector;
import dev.plumbline.vhostuser.memory.DirtyLog;
import dev.plumbline.vhostuser.memory.GuestMemory;
import dev.plumbline.vhostuser.memory.Window;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One packet's memory: the pieces of one buffer of a ring, or of several that are filled together. Used again for every
 * packet; for one thread.
 */
public final class Scatter {
    private static final int MAX_PIECES = IoVector.MAX;
    private static final Window NOWHERE = new Window(0, 0, 0, ByteBuffer.allocateDirect(0), 0);

    private final Window[] windows = new Window[MAX_PIECES];
    private final int[] offsets = new int[MAX_PIECES];
    private final int[] lengths = new int[MAX_PIECES];
    private int pieces;
    private int bytes;

    private final int[] ids = new int[MAX_PIECES];
    private final int[] capacities = new int[MAX_PIECES];
    private final int[] descriptors = new int[MAX_PIECES];
    private int buffers;
    private int good;
    private int begunPieces;
    private int begunBytes;
    private @Nullable String fault;

    private GuestMemory memory = GuestMemory.NONE;
    private Window last = NOWHERE;

    /** Says where addresses lead from now on, and forgets all. */
    public void use(GuestMemory guestMemory) {
        memory = guestMemory;
        java.util.Arrays.fill(windows, null);
        clear();
        last = NOWHERE;
    }

    /** Forgets the packet. */
    public void clear() {
        pieces = 0;
        bytes = 0;
        buffers = 0;
        good = 0;
        begunPieces = 0;
        begunBytes = 0;
    }

    /** {@return whether there is room for one buffer more} */
    public boolean hasRoom() {
        return buffers < MAX_PIECES;
    }

    void begin() {
        begunPieces = pieces;
        begunBytes = bytes;
        fault = null;
    }

    /** Adds a piece of guest memory. Returns false, with a fault, when it is not there or there are too many. */
    boolean add(long guestAddress, int length) {
        long address = guestAddress;
        int left = length;
        while (left > 0) {
            Window window = last;
            if (!window.holds(address)) {
                Window found = memory.find(address);
                if (found == null) {
                    return fail("ADDRESS_OUTSIDE_MEMORY");
                }
                window = found;
                last = found;
            }
            if (pieces == MAX_PIECES) {
                return fail("TOO_MANY_PIECES");
            }
            int part = Math.min(left, window.reach(address));
            windows[pieces] = window;
            offsets[pieces] = (int) (address - window.guest());
            lengths[pieces] = part;
            pieces++;
            address += part;
            left -= part;
        }
        bytes += length;
        return true;
    }

    /** Adds memory of this process, for a packet that no guest has made. */
    public void add(Window own, int length) {
        windows[pieces] = own;
        offsets[pieces] = 0;
        lengths[pieces] = length;
        pieces++;
        bytes += length;
    }

    boolean fail(String why) {
        fault = why;
        return false;
    }

    /** Ends a buffer: it is kept, or, with a fault, only completed. Returns what {@link Ring#take} does. */
    int end(int id, int count) {
        ids[buffers] = id;
        descriptors[buffers] = count;
        if (fault == null) {
            capacities[buffers++] = bytes - begunBytes;
            good++;
            return Ring.TAKEN;
        }
        pieces = begunPieces;
        bytes = begunBytes;
        capacities[buffers++] = -1;
        return Ring.BAD;
    }

    /** {@return how many bytes all buffers have} */
    public int bytes() {
        return bytes;
    }

    /** {@return how many buffers there are, good and bad} */
    public int buffers() {
        return buffers;
    }

    /** {@return how many of the buffers can be used} */
    public int goodBuffers() {
        return good;
    }

    /** {@return why the last buffer is bad} */
    public String fault() {
        return String.valueOf(fault);
    }

    /** Gives all buffers back: bad ones empty, the others as far as the packet fills them. */
    public void complete(Ring ring, int written) {
        if (good != buffers) {
            for (int i = 0; i < buffers; i++) {
                if (capacities[i] < 0) {
                    ring.put(ids[i], 0, descriptors[i]);
                }
            }
        }
        int left = written;
        for (int i = 0; i < buffers; i++) {
            if (capacities[i] >= 0) {
                int part = Math.min(left, capacities[i]);
                ring.put(ids[i], part, descriptors[i]);
                left -= part;
            }
        }
    }

    /** Copies into the packet's memory, from its beginning. */
    public void fill(ByteBuffer from, int length, @Nullable DirtyLog log) {
        int done = 0;
        for (int i = 0; done < length; i++) {
            int part = Math.min(lengths[i], length - done);
            windows[i].memory().put(offsets[i], from, done, part);
            if (log != null) {
                log.mark(windows[i].guest() + offsets[i], part);
            }
            done += part;
        }
    }

    /** Copies out of the packet's memory. Returns how many bytes there were. */
    public int copy(ByteBuffer to, int at) {
        int done = 0;
        for (int i = 0; i < pieces; i++) {
            to.put(at + done, windows[i].memory(), offsets[i], lengths[i]);
            done += lengths[i];
        }
        return done;
    }

    /**
     * Describes a part of the packet for a system call.
     *
     * @param from the first byte of the part
     * @param length how many bytes at most
     * @param vector where to put it
     * @param index the first place to use in the vector
     * @return the first place that is not used
     */
    public int describe(int from, int length, IoVector vector, int index) {
        int next = index;
        int skip = from;
        int left = length;
        for (int i = 0; i < pieces && left > 0 && next < IoVector.MAX; i++) {
            int size = lengths[i] - skip;
            if (size <= 0) {
                skip -= lengths[i];
                continue;
            }
            int part = Math.min(size, left);
            vector.set(next++, windows[i].address() + offsets[i] + skip, part);
            left -= part;
            skip = 0;
        }
        return next;
    }
}
