package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Bytes;

/** A C structure being filled from its first field on, in the machine's byte order. The rest stays zero. */
final class Struct {
    private final byte[] bytes;
    private int end;

    Struct(int size) {
        bytes = new byte[size];
    }

    Struct u8(int value) {
        bytes[next(1)] = (byte) value;
        return this;
    }

    Struct u16(int value) {
        Bytes.putU16(bytes, next(2), value);
        return this;
    }

    Struct be16(int value) {
        Bytes.putBe16(bytes, next(2), value);
        return this;
    }

    Struct u32(int value) {
        Bytes.putU32(bytes, next(4), value);
        return this;
    }

    Struct be32(int value) {
        Bytes.putBe32(bytes, next(4), value);
        return this;
    }

    Struct u64(long value) {
        Bytes.putU64(bytes, next(8), value);
        return this;
    }

    Struct put(byte[] value) {
        System.arraycopy(value, 0, bytes, next(value.length), value.length);
        return this;
    }

    private int next(int size) {
        int at = end;
        end += size;
        return at;
    }

    byte[] toBytes() {
        return bytes;
    }

    /** {@return a copy with 32 bits overwritten} */
    static byte[] with(byte[] struct, int offset, int value) {
        byte[] copy = struct.clone();
        Bytes.putU32(copy, offset, value);
        return copy;
    }
}
