package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Attribute;

/**
 * A rate with what a packet counts for. Immutable.
 *
 * @param bytesPerSecond 1 to 2^63 - 1
 * @param overhead bytes added to every packet, -32768 to 32767
 * @param minimum the least number of bytes that a packet counts for (mpu), 0 to 65535
 * @param linkLayer what the packet counts as
 */
public record Rate(long bytesPerSecond, int overhead, int minimum, LinkLayer linkLayer) {
    /** What 32 bits cannot hold is sent in an attribute of 64. */
    private static final long MOST_32 = 0xffffffffL;

    private static final int CELLS = 256;

    // PSCHED_SHIFT is 6 in every kernel that is in use: a tick is 64 ns, and /proc/net/psched says the same.
    private static final double TICKS_PER_MICROSECOND = 1000.0 / 64;

    public Rate {
        if (bytesPerSecond <= 0) {
            throw new IllegalArgumentException("a rate of " + bytesPerSecond + " bytes/s");
        }
    }

    /** {@return a rate of so many bits per second, at least 8} */
    public static Rate ofBits(long perSecond) {
        return ofBytes(perSecond / 8);
    }

    /** {@return a rate of so many bytes per second} */
    public static Rate ofBytes(long perSecond) {
        return new Rate(perSecond, 0, 0, LinkLayer.ETHERNET);
    }

    /** {@return the same rate with bytes added to every packet} */
    public Rate overhead(int bytes) {
        return new Rate(bytesPerSecond, bytes, minimum, linkLayer);
    }

    /** {@return the same rate with a least number of bytes that a packet counts for} */
    public Rate minimum(int bytes) {
        return new Rate(bytesPerSecond, overhead, bytes, linkLayer);
    }

    /** {@return the same rate for another link layer} */
    public Rate linkLayer(LinkLayer layer) {
        return new Rate(bytesPerSecond, overhead, minimum, layer);
    }

    boolean needs64() {
        return bytesPerSecond > MOST_32;
    }

    /** {@return the attribute for a rate that 32 bits cannot hold} */
    Attribute.Value<?> in(Attribute<Long> attribute) {
        return attribute.of(bytesPerSecond);
    }

    /**
     * {@return {@code struct tc_ratespec}}
     *
     * @param largest the largest packet in bytes, which decides how coarse the table is
     */
    byte[] spec(int largest) {
        return new Struct(12)
                .u8(cellLog(largest))
                .u8(linkLayer.value())
                .u16(overhead)
                .u16(-1) // cell_align: the table's first cell stands for the sizes below it
                .u16(minimum)
                .u32((int) Math.min(bytesPerSecond, MOST_32))
                .toBytes();
    }

    /** {@return the rate as 32 bits hold it, which is what tc(8) computes some times from} */
    Rate in32() {
        return new Rate(Math.min(bytesPerSecond, MOST_32), overhead, minimum, linkLayer);
    }

    static byte[] noSpec() {
        return new byte[12];
    }

    /** {@return the time that packets of 256 sizes take, in ticks; some kernels look no rate up without it} */
    byte[] table(int largest) {
        int cellLog = cellLog(largest);
        Struct table = new Struct(4 * CELLS);
        for (int i = 1; i <= CELLS; i++) {
            long size = Math.max((long) i << cellLog, minimum);
            table.u32((int) ticks(linkLayer.onWire(size)));
        }
        return table.toBytes();
    }

    private static int cellLog(int largest) {
        int log = 0;
        while (largest >> log > CELLS - 1) {
            log++;
        }
        return log;
    }

    /** {@return how long so many bytes take, in ticks: whole microseconds first, as tc(8) counts} */
    long ticks(long bytes) {
        long microseconds = (long) (1_000_000.0 * ((double) bytes / (double) bytesPerSecond));
        return (long) (microseconds * TICKS_PER_MICROSECOND);
    }

    /** {@return a burst in ticks; never 0, which would let nothing pass, and never more than 32 bits hold} */
    int burst(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("a burst of " + bytes + " bytes");
        }
        return (int) Math.min(Math.max(ticks(bytes), 1), MOST_32);
    }

    static int ticksOfMicroseconds(long microseconds) {
        return (int) Math.min((long) (microseconds * TICKS_PER_MICROSECOND), MOST_32);
    }
}
