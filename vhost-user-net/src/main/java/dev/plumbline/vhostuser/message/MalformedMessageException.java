package dev.plumbline.vhostuser.message;

/** Bytes that are no message of the protocol. */
public final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with what is wrong, without the trace: it is the peer's doing, not ours. */
    public MalformedMessageException(String what) {
        super(what, null, false, false);
    }
}
