package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Request;
import dev.plumbline.tc.uapi.IfEther;
import java.util.Arrays;
import java.util.List;

/**
 * Half of what joins two links: every packet that arrives at one leaves through the other. The other half is the same
 * with the links exchanged. The link needs an ingress or a clsact qdisc first; the filter hangs below either in the same
 * way. The cookie tells our filters from those of others, whatever their priorities are.
 *
 * <p>u32 does it, since it is in kernels that lack matchall.
 */
public final class Redirect {
    private Redirect() {}

    /**
     * {@return a request for one half; EEXIST never comes from a stranger's filter of another priority}
     *
     * @param fromIfindex the link at which packets arrive
     * @param toIfindex the link through which they leave
     * @param priority 1 to 65535, free on that link
     * @param cookie 1 to 16 bytes
     */
    public static Request request(int fromIfindex, int toIfindex, int priority, byte[] cookie) {
        U32 everything = U32.all().actions(Actions.redirect(toIfindex).cookie(cookie));
        return Filters.add(FilterSpec.of(fromIfindex, Handles.FILTER_INGRESS, priority, IfEther.ETH_P_ALL, everything));
    }

    /** {@return those filters that have an action with this cookie} */
    public static List<Filter> find(List<Filter> filters, byte[] cookie) {
        return filters.stream()
                .filter(filter -> filter.actions().stream()
                        .flatMap(action -> action.cookie().stream())
                        .anyMatch(found -> Arrays.equals(found, cookie)))
                .toList();
    }
}
