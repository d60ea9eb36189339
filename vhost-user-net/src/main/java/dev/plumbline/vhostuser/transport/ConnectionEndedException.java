package dev.plumbline.vhostuser.transport;

/** The connection is over: the peer closed it, it broke, or this side was told to stop. */
public final class ConnectionEndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with the reason, without the trace: connections end all the time. */
    public ConnectionEndedException(String why) {
        super(why, null, false, false);
    }
}
