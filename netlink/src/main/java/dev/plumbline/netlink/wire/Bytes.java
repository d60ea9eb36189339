package dev.plumbline.netlink.wire;

import java.nio.ByteOrder;

/**
 * Numbers in byte arrays, in the machine's byte order unless the name says network order ({@code be}). Written with plain
 * shifts: they are fast before the optimising compiler has seen them, when a VarHandle or a ByteBuffer is many times slower,
 * and a program that wires a pod now and then never gets further.
 */
public final class Bytes {
    private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private Bytes() {}

    /** {@return the unsigned 8-bit number at an offset} */
    public static int u8(byte[] bytes, int offset) {
        return bytes[offset] & 0xff;
    }

    /** {@return the unsigned 16-bit number at an offset} */
    public static int u16(byte[] bytes, int offset) {
        int be = be16(bytes, offset);
        return LITTLE ? Short.reverseBytes((short) be) & 0xffff : be;
    }

    /** {@return the 32 bits at an offset} */
    public static int u32(byte[] bytes, int offset) {
        int be = be32(bytes, offset);
        return LITTLE ? Integer.reverseBytes(be) : be;
    }

    /** {@return the 64 bits at an offset} */
    public static long u64(byte[] bytes, int offset) {
        long be = (long) be32(bytes, offset) << 32 | be32(bytes, offset + 4) & 0xffffffffL;
        return LITTLE ? Long.reverseBytes(be) : be;
    }

    /** {@return the unsigned 16-bit number in network order at an offset} */
    public static int be16(byte[] bytes, int offset) {
        return (bytes[offset] & 0xff) << 8 | bytes[offset + 1] & 0xff;
    }

    /** {@return the 32 bits in network order at an offset} */
    public static int be32(byte[] bytes, int offset) {
        return bytes[offset] << 24
                | (bytes[offset + 1] & 0xff) << 16
                | (bytes[offset + 2] & 0xff) << 8
                | bytes[offset + 3] & 0xff;
    }

    /** Writes the lower 16 bits. */
    public static void putU16(byte[] bytes, int offset, int value) {
        putBe16(bytes, offset, LITTLE ? Short.reverseBytes((short) value) : value);
    }

    /** Writes 32 bits. */
    public static void putU32(byte[] bytes, int offset, int value) {
        putBe32(bytes, offset, LITTLE ? Integer.reverseBytes(value) : value);
    }

    /** Writes 64 bits. */
    public static void putU64(byte[] bytes, int offset, long value) {
        long be = LITTLE ? Long.reverseBytes(value) : value;
        putBe32(bytes, offset, (int) (be >>> 32));
        putBe32(bytes, offset + 4, (int) be);
    }

    /** Writes the lower 16 bits in network order. */
    public static void putBe16(byte[] bytes, int offset, int value) {
        bytes[offset] = (byte) (value >>> 8);
        bytes[offset + 1] = (byte) value;
    }

    /** Writes 32 bits in network order. */
    public static void putBe32(byte[] bytes, int offset, int value) {
        bytes[offset] = (byte) (value >>> 24);
        bytes[offset + 1] = (byte) (value >>> 16);
        bytes[offset + 2] = (byte) (value >>> 8);
        bytes[offset + 3] = (byte) value;
    }
}
