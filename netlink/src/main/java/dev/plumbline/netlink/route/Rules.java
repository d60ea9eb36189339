package dev.plumbline.netlink.route;

import dev.plumbline.netlink.uapi.FibRules;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.MessageWriter;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.netlink.wire.Verb;

/** Requests about policy routing rules. */
public final class Rules {
    private Rules() {}

    /** {@return a request that adds a rule, which must not be there yet} */
    public static Request add(RuleSpec spec) {
        return request(Rtnetlink.RTM_NEWRULE, Verb.CREATE, spec);
    }

    /** {@return a request that removes the first rule that has all that is given} */
    public static Request delete(RuleSpec spec) {
        return request(Rtnetlink.RTM_DELRULE, Verb.DELETE, spec);
    }

    /** {@return a request for every rule of a family} */
    public static Request dump(int family) {
        return new MessageWriter(Rtnetlink.RTM_GETRULE, Verb.DUMP, FibRules.FRA)
                .u8(family)
                .u8(0)
                .u16(0)
                .u32(0)
                .u32(0)
                .endHeader()
                .request();
    }

    private static Request request(int type, Verb verb, RuleSpec spec) {
        MessageWriter writer = new MessageWriter(type, verb, FibRules.FRA);
        spec.writeTo(writer, type == Rtnetlink.RTM_DELRULE);
        return writer.request();
    }
}
