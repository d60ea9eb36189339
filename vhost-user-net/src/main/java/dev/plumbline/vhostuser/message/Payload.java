package dev.plumbline.vhostuser.message;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What a message says. Numbers are as on the wire, unsigned where the protocol says so; {@code u64} is a {@code long}. */
public sealed interface Payload {
    /** Nothing. */
    record None() implements Payload {}

    /**
     * One number: features, a count, a status, an MTU, a MAC address, a ring's index, or the result of an acknowledged request.
     *
     * @param value a u64
     */
    record Word(long value) implements Payload {
        /** Set in the word of a ring's kick, call or error message that brings no descriptor. */
        public static final long NO_DESCRIPTOR = 0x100;

        /** {@return the index of the ring that a kick, call or error message is about, 0 to 255} */
        public int ring() {
            return (int) (value & 0xff);
        }
    }

    /**
     * A ring and a number: its size, its next position, or whether it is enabled.
     *
     * @param index the ring, a u32
     * @param number a u32
     */
    record RingState(int index, int number) implements Payload {}

    /**
     * Where a ring lies, in the front-end's virtual addresses.
     *
     * @param index the ring, a u32
     * @param flags bit 0: writes to the used ring are logged
     * @param descriptors the descriptor table, or the packed ring
     * @param used the used ring, or the device's event area
     * @param available the available ring, or the driver's event area
     * @param log where the used ring lies for the dirty log, as a guest physical address
     */
    record RingAddress(int index, int flags, long descriptors, long used, long available, long log) implements Payload {
        /** Writes to the used ring are logged. */
        public static final int LOGGED = 1;
    }

    /**
     * A stretch of the guest's memory; its descriptor comes with the message.
     *
     * @param guestAddress where the guest sees it
     * @param size in bytes
     * @param userAddress where the front-end sees it
     * @param offset where it begins in the descriptor's file
     */
    record Region(long guestAddress, long size, long userAddress, long offset) {}

    /**
     * All of the guest's memory.
     *
     * @param regions in the order of the descriptors
     */
    record MemoryTable(List<Region> regions) implements Payload {
        public MemoryTable {
            regions = List.copyOf(regions);
        }
    }

    /** One region that comes or goes. */
    record MemoryRegion(Region region) implements Payload {}

    /**
     * The dirty log in the file of the descriptor that comes with the message.
     *
     * @param size in bytes
     * @param offset where it begins in the file
     */
    record LogArea(long size, long offset) implements Payload {}

    /**
     * A miss or an update of the IOMMU's translations ({@code struct vhost_iotlb_msg}).
     *
     * @param permission 1 read, 2 write, 3 both
     * @param type 1 miss, 2 update, 3 invalidate, 4 access failed
     */
    record Iotlb(long iova, long size, long userAddress, int permission, int type) implements Payload {}

    /**
     * A part of the device's configuration space.
     *
     * @param offset where the part begins
     * @param flags 0 writable, 1 during a migration
     * @param bytes what is there; at most 256
     */
    record Config(int offset, int flags, ByteBuffer bytes) implements Payload {
        public Config {
            bytes = bytes.asReadOnlyBuffer();
        }
    }

    /**
     * Memory in which a back-end notes what it has begun.
     *
     * @param size in bytes
     * @param offset where it begins in the descriptor's file
     * @param queues how many rings, a u16
     * @param queueSize the descriptors of a ring, a u16
     * @param padded whether the message ends with the padding that some compilers give its structure
     */
    record Inflight(long size, long offset, int queues, int queueSize, boolean padded) implements Payload {}

    /** How the device's state is to be transferred: 0 save or 1 load, and the phase of the migration. */
    record DeviceState(int direction, int phase) implements Payload {}

    /** The 16 bytes of a shared object's UUID. */
    record SharedObject(long high, long low) implements Payload {}

    /** A ring's doorbell page: the ring in the low byte, the size and place in the descriptor's file. */
    record RingArea(long ring, long size, long offset) implements Payload {}

    /** A stretch of a shared memory region of the device, to be mapped or unmapped. */
    record SharedMemory(int region, long descriptorOffset, long regionOffset, long length, long flags)
            implements Payload {}

    /** Bytes of a message that no network device has, kept as they came. */
    record Opaque(byte[] bytes) implements Payload {
        @Override
        public boolean equals(Object other) {
            return other instanceof Opaque opaque && Arrays.equals(bytes, opaque.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Opaque[" + Objects.requireNonNull(bytes).length + " bytes]";
        }
    }
}
