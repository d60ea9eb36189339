package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.tc.uapi.PktCls;
import java.util.ArrayList;
import java.util.List;

/** The bpf classifier: a program decides (tc-bpf(8)). A builder, for one thread. */
public final class Bpf implements Classifier {
    private final List<Attribute.Value<?>> values = new ArrayList<>();

    private Bpf() {}

    /**
     * {@return a classifier that runs a loaded program}
     *
     * @param fd the program's descriptor in this process; may be closed after the request
     * @param name what the kernel shall show for it
     */
    public static Bpf program(int fd, String name) {
        Bpf bpf = new Bpf();
        bpf.values.add(PktCls.TCA_BPF_FD.of(fd));
        bpf.values.add(PktCls.TCA_BPF_NAME.of(name));
        return bpf;
    }

    /**
     * {@return a classifier that runs a classic program}
     *
     * @param instructions {@code struct sock_filter} in the machine's byte order, 8 bytes each
     */
    public static Bpf classic(byte[] instructions) {
        if (instructions.length == 0 || (instructions.length & 7) != 0) {
            throw new IllegalArgumentException(instructions.length + " bytes are no instructions of 8 bytes each");
        }
        Bpf bpf = new Bpf();
        bpf.values.add(PktCls.TCA_BPF_OPS_LEN.of(instructions.length / 8));
        bpf.values.add(PktCls.TCA_BPF_OPS.of(instructions.clone()));
        return bpf;
    }

    /** Lets the program's result be the control itself, without actions. */
    public Bpf directAction() {
        values.add(PktCls.TCA_BPF_FLAGS.of(PktCls.TCA_BPF_FLAG_ACT_DIRECT));
        return this;
    }

    /** Puts packets that match into a class. */
    public Bpf flowId(int classId) {
        values.add(PktCls.TCA_BPF_CLASSID.of(classId));
        return this;
    }

    /** Does something with packets that match. */
    public Bpf actions(ActionSpec... done) {
        values.add(ActionSpec.list(PktCls.TCA_BPF_ACT, List.of(done)));
        return this;
    }

    /** Sets {@code TCA_CLS_FLAGS_*}. */
    public Bpf flags(int hardware) {
        values.add(PktCls.TCA_BPF_FLAGS_GEN.of(hardware));
        return this;
    }

    @Override
    public String kind() {
        return "bpf";
    }

    @Override
    public Options options(int protocol) {
        return Options.of(values);
    }
}
