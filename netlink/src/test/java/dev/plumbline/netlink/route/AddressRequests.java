package dev.plumbline.netlink.route;

import static dev.plumbline.netlink.route.Given.BR0;
import static dev.plumbline.netlink.route.Given.LO;
import static dev.plumbline.netlink.route.Given.ip;
import static dev.plumbline.netlink.route.Given.prefix;

import dev.plumbline.netlink.uapi.IfAddr;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The counterparts of {@code ip address}. */
final class AddressRequests {
    private static final Map<String, Request> ALL = new HashMap<>();

    private AddressRequests() {}

    static Map<String, Request> all() {
        v4();
        v6();
        ALL.put("addr-replace", Addresses.replace(on("10.1.2.3/24")));
        ALL.put("addr-replace-v6", Addresses.replace(on("fd00::3/64").lifetimes(100, 100)));
        ALL.put("addr-change", Addresses.change(on("fd00::3/64").lifetimes(AddressSpec.FOREVER, 0)));
        ALL.put("addr-del", Addresses.delete(on("10.1.2.3/24")));
        ALL.put("addr-del-v6", Addresses.delete(on("fd00::3/64")));
        ALL.put("addr-del-peer", Addresses.delete(on("10.1.3.1").peer(prefix("10.1.3.2/32"))));
        return ALL;
    }

    private static AddressSpec on(String text) {
        return AddressSpec.of(BR0, prefix(text));
    }

    private static void add(String name, String text, UnaryOperator<AddressSpec> more) {
        ALL.put(name, Addresses.add(more.apply(on(text))));
    }

    private static void v4() {
        add("addr-add-v4", "10.1.2.3/24", address -> address);
        add(
                "addr-add-v4-bcast",
                "10.1.2.4/24",
                address -> address.broadcast().scope(Rtnetlink.RT_SCOPE_LINK).label("br0:1"));
        add("addr-add-v4-peer", "10.1.3.1", address -> address.peer(prefix("10.1.3.2/32")));
        add(
                "addr-add-v4-noprefix",
                "10.1.4.1/24",
                address -> address.noPrefixRoute().priority(50));
        add("addr-add-autojoin", "239.1.1.1/32", address -> address.flags(IfAddr.IFA_F_MCAUTOJOIN));
        add("addr-add-scope-host", "10.1.8.1/32", address -> address.scope(Rtnetlink.RT_SCOPE_HOST));
        add("addr-add-forever", "10.1.9.1/24", address -> address.lifetimes(AddressSpec.FOREVER, AddressSpec.FOREVER));
        add("addr-add-brd", "10.1.9.3/24", address -> address.broadcast(ip("10.1.9.200")));
        ALL.put("addr-add-lo", Addresses.add(AddressSpec.of(LO, prefix("127.0.0.2/8"))));
        add("addr-add-brd-minus", "10.1.9.2/24", address -> address.broadcast(ip("10.1.9.0")));
    }

    private static void v6() {
        add("addr-add-v6", "fd00::3/64", address -> address);
        add("addr-add-v6-nodad", "fd00::4/64", address -> address.noDad().noPrefixRoute());
        add("addr-add-v6-lft", "fd00::5/128", address -> address.lifetimes(100, 50));
        add(
                "addr-add-v6-flags",
                "fd00::7/64",
                address -> address.flags(IfAddr.IFA_F_HOMEADDRESS | IfAddr.IFA_F_MANAGETEMPADDR));
        add(
                "addr-add-v6-autoconf",
                "fd00::b/64",
                address -> address.flags(IfAddr.IFA_F_HOMEADDRESS | IfAddr.IFA_F_MANAGETEMPADDR)
                        .noPrefixRoute()
                        .noDad());
        add("addr-add-v6-metric", "fd00::c/64", address -> address.priority(7).scope(Rtnetlink.RT_SCOPE_LINK));
        add("addr-add-v6-optimistic", "fd00::7/64", address -> address.flags(IfAddr.IFA_F_OPTIMISTIC));
        add("addr-add-v6-peer", "fd00::8", address -> address.peer(prefix("fd00::9/128")));
        add("addr-add-anycast", "fd00::a/64", address -> address.anycast(ip("fd00::")));
    }
}
