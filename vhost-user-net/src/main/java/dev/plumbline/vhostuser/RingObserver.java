package dev.plumbline.vhostuser;

/** Learns what happens to rings on their own threads. */
interface RingObserver {
    /** The guest has broken a ring; it is not worked on any more. */
    void ringBroken(int index, int position, String code, String text);

    /** A packet was refused, the first since the ring started. */
    void packetRefused(int index, String code);

    /** The guest kicks and nothing is to be seen. */
    void memoryNotShared();

    /** The port does not work any more. */
    void portFailed(String why);
}
