package dev.plumbline.vhostuser.transport;

import dev.plumbline.host.Fd;
import dev.plumbline.vhostuser.message.Header;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as it came, with its descriptors. Closing it closes those that nobody took, so that a message that is refused
 * leaves nothing behind.
 */
public final class Received implements AutoCloseable {
    private final Header header;
    private final ByteBuffer payload;
    private final List<Fd> descriptors;

    Received(Header header, ByteBuffer payload, List<Fd> descriptors) {
        this.header = header;
        this.payload = payload;
        this.descriptors = descriptors;
    }

    /** {@return what it begins with} */
    public Header header() {
        return header;
    }

    /** {@return its payload, from position to limit} */
    public ByteBuffer payload() {
        return payload;
    }

    /** {@return how many descriptors are here} */
    public int descriptorCount() {
        return descriptors.size();
    }

    /** {@return the descriptors, in the order in which they were sent; the caller owns them now} */
    public List<Fd> takeDescriptors() {
        List<Fd> taken = new ArrayList<>(descriptors);
        descriptors.clear();
        return taken;
    }

    @Override
    public void close() {
        descriptors.forEach(Fd::close);
        descriptors.clear();
    }
}
