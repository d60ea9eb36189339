package dev.plumbline.tc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A C structure being filled from its first field on, in the machine's byte order. The rest stays zero. */
final class Struct {
    private final ByteBuffer bytes;

    Struct(int size) {
        bytes = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    Struct u8(int value) {
        bytes.put((byte) value);
        return this;
    }

    Struct u16(int value) {
        bytes.putShort((short) value);
        return this;
    }

    Struct be16(int value) {
        return u8(value >>> 8).u8(value);
    }

    Struct u32(int value) {
        bytes.putInt(value);
        return this;
    }

    Struct be32(int value) {
        return be16(value >>> 16).be16(value);
    }

    Struct u64(long value) {
        bytes.putLong(value);
        return this;
    }

    Struct put(byte[] value) {
        bytes.put(value);
        return this;
    }

    byte[] toBytes() {
        return bytes.array();
    }

    /** {@return a copy with 32 bits overwritten} */
    static byte[] with(byte[] struct, int offset, int value) {
        byte[] copy = struct.clone();
        ByteBuffer.wrap(copy).order(ByteOrder.nativeOrder()).putInt(offset, value);
        return copy;
    }
}
