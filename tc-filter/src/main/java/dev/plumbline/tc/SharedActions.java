package dev.plumbline.tc;

import dev.plumbline.netlink.wire.MessageWriter;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.netlink.wire.Verb;
import dev.plumbline.tc.uapi.PktCls;
import dev.plumbline.tc.uapi.RtnetlinkTc;
import java.util.List;

/** Requests about actions that belong to no filter, so that filters may share them by their index. */
public final class SharedActions {
    private SharedActions() {}

    /** {@return a request for actions that must not exist yet; {@link ActionSpec#index} names them} */
    public static Request add(ActionSpec... actions) {
        return begin(RtnetlinkTc.RTM_NEWACTION, Verb.CREATE)
                .put(List.of(ActionSpec.list(RtnetlinkTc.TCA_ROOT_TAB, List.of(actions))))
                .request();
    }

    /** {@return a request for the removal of an action that no filter uses} */
    public static Request delete(String kind, int index) {
        return begin(RtnetlinkTc.RTM_DELACTION, Verb.DELETE)
                .nest(
                        RtnetlinkTc.TCA_ROOT_TAB,
                        tab -> tab.element(
                                1, one -> one.put(PktCls.TCA_ACT_KIND, kind).put(PktCls.TCA_ACT_INDEX, index)))
                .request();
    }

    private static MessageWriter begin(int type, Verb verb) {
        return new MessageWriter(type, verb, RtnetlinkTc.TCA_ROOT).u32(0).endHeader(); // struct tcamsg
    }
}
