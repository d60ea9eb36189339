package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.tc.uapi.PktCls;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The police action (tc-police(8)): what a packet above a rate meets. A builder, for one thread. */
public final class Police {
    private static final int DEFAULT_LARGEST = 2047;

    private final @Nullable Rate rate;
    private final long burst;
    private @Nullable Rate peak;
    private int largest;
    private Control exceed = Control.RECLASSIFY;
    private @Nullable Control conform;
    private long packetRate;
    private long packetBurst;
    private int averageRate;

    private Police(@Nullable Rate rate, long burst) {
        this.rate = rate;
        this.burst = burst;
    }

    /** {@return a limit of bytes, with so many bytes at once} */
    public static Police rate(Rate rate, long burst) {
        return new Police(rate, burst);
    }

    /** {@return a limit of packets per second, with so many packets at once} */
    public static Police packets(long perSecond, long burst) {
        Police police = new Police(null, 0);
        police.packetRate = perSecond;
        police.packetBurst = burst;
        return police;
    }

    /** Says what a packet above the rate meets; reclassify if it is not said. */
    public Police exceed(Control control) {
        exceed = control;
        return this;
    }

    /** Says what a packet within the rate meets; ok if it is not said. */
    public Police conform(Control control) {
        conform = control;
        return this;
    }

    /** Limits what goes through at once, too. {@link #largestPacket} must be given. */
    public Police peakRate(Rate limit) {
        peak = limit;
        return this;
    }

    /** Treats larger packets as above the rate. */
    public Police largestPacket(int bytes) {
        largest = bytes;
        return this;
    }

    /** {@return a limit of an estimated rate in bytes per second; it needs an estimator} */
    public static Police average(int bytesPerSecond) {
        return new Police(null, 0).averageRate(bytesPerSecond);
    }

    /** Compares with an estimated rate, in bytes per second, which needs an estimator. */
    public Police averageRate(int bytesPerSecond) {
        averageRate = bytesPerSecond;
        return this;
    }

    /** {@return the action} */
    public ActionSpec action() {
        return new ActionSpec(
                "police", PktCls.TCA_POLICE_TBF, struct(), ActionSpec.POLICE_CONTROL, further(), List.of());
    }

    /** {@return what is inside, for a classifier that takes it without an action around it} */
    List<Attribute.Value<?>> attributes() {
        List<Attribute.Value<?>> all = new ArrayList<>();
        all.add(PktCls.TCA_POLICE_TBF.of(struct()));
        all.addAll(further());
        return all;
    }

    private byte[] struct() {
        int sizes = largest == 0 ? DEFAULT_LARGEST : largest;
        return new Struct(56)
                .u32(0) // index
                .u32(exceed.value())
                .u32(0) // limit
                .u32(rate == null ? 0 : rate.burst(burst))
                .u32(largest)
                .put(rate == null ? Rate.noSpec() : rate.spec(sizes))
                .put(peak == null ? Rate.noSpec() : peak.spec(sizes))
                .toBytes();
    }

    private List<Attribute.Value<?>> further() {
        int sizes = largest == 0 ? DEFAULT_LARGEST : largest;
        List<Attribute.Value<?>> all = new ArrayList<>();
        if (rate != null) {
            all.add(PktCls.TCA_POLICE_RATE.of(rate.table(sizes)));
            if (rate.needs64()) {
                all.add(rate.in(PktCls.TCA_POLICE_RATE64));
            }
        }
        if (peak != null) {
            all.add(PktCls.TCA_POLICE_PEAKRATE.of(peak.table(sizes)));
            if (peak.needs64()) {
                all.add(peak.in(PktCls.TCA_POLICE_PEAKRATE64));
            }
        }
        if (packetRate > 0) {
            all.add(PktCls.TCA_POLICE_PKTRATE64.of(packetRate));
            all.add(PktCls.TCA_POLICE_PKTBURST64.of(Rate.ofBytes(packetRate).ticks(packetBurst)));
        }
        if (averageRate != 0) {
            all.add(PktCls.TCA_POLICE_AVRATE.of(averageRate));
        }
        Control within = conform;
        if (within != null && !within.equals(Control.OK)) {
            all.add(PktCls.TCA_POLICE_RESULT.of(within.value()));
        }
        return all;
    }
}
