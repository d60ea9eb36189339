package dev.plumbline.tc.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;

/** {@code linux/tc_act/tc_bpf.h}. */
public final class TcBpf {
    public static final AttributeTable TCA_ACT_BPF = new AttributeTable("TCA_ACT_BPF");
    public static final Attribute<byte[]> TCA_ACT_BPF_PARMS = TCA_ACT_BPF.bytes(2, "TCA_ACT_BPF_PARMS");
    public static final Attribute<Integer> TCA_ACT_BPF_OPS_LEN = TCA_ACT_BPF.u16(3, "TCA_ACT_BPF_OPS_LEN");
    public static final Attribute<byte[]> TCA_ACT_BPF_OPS = TCA_ACT_BPF.bytes(4, "TCA_ACT_BPF_OPS");
    public static final Attribute<Integer> TCA_ACT_BPF_FD = TCA_ACT_BPF.u32(5, "TCA_ACT_BPF_FD");
    public static final Attribute<String> TCA_ACT_BPF_NAME = TCA_ACT_BPF.string(6, "TCA_ACT_BPF_NAME");

    private TcBpf() {}
}
