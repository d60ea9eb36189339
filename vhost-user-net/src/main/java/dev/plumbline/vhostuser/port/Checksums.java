package dev.plumbline.vhostuser.port;

import java.nio.ByteBuffer;

/** Finishes what the kernel left to the hardware, for a guest that did not agree to that ({@code struct virtio_net_hdr}). */
final class Checksums {
    private static final int NEEDS_CSUM = 1;
    private static final int GSO_TYPE = 1;
    private static final int CSUM_START = 6;
    private static final int CSUM_OFFSET = 8;

    private Checksums() {}

    /**
     * Computes a packet's checksum if it lacks one.
     *
     * @param packet in little-endian order, header first
     * @param header the header's length
     * @param length of all
     * @return whether the packet can be given to the guest: a segment that is too large for the wire cannot
     */
    static boolean complete(ByteBuffer packet, int header, int length) {
        if (packet.get(GSO_TYPE) != 0) {
            return false;
        }
        if ((packet.get(0) & NEEDS_CSUM) == 0) {
            return true;
        }
        int start = header + (packet.getShort(CSUM_START) & 0xffff);
        int at = start + (packet.getShort(CSUM_OFFSET) & 0xffff);
        if (at + 2 > length) {
            return false;
        }
        // The pseudo header's sum is in the place already. The order of bytes does not matter to the sum, only to its
        // place.
        long sum = 0;
        for (int i = start; i < length; i += 2) {
            sum += i + 1 < length ? packet.getShort(i) & 0xffff : packet.get(i) & 0xff;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        short result = (short) ~sum;
        packet.putShort(at, result == 0 ? (short) -1 : result);
        packet.put(0, (byte) (packet.get(0) & ~NEEDS_CSUM));
        return true;
    }
}
