package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.tc.uapi.PktCls;
import java.util.ArrayList;
import java.util.List;

/** The matchall classifier: every packet. A builder, for one thread. */
public final class MatchAll implements Classifier {
    private final List<Attribute.Value<?>> values = new ArrayList<>();

    private MatchAll() {}

    /** {@return a classifier that does something with every packet} */
    public static MatchAll actions(ActionSpec... done) {
        MatchAll all = new MatchAll();
        if (done.length > 0) {
            all.values.add(ActionSpec.list(PktCls.TCA_MATCHALL_ACT, List.of(done)));
        }
        return all;
    }

    /** {@return a classifier that puts every packet into a class} */
    public static MatchAll flowId(int classId) {
        MatchAll all = new MatchAll();
        all.values.add(PktCls.TCA_MATCHALL_CLASSID.of(classId));
        return all;
    }

    /** Sets {@code TCA_CLS_FLAGS_*}. */
    public MatchAll flags(int hardware) {
        values.add(PktCls.TCA_MATCHALL_FLAGS.of(hardware));
        return this;
    }

    @Override
    public String kind() {
        return "matchall";
    }

    @Override
    public Options options(int protocol) {
        return values.isEmpty() ? Options.NONE : Options.of(values);
    }
}
