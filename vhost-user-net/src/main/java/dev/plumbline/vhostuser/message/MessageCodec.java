package dev.plumbline.vhostuser.message;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Messages to bytes and back. Pure functions. */
public final class MessageCodec {
    /** The longest payload in bytes that any message has. */
    public static final int MAX_PAYLOAD = 4096;
    /** The most descriptors that any message brings. */
    public static final int MAX_DESCRIPTORS = 32;

    private MessageCodec() {}

    /** {@return header and payload} */
    public static byte[] encode(Message message) {
        return encode(message.code().id(), message.flags(), message.payload());
    }

    /** {@return header and payload of a message whose code may be unknown to us} */
    public static byte[] encode(int id, int flags, Payload payload) {
        ByteBuffer out = ByteBuffer.allocate(Header.BYTES + MAX_PAYLOAD).order(ByteOrder.nativeOrder());
        out.position(Header.BYTES);
        PayloadForm.encode(payload, out);
        int size = out.position() - Header.BYTES;
        out.putInt(0, id).putInt(4, flags).putInt(8, size);
        byte[] bytes = new byte[Header.BYTES + size];
        out.get(0, bytes);
        return bytes;
    }

    /**
     * Understands a request's payload.
     *
     * @throws MalformedMessageException when it has not the form that its code wants
     */
    public static Message decodeRequest(MessageCode code, int flags, ByteBuffer payload) {
        return new Message(code, flags, decode(code, code.request(), payload));
    }

    /**
     * Understands an answer's payload: of the code's own form, or a number, or nothing, since peers differ.
     *
     * @throws MalformedMessageException when it has none of these
     */
    public static Message decodeReply(MessageCode code, int flags, ByteBuffer payload) {
        PayloadForm form = code.reply();
        if (form == null) {
            form = switch (payload.remaining()) {
                case 0 -> PayloadForm.NONE;
                case 8 -> PayloadForm.WORD;
                default -> code.request();
            };
        }
        return new Message(code, flags, decode(code, form, payload));
    }

    private static Payload decode(MessageCode code, PayloadForm form, ByteBuffer payload) {
        try {
            return form.decode(payload.order(ByteOrder.nativeOrder()));
        } catch (MalformedMessageException e) {
            throw new MalformedMessageException(code.name() + ": " + e.getMessage());
        }
    }
}
