package dev.plumbline.tap;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.route.Address;
import dev.plumbline.netlink.route.AddressSpec;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.uapi.IfAddr;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses the addresses that a guest must be given, and puts them into words. */
final class PodAddresses {
    /** In the order in which they are told. */
    private static final List<Map.Entry<Integer, String>> FLAGS = List.of(
            Map.entry(IfAddr.IFA_F_HOMEADDRESS, "home"),
            Map.entry(IfAddr.IFA_F_MANAGETEMPADDR, "mngtmpaddr"),
            Map.entry(IfAddr.IFA_F_NOPREFIXROUTE, "noprefixroute"),
            Map.entry(IfAddr.IFA_F_MCAUTOJOIN, "autojoin"));

    private PodAddresses() {}

    static List<PodAddress> of(List<Address> addresses, Link link) {
        return addresses.stream()
                .filter(address -> !isAutomatic(address, link))
                .map(address -> words(address, link.name()))
                .toList();
    }

    /** The link-local address that the kernel makes by itself, which the guest's kernel makes by itself, too. */
    private static boolean isAutomatic(Address address, Link link) {
        InetAddress ip = address.prefix().address();
        if (!address.prefix().isV6() || !ip.isLinkLocalAddress()) {
            return false;
        }
        return address.protocol().isPresent()
                ? address.protocol().getAsInt() == IfAddr.IFAPROT_KERNEL_LL
                : link.address().filter(mac -> isFrom(mac, ip)).isPresent();
    }

    /** Whether an address's host part was made from a MAC (RFC 4291, appendix A); for kernels that do not tell. */
    private static boolean isFrom(MacAddress mac, InetAddress address) {
        byte[] m = mac.toBytes();
        byte[] host = {(byte) (m[0] ^ 2), m[1], m[2], (byte) 0xff, (byte) 0xfe, m[3], m[4], m[5]};
        return Arrays.equals(host, Arrays.copyOfRange(address.getAddress(), 8, 16));
    }

    private static PodAddress words(Address address, String link) {
        List<String> flags = new ArrayList<>();
        FLAGS.stream()
                .filter(flag -> (address.flags() & flag.getKey()) != 0)
                .forEach(flag -> flags.add(flag.getValue()));
        return new PodAddress(
                address.prefix().toString(),
                address.peer().map(IpPrefix::toString).orElse(null),
                address.broadcast().map(IpPrefix::text).orElse(null),
                Words.scope(address.scope()),
                address.label().filter(label -> !label.equals(link)).orElse(null),
                flags,
                address.priority().orElse(0),
                lifetime(address.preferredLifetime()),
                lifetime(address.validLifetime()));
    }

    private static @Nullable Integer lifetime(int seconds) {
        return seconds == AddressSpec.FOREVER ? null : seconds;
    }
}
