package dev.plumbline.netlink.route;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.uapi.FibRules;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Message;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A policy routing rule as the kernel reports it.
 *
 * @param message an {@code RTM_NEWRULE} or {@code RTM_DELRULE}
 */
public record Rule(Message message) {
    private static final int HEADER = 12; // struct fib_rule_hdr

    /** {@return {@code AF_INET} or {@code AF_INET6}} */
    public int family() {
        return message.u8(0);
    }

    /** {@return its place: lower is earlier} */
    public int priority() {
        return attributes().get(FibRules.FRA_PRIORITY, 0);
    }

    /** {@return the sources it is for, nothing for all} */
    public Optional<IpPrefix> from() {
        return prefix(FibRules.FRA_SRC, message.u8(2));
    }

    /** {@return the destinations it is for, nothing for all} */
    public Optional<IpPrefix> to() {
        return prefix(FibRules.FRA_DST, message.u8(1));
    }

    private Optional<IpPrefix> prefix(Attribute<InetAddress> attribute, int length) {
        return attributes()
                .get(attribute)
                .map(address -> new IpPrefix(address, Math.min(length, address.getAddress().length * 8)));
    }

    /** {@return the link by which packets come in} */
    public Optional<String> iif() {
        return attributes().get(FibRules.FRA_IIFNAME);
    }

    /** {@return the link that sockets are bound to} */
    public Optional<String> oif() {
        return attributes().get(FibRules.FRA_OIFNAME);
    }

    /** {@return the mark} */
    public OptionalInt fwmark() {
        return number(FibRules.FRA_FWMARK);
    }

    /** {@return the bits of the mark that count} */
    public OptionalInt fwmask() {
        return number(FibRules.FRA_FWMASK);
    }

    /** {@return the type of service} */
    public int tos() {
        return message.u8(3);
    }

    /** {@return the table to look up, all 32 bits; 0 for none} */
    public int table() {
        return attributes().get(FibRules.FRA_TABLE, message.u8(4));
    }

    /** {@return what becomes of packets: {@code FR_ACT_*}} */
    public int action() {
        return message.u8(7);
    }

    /** {@return {@code FIB_RULE_*}} */
    public int flags() {
        return message.u32(8);
    }

    /** {@return whether it is for all packets but those described} */
    public boolean isInverted() {
        return (flags() & FibRules.FIB_RULE_INVERT) != 0;
    }

    /** {@return whether it looks up the table of the packet's VRF} */
    public boolean isL3mdev() {
        return attributes().get(FibRules.FRA_L3MDEV, 0) != 0;
    }

    /** {@return the priority of the rule to go on at} */
    public OptionalInt goTo() {
        return number(FibRules.FRA_GOTO);
    }

    /** {@return the prefix length up to which what a lookup found is ignored} */
    public OptionalInt suppressPrefixLength() {
        OptionalInt length = number(FibRules.FRA_SUPPRESS_PREFIXLEN);
        return length.isPresent() && length.getAsInt() == -1 ? OptionalInt.empty() : length;
    }

    /** {@return the IP protocol} */
    public OptionalInt ipProtocol() {
        return number(FibRules.FRA_IP_PROTO);
    }

    /** {@return first and last source port; empty for all} */
    public List<Integer> sourcePorts() {
        return attributes().get(FibRules.FRA_SPORT_RANGE, List.of());
    }

    /** {@return first and last destination port; empty for all} */
    public List<Integer> destinationPorts() {
        return attributes().get(FibRules.FRA_DPORT_RANGE, List.of());
    }

    /** {@return first and last user id; empty for all} */
    public List<Integer> uids() {
        return attributes().get(FibRules.FRA_UID_RANGE, List.of());
    }

    /** {@return who made it: {@code RTPROT_*}} */
    public OptionalInt protocol() {
        return number(FibRules.FRA_PROTOCOL);
    }

    /** {@return everything that the kernel sent, {@code FRA_*}} */
    public Attributes attributes() {
        return message.attributes(HEADER);
    }

    private OptionalInt number(Attribute<Integer> attribute) {
        return attributes().get(attribute).map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
