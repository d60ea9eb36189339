package dev.plumbline.vhostuser.memory;

import dev.plumbline.vhostuser.message.Payload.Region;
import dev.plumbline.vhostuser.message.RefusedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All of the guest's memory at one moment. Immutable; a change makes another. */
public final class GuestMemory {
    /** The most regions that there may be. */
    public static final int MAX_REGIONS = 256;
    /** No memory at all. */
    public static final GuestMemory NONE = new GuestMemory(List.of());

    private final List<MappedRegion> regions;
    private final Window[] windows;

    private GuestMemory(List<MappedRegion> regions) {
        this.regions = regions;
        this.windows =
                regions.stream().flatMap(region -> region.windows().stream()).toArray(Window[]::new);
    }

    /**
     * {@return memory that consists of these regions}
     *
     * @throws RefusedException when they overlap or are too many
     */
    public static GuestMemory of(List<MappedRegion> regions) {
        if (regions.size() > MAX_REGIONS) {
            throw new RefusedException("MEMORY_TOO_MANY_REGIONS", "more than " + MAX_REGIONS + " memory regions");
        }
        for (int i = 0; i < regions.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (regions.get(i).overlaps(regions.get(j))) {
                    throw new RefusedException("MEMORY_OVERLAP", "two memory regions overlap");
                }
            }
        }
        return new GuestMemory(List.copyOf(regions));
    }

    /** {@return this memory and one region more} */
    public GuestMemory with(MappedRegion region) {
        List<MappedRegion> more = new ArrayList<>(regions);
        more.add(region);
        return of(more);
    }

    /**
     * {@return this memory without a region, of which addresses and size count}
     *
     * @throws RefusedException when there is no such region
     */
    public GuestMemory without(Region gone) {
        List<MappedRegion> fewer = new ArrayList<>(regions);
        boolean found = fewer.removeIf(mapped -> mapped.region().guestAddress() == gone.guestAddress()
                && mapped.region().userAddress() == gone.userAddress()
                && mapped.region().size() == gone.size());
        if (!found) {
            throw new RefusedException("MEMORY_UNKNOWN_REGION", "a memory region that is not there cannot be removed");
        }
        return of(fewer);
    }

    /** {@return the regions, in the order in which they came} */
    public List<MappedRegion> regions() {
        return regions;
    }

    /** {@return how many bytes there are} */
    public long bytes() {
        return regions.stream().mapToLong(mapped -> mapped.region().size()).sum();
    }

    /** {@return whether none of its files can become shorter} */
    public boolean sealed() {
        return regions.stream().allMatch(MappedRegion::sealed);
    }

    /** {@return the window that finds a guest physical address, or null when it is in no region} */
    public @Nullable Window find(long guestAddress) {
        for (Window window : windows) {
            if (window.holds(guestAddress)) {
                return window;
            }
        }
        return null;
    }

    /**
     * Where something lies that the front-end has told by its own address.
     *
     * @param window the memory
     * @param offset where in the window's buffer
     */
    public record Place(Window window, int offset) {
        /** {@return where the guest sees it} */
        public long guest() {
            return window.guest() + offset;
        }
    }

    /**
     * Finds a ring's part.
     *
     * @param userAddress the front-end's address
     * @param length in bytes, all of which must be there
     * @param alignment in bytes
     * @throws RefusedException when it is not in the memory, or not aligned
     */
    public Place locate(String what, long userAddress, int length, int alignment) {
        for (Window window : windows) {
            long offset = userAddress - window.user;
            if (Long.compareUnsigned(offset, window.size) < 0) {
                if (length > window.memory().capacity() - (int) offset) {
                    break;
                }
                if ((window.address() + offset) % alignment != 0) {
                    throw new RefusedException(
                            "RING_MISALIGNED",
                            "the " + what + " at 0x" + Long.toHexString(userAddress) + " is not aligned to " + alignment
                                    + " bytes");
                }
                return new Place(window, (int) offset);
            }
        }
        throw new RefusedException(
                "RING_OUTSIDE_MEMORY",
                "the " + what + " of " + length + " bytes at 0x" + Long.toHexString(userAddress)
                        + " is not in the guest's memory");
    }
}
