package dev.plumbline.vhostuser.message;

/**
 * One message.
 *
 * @param code what it is
 * @param flags as in {@link Header}
 * @param payload what it says
 */
public record Message(MessageCode code, int flags, Payload payload) {
    /** {@return a request that is not acknowledged} */
    public static Message request(MessageCode code, Payload payload) {
        return new Message(code, Header.VERSION, payload);
    }

    /** {@return a request without a payload} */
    public static Message request(MessageCode code) {
        return request(code, new Payload.None());
    }

    /** {@return this request, to be acknowledged} */
    public Message acknowledged() {
        return new Message(code, flags | Header.NEED_REPLY, payload);
    }

    /** {@return an answer; it says nothing of NEED_REPLY, since QEMU compares its flags for equality} */
    public static Message reply(MessageCode code, Payload payload) {
        return new Message(code, Header.VERSION | Header.REPLY, payload);
    }

    /** {@return whether it is an answer} */
    public boolean isReply() {
        return (flags & Header.REPLY) != 0;
    }

    /** {@return whether the sender wants to know how it went} */
    public boolean needsReply() {
        return (flags & Header.NEED_REPLY) != 0;
    }
}
