package dev.plumbline.runtime.channel;

import dev.plumbline.host.PlumblineException;

/** Takes what a connection receives. Called on the event loop: must not block. */
public interface Receiver {
    /** Takes one line without its end. An exception from here ends the connection with it. */
    void line(byte[] line);

    /** Learns, once, that the connection is over; no line follows. */
    void ended(PlumblineException why);
}
