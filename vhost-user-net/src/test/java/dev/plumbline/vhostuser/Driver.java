package dev.plumbline.vhostuser;

import dev.plumbline.vhostuser.message.Payload.RingAddress;
import java.util.List;
import java.util.Optional;

/** The guest's side of one ring, as its driver sees it. */
interface Driver {
    /** A stretch of guest memory, by its offset. */
    record Piece(int offset, int length, boolean writable) {}

    /** What the device has given back. */
    record Used(int id, int length) {}

    /** Makes a buffer of these pieces available. Returns its id. */
    int offer(List<Piece> pieces);

    /** Makes a buffer available whose pieces lie in an indirect table. Returns its id. */
    int offerIndirect(List<Piece> pieces);

    /** {@return the next buffer that the device has given back} */
    Optional<Used> used();

    /** {@return where it lies} */
    RingAddress address(int index, int flags);

    int size();

    /** Makes a ring of either kind. */
    static Driver of(Guest guest, int size, boolean packed) {
        return packed ? new PackedDriver(guest, size) : new SplitDriver(guest, size);
    }
}
