package dev.plumbline.vhostuser.port;

/** The other side of a back-end. Packets begin with a virtio-net header of the length that {@link #configure} tells. */
public interface PacketPort extends AutoCloseable {
    /** {@return a name for people, such as the tap's} */
    String name();

    /** {@return how many queues there are, at least 1} */
    int queues();

    /** {@return a queue, 0 and up} */
    PacketQueue queue(int index);

    /** {@return the bits of the virtio-net offloads that packets of this port can make use of} */
    long offloads();

    /**
     * Says what the guest has agreed to; before the first packet and whenever it changes.
     *
     * @param features the negotiated virtio features
     * @param headerLength of the virtio-net header in bytes: 10 or 12
     */
    void configure(long features, int headerLength);

    /** Says what the guest's MTU is, in bytes. A port that is somebody else's stays as it is. */
    void mtu(int mtu);

    @Override
    void close();
}
