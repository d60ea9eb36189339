package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.tc.uapi.PktSched;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tbf qdisc (tc-tbf(8)): one rate for a whole link. A builder, for one thread. */
public final class Tbf implements Discipline {
    private static final int DEFAULT_LARGEST = 2047;
    private static final double MICROSECONDS = 1_000_000;

    private final Rate rate;
    private final long burst;
    private final long limit;
    private final long latency;
    private @Nullable Rate peak;
    private int largest;

    private Tbf(Rate rate, long burst, long limit, long latency) {
        this.rate = rate;
        this.burst = burst;
        this.limit = limit;
        this.latency = latency;
    }

    /** {@return a rate with so many bytes at once, and so many bytes that may wait} */
    public static Tbf limit(Rate rate, long burst, long limit) {
        return new Tbf(rate, burst, limit, -1);
    }

    /** {@return a rate with so many bytes at once, and so many microseconds that a packet may wait} */
    public static Tbf latency(Rate rate, long burst, long microseconds) {
        return new Tbf(rate, burst, 0, microseconds);
    }

    /** Limits what goes out at once, too: one packet of the largest size at a time. */
    public Tbf peakRate(Rate rate, int largestPacket) {
        peak = rate;
        largest = largestPacket;
        return this;
    }

    /** Sets the largest packet in bytes that the rate tables are made for; 2047 if it is not said. */
    public Tbf largestPacket(int bytes) {
        largest = bytes;
        return this;
    }

    @Override
    public String kind() {
        return "tbf";
    }

    @Override
    public Options options() {
        int sizes = largest == 0 ? DEFAULT_LARGEST : largest;
        Rate above = peak;
        byte[] parameters = new Struct(36)
                .put(rate.spec(sizes))
                .put(above == null ? Rate.noSpec() : above.spec(sizes))
                .u32((int) Math.min(waiting(), 0xffffffffL))
                .u32(rate.in32().burst(burst))
                .u32(above == null ? 0 : above.in32().burst(largest))
                .toBytes();
        List<Attribute.Value<?>> values = new ArrayList<>();
        values.add(PktSched.TCA_TBF_PARMS.of(parameters));
        values.add(PktSched.TCA_TBF_BURST.of((int) burst));
        if (rate.needs64()) {
            values.add(rate.in(PktSched.TCA_TBF_RATE64));
        }
        values.add(PktSched.TCA_TBF_RTAB.of(rate.in32().table(sizes)));
        if (above != null) {
            if (above.needs64()) {
                values.add(above.in(PktSched.TCA_TBF_PRATE64));
            }
            values.add(PktSched.TCA_TBF_PBURST.of(largest));
            values.add(PktSched.TCA_TBF_PTAB.of(above.in32().table(sizes)));
        }
        return Options.of(values);
    }

    private long waiting() {
        if (latency < 0) {
            return limit;
        }
        Rate above = peak;
        long slow = inTime(rate) + burst;
        return above == null ? slow : Math.min(slow, inTime(above) + largest);
    }

    private long inTime(Rate of) {
        return (long) (of.bytesPerSecond() * (double) latency / MICROSECONDS);
    }
}
