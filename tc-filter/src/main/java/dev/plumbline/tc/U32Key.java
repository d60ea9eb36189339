package dev.plumbline.tc;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.wire.Bytes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * 32 bits of a packet that must have a value ({@code struct tc_u32_key}). Offsets count from the network header; a
 * negative one reaches into the Ethernet header.
 *
 * @param value the bits as they stand in the packet, the first byte highest; outside the mask they are dropped
 * @param mask which of them matter
 * @param offset a multiple of 4, in bytes
 * @param nextHeader whether the offset counts from where an offset rule of the table above has moved to
 */
public record U32Key(int value, int mask, int offset, boolean nextHeader) {
    public U32Key {
        value &= mask;
        if ((offset & 3) != 0) {
            throw new IllegalArgumentException("offset " + offset + " is not a multiple of 4");
        }
    }

    /** {@return 32 bits at an offset that is a multiple of 4} */
    public static U32Key u32(int value, int mask, int offset) {
        return new U32Key(value, mask, offset, false);
    }

    /** {@return 16 bits at an even offset} */
    public static U32Key u16(int value, int mask, int offset) {
        if ((offset & 1) != 0) {
            throw new IllegalArgumentException("offset " + offset + " is odd");
        }
        int shift = (offset & 3) == 0 ? 16 : 0;
        return u32((value & 0xffff) << shift, (mask & 0xffff) << shift, offset & ~3);
    }

    /** {@return 8 bits at any offset} */
    public static U32Key u8(int value, int mask, int offset) {
        int shift = 24 - 8 * (offset & 3);
        return u32((value & 0xff) << shift, (mask & 0xff) << shift, offset & ~3);
    }

    /** {@return the same bits, counted from the next header} */
    public U32Key atNextHeader() {
        return new U32Key(value, mask, offset, true);
    }

    /** {@return the source of an IPv4 or IPv6 packet} */
    public static List<U32Key> source(IpPrefix prefix) {
        return address(prefix, prefix.isV6() ? 8 : 12);
    }

    /** {@return the destination of an IPv4 or IPv6 packet} */
    public static List<U32Key> destination(IpPrefix prefix) {
        return address(prefix, prefix.isV6() ? 24 : 16);
    }

    private static List<U32Key> address(IpPrefix prefix, int offset) {
        byte[] bytes = prefix.address().getAddress();
        // Words that the prefix does not reach need no key; a prefix of length 0 still needs one.
        int words = Math.max(1, (prefix.length() + 31) / 32);
        return IntStream.range(0, words)
                .mapToObj(word -> {
                    int bits = Math.min(32, prefix.length() - 32 * word);
                    int mask = bits == 0 ? 0 : -1 << 32 - bits;
                    return u32(Bytes.be32(bytes, 4 * word), mask, offset + 4 * word);
                })
                .toList();
    }

    /** {@return the destination in the Ethernet header, which lies before the network header} */
    public static List<U32Key> etherDestination(MacAddress mac) {
        return List.of(u16((int) (mac.value() >>> 32), 0xffff, -14), u32((int) mac.value(), -1, -12));
    }

    /** {@return the source in the Ethernet header} */
    public static List<U32Key> etherSource(MacAddress mac) {
        return List.of(u32((int) (mac.value() >>> 16), -1, -8), u16((int) mac.value(), 0xffff, -4));
    }

    /** {@return the protocol in an IPv4 header} */
    public static U32Key ipProtocol(int protocol) {
        return u8(protocol, 0xff, 9);
    }

    /** {@return the type of service in an IPv4 header} */
    public static U32Key ipTos(int tos, int mask) {
        return u8(tos, mask, 1);
    }

    /** {@return the source port behind an IPv4 header without options} */
    public static U32Key ipSourcePort(int port, int mask) {
        return u16(port, mask, 20);
    }

    /** {@return the destination port behind an IPv4 header without options} */
    public static U32Key ipDestinationPort(int port, int mask) {
        return u16(port, mask, 22);
    }

    /** {@return the next header of an IPv6 header} */
    public static U32Key ip6Protocol(int protocol) {
        return u8(protocol, 0xff, 6);
    }

    /** {@return the source port behind an IPv6 header without extensions} */
    public static U32Key ip6SourcePort(int port, int mask) {
        return u16(port, mask, 40);
    }

    /** {@return the destination port behind an IPv6 header without extensions} */
    public static U32Key ip6DestinationPort(int port, int mask) {
        return u16(port, mask, 42);
    }
}
