package dev.plumbline.netlink.route;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.MacAddress;
import java.net.InetAddress;

/** The links of the recordings, and short ways to write addresses. */
final class Given {
    static final int LO = 1;
    static final int V0 = 10;
    static final int V1 = 11;
    static final int BR0 = 12;

    private Given() {}

    static InetAddress ip(String literal) {
        return IpPrefix.parse(literal);
    }

    static IpPrefix prefix(String text) {
        return IpPrefix.of(text);
    }

    static MacAddress mac(String text) {
        return MacAddress.of(text);
    }
}
