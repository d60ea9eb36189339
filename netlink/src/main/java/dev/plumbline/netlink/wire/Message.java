package dev.plumbline.netlink.wire;

/**
 * One message from the kernel.
 *
 * @param type its type, for example {@code RTM_NEWLINK}
 * @param flags the header's flags
 * @param bytes the whole message, header included
 */
public record Message(int type, int flags, byte[] bytes) {
    /** Where a message's own content begins. */
    public static final int PAYLOAD = 16;

    /** {@return the message that these bytes are} */
    public static Message of(byte[] bytes) {
        if (bytes.length < PAYLOAD) {
            throw new IllegalArgumentException("a message of " + bytes.length + " bytes has no header");
        }
        return new Message(Bytes.u16(bytes, 4), Bytes.u16(bytes, 6), bytes);
    }

    /** {@return the attributes after a fixed header of so many bytes} */
    public Attributes attributes(int headerLength) {
        return new Attributes(bytes, PAYLOAD + (headerLength + 3 & ~3), bytes.length);
    }

    /** {@return the unsigned 8-bit number at an offset of the fixed header} */
    public int u8(int offset) {
        return Bytes.u8(bytes, PAYLOAD + offset);
    }

    /** {@return the unsigned 16-bit number at an offset of the fixed header} */
    public int u16(int offset) {
        return Bytes.u16(bytes, PAYLOAD + offset);
    }

    /** {@return the 32 bits at an offset of the fixed header} */
    public int u32(int offset) {
        return Bytes.u32(bytes, PAYLOAD + offset);
    }
}
