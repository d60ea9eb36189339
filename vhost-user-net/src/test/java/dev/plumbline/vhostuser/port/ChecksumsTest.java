package dev.plumbline.vhostuser.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checksums that the kernel left out. */
class ChecksumsTest {
    private static final int HEADER = 12;
    private static final int START = 34; // Ethernet and IPv4
    private static final int OFFSET = 6; // UDP's checksum

    @ParameterizedTest
    @ValueSource(ints = {42, 43, 60, 1514})
    void aPacketIsCompletedInPlace(int frame) {
        byte[] bytes = new byte[frame];
        new Random(frame).nextBytes(bytes);
        ByteBuffer packet = ByteBuffer.allocate(HEADER + frame).order(ByteOrder.LITTLE_ENDIAN);
        packet.put(0, (byte) 1).putShort(6, (short) START).putShort(8, (short) OFFSET);
        packet.put(HEADER, bytes);
        assertThat(Checksums.complete(packet, HEADER, HEADER + frame)).isTrue();
        assertThat(packet.get(0)).as("nothing is left to do").isZero();
        int checksum = packet.order(ByteOrder.BIG_ENDIAN).getShort(HEADER + START + OFFSET) & 0xffff;
        assertThat(checksum).isEqualTo(~sum(bytes) & 0xffff);
    }

    /** RFC 1071, in network order. */
    private static int sum(byte[] bytes) {
        int sum = 0;
        for (int i = START; i < bytes.length; i++) {
            sum += (bytes[i] & 0xff) << ((i - START) % 2 == 0 ? 8 : 0);
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 0x81})
    void aSegmentThatIsTooLargeForTheWireIsNotForThisGuest(int type) {
        ByteBuffer packet =
                ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN).put(1, (byte) type);
        assertThat(Checksums.complete(packet, HEADER, 100)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 200, 65_535})
    void aChecksumOutsideThePacketIsRefused(int start) {
        ByteBuffer packet = ByteBuffer.allocate(92).order(ByteOrder.LITTLE_ENDIAN);
        packet.put(0, (byte) 1).putShort(6, (short) start).putShort(8, (short) OFFSET);
        assertThat(Checksums.complete(packet, HEADER, 92)).isFalse();
    }
}
