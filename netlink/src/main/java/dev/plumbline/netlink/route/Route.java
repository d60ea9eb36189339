package dev.plumbline.netlink.route;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Message;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A route as the kernel reports it.
 *
 * @param message an {@code RTM_NEWROUTE} or {@code RTM_DELROUTE}
 */
public record Route(Message message) {
    private static final int HEADER = 12; // struct rtmsg

    /** {@return {@code AF_INET}, {@code AF_INET6} or {@code AF_MPLS}} */
    public int family() {
        return message.u8(0);
    }

    /** {@return the destination; everywhere is a prefix of length 0} */
    public IpPrefix destination() {
        return prefix(Rtnetlink.RTA_DST, message.u8(1));
    }

    /** {@return whether it leads everywhere} */
    public boolean isDefault() {
        return message.u8(1) == 0;
    }

    /** {@return the sources that it is for; everywhere is a prefix of length 0} */
    public IpPrefix source() {
        return prefix(Rtnetlink.RTA_SRC, message.u8(2));
    }

    private IpPrefix prefix(Attribute<InetAddress> attribute, int length) {
        InetAddress address = attributes().get(attribute).orElseGet(() -> Families.any(family()));
        return new IpPrefix(address, Math.min(length, address.getAddress().length * 8));
    }

    /** {@return the type of service that it is for} */
    public int tos() {
        return message.u8(3);
    }

    /** {@return the table, all 32 bits} */
    public int table() {
        return attributes().get(Rtnetlink.RTA_TABLE, message.u8(4));
    }

    /** {@return who made it: {@code RTPROT_*}} */
    public int protocol() {
        return message.u8(5);
    }

    /** {@return how far away the destination is: {@code RT_SCOPE_*}} */
    public int scope() {
        return message.u8(6);
    }

    /** {@return what becomes of packets: {@code RTN_*}} */
    public int type() {
        return message.u8(7);
    }

    /** {@return {@code RTNH_F_*} and {@code RTM_F_*}} */
    public int flags() {
        return message.u32(8);
    }

    /** {@return whether the gateway is reachable although no route leads to it} */
    public boolean isOnlink() {
        return (flags() & Rtnetlink.RTNH_F_ONLINK) != 0;
    }

    /** {@return the next hop, of either family; nothing for one of several ways} */
    public Optional<InetAddress> gateway() {
        Attributes all = attributes();
        return all.get(Rtnetlink.RTA_GATEWAY).or(() -> all.get(Rtnetlink.RTA_VIA));
    }

    /** {@return the link that packets leave by} */
    public OptionalInt oif() {
        return number(Rtnetlink.RTA_OIF);
    }

    /** {@return the source address that is preferred} */
    public Optional<InetAddress> prefSrc() {
        return attributes().get(Rtnetlink.RTA_PREFSRC);
    }

    /** {@return the metric; 0 when the kernel reports none} */
    public int metric() {
        return attributes().get(Rtnetlink.RTA_PRIORITY, 0);
    }

    /** {@return the several ways that it offers, none when it has only one} */
    public List<Hop> hops() {
        return attributes().raw(Rtnetlink.RTA_MULTIPATH).map(Hop::decode).orElseGet(List::of);
    }

    /** {@return properties of connections along it: {@code RTAX_*}} */
    public Attributes metrics() {
        return attributes().in(Rtnetlink.RTA_METRICS);
    }

    /** {@return the MTU in bytes, when it has one of its own} */
    public OptionalInt mtu() {
        return metrics().get(Rtnetlink.RTAX_MTU).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** {@return whether a metric is kept from being changed} */
    public boolean isLocked(Attribute<?> metric) {
        return (metrics().get(Rtnetlink.RTAX_LOCK, 0) & 1 << metric.type()) != 0;
    }

    /** {@return the preference of an IPv6 router: {@code ICMPV6_ROUTER_PREF_*}} */
    public OptionalInt pref() {
        return number(Rtnetlink.RTA_PREF);
    }

    /** {@return the next hop object that it uses} */
    public OptionalInt nexthopId() {
        return number(Rtnetlink.RTA_NH_ID);
    }

    /** {@return the realms of policy routing} */
    public OptionalInt realms() {
        return number(Rtnetlink.RTA_FLOW);
    }

    /** {@return what packets are wrapped in} */
    public Optional<Encap> encap() {
        Attributes all = attributes();
        return all.get(Rtnetlink.RTA_ENCAP_TYPE).map(type -> new Encap(type, all.in(Rtnetlink.RTA_ENCAP)));
    }

    /** {@return in how many seconds it ends; nothing when it stays} */
    public OptionalInt expires() {
        List<Integer> cache = attributes().get(Rtnetlink.RTA_CACHEINFO, List.of());
        // struct rta_cacheinfo: the third number, in hundredths of a second, 0 for one that stays.
        return cache.size() > 2 && cache.get(2) != 0 ? OptionalInt.of(cache.get(2) / 100) : OptionalInt.empty();
    }

    /** {@return everything that the kernel sent, {@code RTA_*}} */
    public Attributes attributes() {
        return message.attributes(HEADER);
    }

    private OptionalInt number(Attribute<Integer> attribute) {
        return attributes().get(attribute).map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
