package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.tc.uapi.PktSched;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The netem qdisc (tc-netem(8)): a worse link than there is. A builder, for one thread. Times are in microseconds, up to
 * 274 seconds; probabilities from 0 to 1, a correlation likewise.
 */
public final class Netem implements Discipline {
    private static final long ALL = 0xffffffffL;
    private static final long LONGEST = ALL * 64 / 1000;

    private long delay;
    private long jitter;
    private double delayCorrelation;
    private int limit = 1000;
    private double loss;
    private double lossCorrelation;
    private double duplicate;
    private double duplicateCorrelation;
    private int gap;
    private final List<Attribute.Value<?>> values = new ArrayList<>();
    private Attribute.@Nullable Value<?> reorder;

    private Netem() {}

    /** {@return a link that is as good as it was} */
    public static Netem link() {
        return new Netem();
    }

    /** Delays every packet. */
    public Netem delay(long microseconds) {
        return delay(microseconds, 0, 0);
    }

    /** Delays every packet by a time that varies. */
    public Netem delay(long microseconds, long variation, double correlation) {
        if (microseconds > LONGEST || variation > LONGEST) {
            throw new IllegalArgumentException("a delay of more than " + LONGEST + " microseconds");
        }
        delay = microseconds;
        jitter = variation;
        delayCorrelation = correlation;
        return this;
    }

    /** Loses packets. */
    public Netem loss(double probability, double correlation) {
        loss = probability;
        lossCorrelation = correlation;
        return this;
    }

    /**
     * Loses packets in bursts, after Gilbert and Elliott.
     *
     * @param toBad from the good state to the bad one
     * @param toGood back
     * @param lossInBad of packets in the bad state
     * @param lossInGood of packets in the good state
     */
    public Netem lossGilbertElliott(double toBad, double toGood, double lossInBad, double lossInGood) {
        byte[] model = new Struct(16)
                .u32(share(toBad))
                .u32(share(toGood))
                .u32((int) ALL - share(lossInBad)) // the kernel wants what survives
                .u32(share(lossInGood))
                .toBytes();
        return with(Options.nest(PktSched.TCA_NETEM_LOSS, List.of(PktSched.NETEM_LOSS_GE.of(model))));
    }

    /** Loses packets after a model of four states, with the probabilities of going from one to another. */
    public Netem lossStates(double p13, double p31, double p32, double p23, double p14) {
        byte[] model = new Struct(20)
                .u32(share(p13))
                .u32(share(p31))
                .u32(share(p32))
                .u32(share(p14))
                .u32(share(p23))
                .toBytes();
        return with(Options.nest(PktSched.TCA_NETEM_LOSS, List.of(PktSched.NETEM_LOSS_GI.of(model))));
    }

    /** Marks packets that can be marked instead of losing them. */
    public Netem mark() {
        return with(PktSched.TCA_NETEM_ECN.of(1));
    }

    /** Sends packets twice. */
    public Netem duplicate(double probability, double correlation) {
        duplicate = probability;
        duplicateCorrelation = correlation;
        return this;
    }

    /** Changes a bit in packets. */
    public Netem corrupt(double probability, double correlation) {
        return with(PktSched.TCA_NETEM_CORRUPT.of(pair(probability, correlation)));
    }

    /** Sends packets at once that should be delayed: every {@code distance}-th at most; needs a delay. */
    public Netem reorder(double probability, double correlation, int distance) {
        gap = distance;
        reorder = PktSched.TCA_NETEM_REORDER.of(pair(probability, correlation));
        return this;
    }

    /** Holds at most so many packets. */
    public Netem limit(int packets) {
        limit = packets;
        return this;
    }

    /** Sends no faster than this. */
    public Netem rate(long bytesPerSecond) {
        return rate(bytesPerSecond, 0, 0, 0);
    }

    /** Sends no faster than this, with bytes added to every packet and to every cell of a packet. */
    public Netem rate(long bytesPerSecond, int packetOverhead, int cellSize, int cellOverhead) {
        if (bytesPerSecond > ALL) {
            with(PktSched.TCA_NETEM_RATE64.of(bytesPerSecond));
        }
        byte[] struct = new Struct(16)
                .u32((int) Math.min(bytesPerSecond, ALL))
                .u32(packetOverhead)
                .u32(cellSize)
                .u32(cellOverhead)
                .toBytes();
        return with(PktSched.TCA_NETEM_RATE.of(struct));
    }

    /** Sends in slots that are this far apart, so many packets and bytes in each; 0 for as many as there are. */
    public Netem slot(long fromNanoseconds, long toNanoseconds, int packets, int bytes) {
        byte[] struct = new Struct(40)
                .u64(fromNanoseconds)
                .u64(toNanoseconds)
                .u32(packets)
                .u32(bytes)
                .toBytes();
        return with(PktSched.TCA_NETEM_SLOT.of(struct));
    }

    /** Adds an attribute that has no method here. */
    public Netem with(Attribute.Value<?> value) {
        values.add(value);
        return this;
    }

    private static int share(double probability) {
        if (probability < 0 || probability > 1) {
            throw new IllegalArgumentException("a probability of " + probability);
        }
        return (int) (long) Math.rint(probability * ALL);
    }

    private static byte[] pair(double probability, double correlation) {
        return new Struct(8).u32(share(probability)).u32(share(correlation)).toBytes();
    }

    @Override
    public String kind() {
        return "netem";
    }

    @Override
    public Options options() {
        byte[] struct = new Struct(24)
                .u32(Rate.ticksOfMicroseconds(delay))
                .u32(limit)
                .u32(share(loss))
                .u32(gap)
                .u32(share(duplicate))
                .u32(Rate.ticksOfMicroseconds(jitter))
                .toBytes();
        List<Attribute.Value<?>> all = new ArrayList<>();
        if (delayCorrelation != 0 || lossCorrelation != 0 || duplicateCorrelation != 0) {
            all.add(PktSched.TCA_NETEM_CORR.of(new Struct(12)
                    .u32(share(delayCorrelation))
                    .u32(share(lossCorrelation))
                    .u32(share(duplicateCorrelation))
                    .toBytes()));
        }
        Attribute.Value<?> order = reorder;
        if (order != null) {
            all.add(order);
        }
        all.addAll(values);
        return Options.struct(struct, all.toArray(new Attribute.Value<?>[0]));
    }
}
