package dev.plumbline.netlink.route;

import dev.plumbline.netlink.uapi.NetNamespaceIds;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Message;
import dev.plumbline.netlink.wire.MessageWriter;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.netlink.wire.Verb;
import java.util.OptionalInt;

/** Requests about the ids by which one network namespace knows others (linux/net_namespace.h). */
public final class NamespaceIds {
    /** Lets the kernel choose an id. */
    public static final int AUTO = -1;

    private static final int HEADER = 4; // struct rtgenmsg, padded

    private NamespaceIds() {}

    /**
     * Builds a request that gives the namespace behind a descriptor an id, once and for good.
     *
     * @param nsid from 0 on, or {@link #AUTO}
     */
    public static Request set(int fd, int nsid) {
        return header(Rtnetlink.RTM_NEWNSID, Verb.SET, NetNamespaceIds.NETNSA_FD.of(fd))
                .put(NetNamespaceIds.NETNSA_NSID, nsid)
                .request();
    }

    /** {@return a request that gives the namespace of a process an id, from 0 on or {@link #AUTO}} */
    public static Request setOfProcess(int pid, int nsid) {
        return header(Rtnetlink.RTM_NEWNSID, Verb.SET, NetNamespaceIds.NETNSA_PID.of(pid))
                .put(NetNamespaceIds.NETNSA_NSID, nsid)
                .request();
    }

    /** {@return a request for the id of the namespace behind a descriptor} */
    public static Request get(int fd) {
        return header(Rtnetlink.RTM_GETNSID, Verb.GET, NetNamespaceIds.NETNSA_FD.of(fd))
                .request();
    }

    /** {@return a request for the id of the namespace of a process} */
    public static Request getOfProcess(int pid) {
        return header(Rtnetlink.RTM_GETNSID, Verb.GET, NetNamespaceIds.NETNSA_PID.of(pid))
                .request();
    }

    /** {@return the id in an answer; nothing when the namespace has none here} */
    public static OptionalInt idIn(Message answer) {
        int id = answer.attributes(HEADER).get(NetNamespaceIds.NETNSA_NSID, NetNamespaceIds.NETNSA_NSID_NOT_ASSIGNED);
        return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
    }

    private static MessageWriter header(int type, Verb verb, Attribute.Value<Integer> which) {
        return new MessageWriter(type, verb, NetNamespaceIds.NETNSA)
                .u32(0)
                .endHeader()
                .put(which.attribute(), which.value());
    }
}
