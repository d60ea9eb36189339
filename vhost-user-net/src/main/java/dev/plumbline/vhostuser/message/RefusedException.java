package dev.plumbline.vhostuser.message;

/** Something that a peer asked for, or put into its memory, and that will not be done. The peer's doing, never a fault of ours. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * Creates the exception, without the trace.
     *
     * @param code a stable upper-case word
     * @param text one sentence for people
     */
    public RefusedException(String code, String text) {
        super(text, null, false, false);
        this.code = code;
    }

    /** {@return the stable word} */
    public String code() {
        return code;
    }

    /** {@return the sentence} */
    public String text() {
        return String.valueOf(getMessage());
    }
}
