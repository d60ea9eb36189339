package dev.plumbline.tc.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;

/** {@code linux/tc_act/tc_sample.h}. */
public final class TcSample {
    public static final AttributeTable TCA_SAMPLE = new AttributeTable("TCA_SAMPLE");
    public static final Attribute<byte[]> TCA_SAMPLE_PARMS = TCA_SAMPLE.bytes(2, "TCA_SAMPLE_PARMS");
    public static final Attribute<Integer> TCA_SAMPLE_RATE = TCA_SAMPLE.u32(3, "TCA_SAMPLE_RATE");
    public static final Attribute<Integer> TCA_SAMPLE_TRUNC_SIZE = TCA_SAMPLE.u32(4, "TCA_SAMPLE_TRUNC_SIZE");
    public static final Attribute<Integer> TCA_SAMPLE_PSAMPLE_GROUP = TCA_SAMPLE.u32(5, "TCA_SAMPLE_PSAMPLE_GROUP");

    private TcSample() {}
}
