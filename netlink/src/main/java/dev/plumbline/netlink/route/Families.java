package dev.plumbline.netlink.route;

import dev.plumbline.netlink.uapi.AddressFamily;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The family that an address is of, and the address of all zeros of a family. */
final class Families {
    private Families() {}

    static int of(InetAddress address) {
        return address instanceof Inet6Address ? AddressFamily.AF_INET6 : AddressFamily.AF_INET;
    }

    static InetAddress any(int family) {
        try {
            return InetAddress.getByAddress(new byte[family == AddressFamily.AF_INET6 ? 16 : 4]);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
