package dev.plumbline.tc;

import dev.plumbline.tc.uapi.PktSched;

/**
 * The red qdisc (tc-red(8)): drops earlier the longer the average queue is. Sizes in bytes.
 *
 * @param limit what the queue never exceeds
 * @param from the average queue from which packets are dropped
 * @param to the average queue at which the probability is reached
 * @param averagePacket the average packet
 * @param burst packets that may come at once unharmed
 * @param rate what the link sends, for the time when it is idle
 * @param probability of a drop at {@code to}, 0 to 1
 * @param flags {@code TC_RED_*}
 */
public record Red(int limit, int from, int to, int averagePacket, int burst, Rate rate, double probability, int flags)
        implements Discipline {
    private static final int STEPS = 256;
    private static final int MOST = 31; // a power of two by which an average is divided
    private static final int ALL_FLAGS = 0xf;

    @Override
    public String kind() {
        return "red";
    }

    @Override
    public Options options() {
        int weight = weight();
        double idle = -Math.log(1 - 1.0 / (1 << weight)) / rate.ticks(averagePacket);
        int cellLog = log(cell -> MOST / idle / (1L << cell) < 512);
        byte[] decay = new byte[STEPS];
        for (int i = 1; i < STEPS - 1; i++) {
            decay[i] = (byte) Math.min(MOST, (long) (((long) i << cellLog) * idle));
        }
        decay[STEPS - 1] = MOST;
        byte[] parameters = new Struct(16)
                .u32(limit)
                .u32(from)
                .u32(to)
                .u8(weight)
                .u8(log(step -> probability / (to - from) * (1L << step) > 1))
                .u8(cellLog)
                .u8(0) // flags go into an attribute, which the kernel checks
                .toBytes();
        return Options.of(
                PktSched.TCA_RED_PARMS.of(parameters),
                PktSched.TCA_RED_STAB.of(decay),
                PktSched.TCA_RED_MAX_P.of((int) (long) (probability * 0x1p32)),
                PktSched.TCA_RED_FLAGS.of(
                        new Struct(8).u32(flags).u32(ALL_FLAGS).toBytes()));
    }

    /** The weight of a new packet in the average, as a power of one half, with which a burst stays below the mark. */
    private int weight() {
        double room = burst + 1 - (double) from / averagePacket;
        if (room < 1) {
            throw new IllegalArgumentException("a burst of " + burst + " packets is less than what may wait");
        }
        return Math.max(1, log(step -> {
            double share = Math.scalb(1.0, -step);
            return step > 0 && room <= (1 - Math.pow(1 - share, burst)) / share;
        }));
    }

    private static int log(java.util.function.IntPredicate enough) {
        for (int step = 0; step < 32; step++) {
            if (enough.test(step)) {
                return step;
            }
        }
        throw new IllegalArgumentException("these sizes do not fit one another");
    }
}
