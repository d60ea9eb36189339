package dev.plumbline.runtime.channel;

import dev.plumbline.host.PlumblineException;

/** Takes what a connection receives. Called on the event loop: must not block. */
public interface Receiver {
    /** Takes one line without its end, or one frame. An exception from here ends the connection with it. */
    void received(byte[] message);

    /** Learns, once, that the connection is over; nothing follows. */
    void ended(PlumblineException why);
}
