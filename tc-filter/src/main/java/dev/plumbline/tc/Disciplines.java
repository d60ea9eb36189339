package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.tc.uapi.PktSched;
import dev.plumbline.tc.uapi.RtnetlinkTc;
import java.util.ArrayList;
import java.util.List;

/**
 * Kinds of qdiscs with few options. Kinds with more have a class: {@link Tbf}, {@link Netem}, {@link Red}. Those whose
 * options are attributes take them from {@link PktSched}; times are in microseconds, rates in bytes per second.
 */
public final class Disciplines {
    private static final int[] PRIORITIES = {1, 2, 2, 2, 1, 2, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1}; // tc-prio(8)

    private Disciplines() {}

    /** {@return a kind with options of any shape} */
    public static Discipline of(String kind, Options options) {
        return new Discipline() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public Options options() {
                return options;
            }
        };
    }

    /** {@return a kind that takes no options: {@code noqueue}, {@code mq}, {@code drr}, {@code pfifo_fast}...} */
    public static Discipline plain(String kind) {
        return of(kind, Options.NONE);
    }

    /** {@return no queue at all: what the link cannot send is lost} */
    public static Discipline noqueue() {
        return plain("noqueue");
    }

    /** {@return a queue for each of the link's transmit queues} */
    public static Discipline mq() {
        return plain("mq");
    }

    /** {@return one queue of at most so many packets} */
    public static Discipline pfifo(int packets) {
        return of("pfifo", Options.struct(new Struct(4).u32(packets).toBytes()));
    }

    /** {@return one queue of at most so many bytes} */
    public static Discipline bfifo(int bytes) {
        return of("bfifo", Options.struct(new Struct(4).u32(bytes).toBytes()));
    }

    /** {@return a queue for each flow, paced; options are {@code TCA_FQ_*}} */
    public static Discipline fq(Attribute.Value<?>... options) {
        return of("fq", Options.of(options));
    }

    /** {@return a queue for each flow, drained before it grows long; options are {@code TCA_FQ_CODEL_*}} */
    public static Discipline fqCodel(Attribute.Value<?>... options) {
        return of("fq_codel", Options.of(options));
    }

    /** {@return one queue, drained before it grows long; options are {@code TCA_CODEL_*}} */
    public static Discipline codel(Attribute.Value<?>... options) {
        return of("codel", Options.of(options));
    }

    /** {@return a shaper with a queue for each host and flow; options are {@code TCA_CAKE_*}} */
    public static Discipline cake(Attribute.Value<?>... options) {
        return of("cake", Options.of(options));
    }

    /** {@return classes with deficits, in turn} */
    public static Discipline drr() {
        return plain("drr");
    }

    /** {@return three bands, the lower served first} */
    public static Discipline prio() {
        return prio(3);
    }

    /**
     * {@return bands, the lower served first}
     *
     * @param bands 2 to 16
     * @param map the band of each priority from 0 on, up to 16; the rest is as the kernel has it
     */
    public static Discipline prio(int bands, int... map) {
        Struct struct = new Struct(20).u32(bands);
        for (int i = 0; i < PRIORITIES.length; i++) {
            struct.u8(i < map.length ? map[i] : PRIORITIES[i]);
        }
        // An attribute that holds nothing follows the structure; old kernels looked for multi-queue options there.
        return of("prio", Options.struct(struct.toBytes(), RtnetlinkTc.TCA_OPTIONS_STRUCT.of(new byte[0])));
    }

    /** {@return a band for each of the link's transmit queues} */
    public static Discipline multiq() {
        return of("multiq", Options.struct(new byte[4]));
    }

    /** {@return a queue for each flow, with the kernel's values} */
    public static Discipline sfq() {
        return plain("sfq");
    }

    /**
     * {@return a queue for each flow; a 0 leaves a value to the kernel}
     *
     * @param quantum bytes of one flow before the next one's turn
     * @param perturb seconds until flows are shuffled
     * @param limit packets in all
     */
    public static Discipline sfq(int quantum, int perturb, int limit) {
        return sfq(quantum, perturb, limit, 0, 0, 0, false);
    }

    /**
     * {@return a queue for each flow; a 0 leaves a value to the kernel}
     *
     * @param divisor buckets of flows, a power of 2
     * @param flows flows at most
     * @param depth packets of one flow
     * @param headDrop whether the oldest packet goes rather than the newest
     */
    public static Discipline sfq(
            int quantum, int perturb, int limit, int divisor, int flows, int depth, boolean headDrop) {
        byte[] struct = new Struct(72)
                .u32(quantum)
                .u32(perturb)
                .u32(limit)
                .u32(divisor)
                .u32(flows)
                .u32(depth)
                .u32(headDrop ? 1 : 0)
                .toBytes();
        return of("sfq", Options.struct(struct));
    }

    /** {@return a tree of classes with rates; packets that no filter puts anywhere go to {@code defaultClass}} */
    public static Discipline htb(int defaultClass) {
        return htb(defaultClass, 10);
    }

    /**
     * {@return a tree of classes with rates}
     *
     * @param defaultClass minor number of the class for packets that no filter puts anywhere; 0 sends them at once
     * @param rateToQuantum a class' rate in bytes per second is divided by this to give its quantum
     * @param more {@link PktSched#TCA_HTB_DIRECT_QLEN}, {@link PktSched#TCA_HTB_OFFLOAD}
     */
    public static Discipline htb(int defaultClass, int rateToQuantum, Attribute.Value<?>... more) {
        byte[] init = new Struct(20)
                .u32(PktSched.TC_HTB_PROTOVER)
                .u32(rateToQuantum)
                .u32(defaultClass)
                .toBytes();
        List<Attribute.Value<?>> values = new ArrayList<>();
        values.add(PktSched.TCA_HTB_INIT.of(init));
        values.addAll(List.of(more));
        return of("htb", Options.of(values));
    }

    /** {@return a tree of classes with service curves, see {@link ServiceCurve}} */
    public static Discipline hfsc(int defaultClass) {
        return of("hfsc", Options.struct(new Struct(2).u16(defaultClass).toBytes()));
    }
}
