package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Bytes;
import dev.plumbline.tc.uapi.PktSched;
import java.util.ArrayList;
import java.util.List;

/** A class of an htb qdisc (tc-htb(8)). A builder, for one thread. */
public final class HtbClass {
    private static final long CLOCKS_PER_SECOND = 1_000_000_000; // what /proc/net/psched has with hrtimers

    private static final int RATE_AT = 8; // struct tc_ratespec, the first of struct tc_htb_opt

    private final Rate rate;
    private Rate ceiling;
    private long burst;
    private long ceilingBurst;
    private int largest = 1600;
    private int priority;
    private int quantum;

    private HtbClass(Rate rate) {
        this.rate = rate;
        this.ceiling = rate;
    }

    /** {@return a class with a rate of its own, which is its ceiling, too} */
    public static HtbClass rate(Rate rate) {
        return new HtbClass(rate);
    }

    /** Sets the most it may borrow. */
    public HtbClass ceiling(Rate most) {
        ceiling = most;
        return this;
    }

    /** Sets the bytes that may be sent at once within the rate. Without, a packet and a clock's worth. */
    public HtbClass burst(long bytes) {
        burst = bytes;
        return this;
    }

    /** Sets the bytes that may be sent at once within the ceiling. Without, a packet and a clock's worth. */
    public HtbClass ceilingBurst(long bytes) {
        ceilingBurst = bytes;
        return this;
    }

    /** Sets the largest packet in bytes that the rate tables are made for; 1600 if it is not said. */
    public HtbClass largestPacket(int bytes) {
        largest = bytes;
        return this;
    }

    /** Sets who may borrow first: 0 to 7, the lowest first. */
    public HtbClass priority(int first) {
        priority = first;
        return this;
    }

    /** Sets how many bytes it sends before its neighbours' turn; 0 lets the kernel compute it from the rate. */
    public HtbClass quantum(int bytes) {
        quantum = bytes;
        return this;
    }

    /** {@return the rate that the kernel reports for a class, given its options} */
    public static long bytesPerSecond(Attributes options) {
        return options.get(PktSched.TCA_HTB_RATE64)
                .orElseGet(() -> options.raw(PktSched.TCA_HTB_PARMS)
                        .filter(parameters -> parameters.length >= RATE_AT + 4)
                        .map(parameters -> Integer.toUnsignedLong(Bytes.u32(parameters, RATE_AT)))
                        .orElse(0L));
    }

    /** {@return the options of the class} */
    public Options options() {
        byte[] parameters = new Struct(44)
                .put(rate.spec(largest))
                .put(ceiling.spec(largest))
                .u32(ticks(rate, burst))
                .u32(ticks(ceiling, ceilingBurst))
                .u32(quantum)
                .u32(0) // level, which the kernel reports
                .u32(priority)
                .toBytes();
        List<Attribute.Value<?>> values = new ArrayList<>();
        if (rate.needs64()) {
            values.add(rate.in(PktSched.TCA_HTB_RATE64));
        }
        if (ceiling.needs64()) {
            values.add(ceiling.in(PktSched.TCA_HTB_CEIL64));
        }
        values.add(PktSched.TCA_HTB_PARMS.of(parameters));
        values.add(PktSched.TCA_HTB_RTAB.of(rate.in32().table(largest)));
        values.add(PktSched.TCA_HTB_CTAB.of(ceiling.in32().table(largest)));
        return Options.of(values);
    }

    /** A given burst never becomes 0; the default may at tens of gigabits, where the packet itself takes no tick. */
    private int ticks(Rate of, long bytes) {
        return bytes > 0 ? of.burst(bytes) : (int) of.ticks(of.bytesPerSecond() / CLOCKS_PER_SECOND + largest);
    }
}
