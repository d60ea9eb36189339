package dev.plumbline.runtime.agent.kata;

import dev.plumbline.runtime.channel.FrameChannel;
import java.nio.ByteBuffer;

/**
 * One message of ttrpc (containerd/ttrpc, PROTOCOL.md): ten bytes of header in network order, then a body.
 *
 * @param stream the call that it belongs to, unsigned; a client's are odd
 * @param type {@link #REQUEST} or {@link #RESPONSE}
 * @param flags only streams of several messages have some
 * @param body what it carries
 */
record TtrpcFrame(long stream, int type, int flags, byte[] body) {
    static final int REQUEST = 1;
    static final int RESPONSE = 2;

    private static final int HEADER_BYTES = 10;
    private static final int LONGEST_BODY = 4 << 20;

    static final FrameChannel.Format FORMAT = new FrameChannel.Format(HEADER_BYTES, LONGEST_BODY);

    /** {@return the frame that these bytes hold, which are one by their length} */
    static TtrpcFrame of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte[] body = new byte[buffer.getInt()];
        long stream = Integer.toUnsignedLong(buffer.getInt());
        int type = buffer.get() & 0xff;
        int flags = buffer.get() & 0xff;
        buffer.get(body);
        return new TtrpcFrame(stream, type, flags, body);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(HEADER_BYTES + body.length)
                .putInt(body.length)
                .putInt((int) stream)
                .put((byte) type)
                .put((byte) flags)
                .put(body)
                .array();
    }

    boolean isTooLong() {
        return body.length > LONGEST_BODY;
    }
}
