package dev.plumbline.sriov;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.Problem;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.NetlinkException;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.route.LinkSpec;
import dev.plumbline.netlink.route.Links;
import dev.plumbline.netlink.route.Restore;
import dev.plumbline.netlink.route.Route;
import dev.plumbline.netlink.route.RtNetlink;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Bytes;
import dev.plumbline.netlink.wire.Message;
import java.util.HexFormat;

/** Brings back on a link what {@link NetdevState} kept. What is there already is left. */
final class NetdevRestore {
    private static final int INDEX_OF_ADDRESS_AND_NEIGHBOUR = 4; // in struct ifaddrmsg and struct ndmsg
    private static final int ROUTE_HEADER = 12; // struct rtmsg
    private static final int HOP = 8; // struct rtnexthop, which begins with its length
    private static final long PAUSE_MILLIS = 100;

    private final RtNetlink netlink;
    private final Link link;

    NetdevRestore(RtNetlink netlink, Link link) {
        this.netlink = netlink;
        this.link = link;
    }

    void restore(NetdevState state, Deadline deadline) {
        settings(state);
        state.addresses().forEach(hex -> give("an address", indexed(hex)));
        if (state.up()) { // a link that is down has no routes
            state.routes().forEach(hex -> giveRoute(routed(hex, state.index()), deadline));
        }
        state.neighbours().forEach(hex -> give("a neighbour", indexed(hex)));
    }

    private void settings(NetdevState state) {
        int index = link.index();
        if (!link.name().equals(state.name())) {
            execute("rename it to " + state.name(), LinkSpec.index(index).name(state.name()));
        }
        if (!state.mac().isEmpty()
                && !link.address().map(MacAddress::toString).orElse("").equals(state.mac())) {
            execute("set its address", LinkSpec.index(index).address(MacAddress.of(state.mac())));
        }
        LinkSpec rest = LinkSpec.index(index).mtu(state.mtu()).txQueueLength(state.txQueueLength());
        if (!state.alias().equals(link.alias().orElse(""))) {
            rest.alias(state.alias());
        }
        execute("set its MTU", rest);
        for (String name : state.altNames()) {
            if (!link.altNames().contains(name)) {
                netlink.execute("give " + link.name() + " the further name " + name, Links.addAltName(index, name));
            }
        }
        if (state.up()) {
            execute("set it up", LinkSpec.index(index).up());
        }
    }

    private void execute(String what, LinkSpec spec) {
        netlink.execute(what + " (" + link.name() + ")", Links.set(spec));
    }

    private void give(String what, Message message) {
        try {
            netlink.execute("give " + what + " back to " + link.name(), Restore.request(message));
        } catch (NetlinkException e) {
            if (e.errno() != Errno.EEXIST) {
                throw e;
            }
        }
    }

    /** An IPv6 route cannot prefer an address whose duplicate address detection goes on: EINVAL for a second or two. */
    private void giveRoute(Message message, Deadline deadline) {
        while (true) {
            try {
                give("a route", message);
                return;
            } catch (NetlinkException e) {
                if (e.errno() != Errno.EINVAL || new Route(message).prefSrc().isEmpty() || deadline.passed()) {
                    throw e;
                }
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.refused("INTERRUPTED", link.name(), "interrupted while routes were given back")
                    .exception(e);
        }
    }

    private Message indexed(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        Bytes.putU32(bytes, Message.PAYLOAD + INDEX_OF_ADDRESS_AND_NEIGHBOUR, link.index());
        return Message.of(bytes);
    }

    /** A link that its driver has made anew may have got another index than the one in the message. */
    private Message routed(String hex, int before) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        Attributes.Cursor at = new Attributes(bytes, Message.PAYLOAD + ROUTE_HEADER, bytes.length).cursor();
        while (at.next()) {
            if (at.type() == Rtnetlink.RTA_OIF.type()) {
                replace(bytes, at.payload(), before);
            } else if (at.type() == Rtnetlink.RTA_MULTIPATH.type()) {
                int end = at.payload() + at.length();
                for (int hop = at.payload(); hop + HOP <= end && Bytes.u16(bytes, hop) >= HOP; ) {
                    replace(bytes, hop + 4, before);
                    hop += (Bytes.u16(bytes, hop) + 3) & ~3;
                }
            }
        }
        return Message.of(bytes);
    }

    private void replace(byte[] bytes, int offset, int before) {
        if (Bytes.u32(bytes, offset) == before) {
            Bytes.putU32(bytes, offset, link.index());
        }
    }
}
