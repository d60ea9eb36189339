package dev.plumbline.netlink.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in byte arrays, in the machine's byte order unless the name says network order ({@code be}). */
public final class Bytes {
    private static final VarHandle SHORT = handle(short[].class, ByteOrder.nativeOrder());
    private static final VarHandle INT = handle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle LONG = handle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle BE_SHORT = handle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle BE_INT = handle(int[].class, ByteOrder.BIG_ENDIAN);

    private Bytes() {}

    private static VarHandle handle(Class<?> array, ByteOrder order) {
        return MethodHandles.byteArrayViewVarHandle(array, order);
    }

    /** {@return the unsigned 8-bit number at an offset} */
    public static int u8(byte[] bytes, int offset) {
        return bytes[offset] & 0xff;
    }

    /** {@return the unsigned 16-bit number at an offset} */
    public static int u16(byte[] bytes, int offset) {
        return (short) SHORT.get(bytes, offset) & 0xffff;
    }

    /** {@return the 32 bits at an offset} */
    public static int u32(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset);
    }

    /** {@return the 64 bits at an offset} */
    public static long u64(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset);
    }

    /** {@return the unsigned 16-bit number in network order at an offset} */
    public static int be16(byte[] bytes, int offset) {
        return (short) BE_SHORT.get(bytes, offset) & 0xffff;
    }

    /** {@return the 32 bits in network order at an offset} */
    public static int be32(byte[] bytes, int offset) {
        return (int) BE_INT.get(bytes, offset);
    }

    static void putU16(byte[] bytes, int offset, int value) {
        SHORT.set(bytes, offset, (short) value);
    }

    static void putU32(byte[] bytes, int offset, int value) {
        INT.set(bytes, offset, value);
    }

    static void putU64(byte[] bytes, int offset, long value) {
        LONG.set(bytes, offset, value);
    }

    static void putBe16(byte[] bytes, int offset, int value) {
        BE_SHORT.set(bytes, offset, (short) value);
    }

    static void putBe32(byte[] bytes, int offset, int value) {
        BE_INT.set(bytes, offset, value);
    }
}
