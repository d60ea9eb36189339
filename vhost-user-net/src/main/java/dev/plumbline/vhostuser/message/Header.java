package dev.plumbline.vhostuser.message;

import java.nio.ByteBuffer;

/**
 * What every message begins with: 12 bytes in the machine's byte order.
 *
 * @param id the message's code
 * @param flags version, {@link #REPLY}, {@link #NEED_REPLY}
 * @param size the bytes that follow, at most {@link MessageCodec#MAX_PAYLOAD}
 */
public record Header(int id, int flags, int size) {
    /** The header's own size in bytes. */
    public static final int BYTES = 12;
    /** The only version, in the lowest two bits. */
    public static final int VERSION = 1;
    /** This is the answer to a request. */
    public static final int REPLY = 4;
    /** The sender waits for a number that says whether it went well. */
    public static final int NEED_REPLY = 8;

    private static final int VERSION_MASK = 3;

    /**
     * Reads a header.
     *
     * @throws MalformedMessageException when the version is unknown or the payload longer than any can be
     */
    public static Header decode(ByteBuffer in) {
        Header header = new Header(in.getInt(), in.getInt(), in.getInt());
        if ((header.flags & VERSION_MASK) != VERSION) {
            throw new MalformedMessageException("version " + (header.flags & VERSION_MASK) + " of the protocol");
        }
        if (header.size < 0 || header.size > MessageCodec.MAX_PAYLOAD) {
            throw new MalformedMessageException("a payload of " + Integer.toUnsignedString(header.size)
                    + " bytes, more than " + MessageCodec.MAX_PAYLOAD);
        }
        return header;
    }

    /** {@return whether it is an answer} */
    public boolean isReply() {
        return (flags & REPLY) != 0;
    }

    /** {@return whether the sender wants to know how it went} */
    public boolean needsReply() {
        return (flags & NEED_REPLY) != 0;
    }
}
