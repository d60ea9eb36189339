package dev.plumbline.netlink.route;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.uapi.AddressFamily;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.MessageWriter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A route. What is not given gets the defaults that ip-route(8) has: table main (local for local, broadcast, nat and
 * anycast routes), protocol boot, type unicast, and the narrowest scope that the type and the gateway allow. To delete, only
 * what is given has to match. Not thread-safe.
 */
public final class RouteSpec {
    private final int family;
    private final Values values = new Values();
    private final List<Attribute.Value<?>> metrics = new ArrayList<>();
    private final List<Hop> hops = new ArrayList<>();
    private int destinationLength;
    private int sourceLength;
    private int tos;
    private int flags;
    private int locked;
    private OptionalInt table = OptionalInt.empty();
    private OptionalInt protocol = OptionalInt.empty();
    private OptionalInt scope = OptionalInt.empty();
    private OptionalInt type = OptionalInt.empty();
    private OptionalInt oif = OptionalInt.empty();

    private RouteSpec(int family) {
        this.family = family;
    }

    /** {@return a route to a prefix} */
    public static RouteSpec to(IpPrefix destination) {
        RouteSpec spec = new RouteSpec(Families.of(destination.address()));
        spec.destinationLength = destination.length();
        if (destination.isV6() || destination.length() > 0) {
            spec.values.set(Rtnetlink.RTA_DST, destination.address());
        }
        return spec;
    }

    /** {@return a route to everywhere, of {@code AF_INET} or {@code AF_INET6}} */
    public static RouteSpec toDefault(int family) {
        return to(new IpPrefix(Families.any(family), 0));
    }

    /** {@return a route for packets with an MPLS label} */
    public static RouteSpec toLabel(int label) {
        RouteSpec spec = new RouteSpec(AddressFamily.AF_MPLS);
        spec.destinationLength = 20;
        spec.values.set(Rtnetlink.RTA_DST_MPLS, List.of(label));
        return spec;
    }

    /** Only for packets from these sources. IPv6 only. */
    public RouteSpec from(IpPrefix source) {
        sourceLength = source.length();
        return with(Rtnetlink.RTA_SRC.of(source.address()));
    }

    /** The next hop, of the route's family or of the other. */
    public RouteSpec gateway(InetAddress address) {
        return with(Families.of(address) == family ? Rtnetlink.RTA_GATEWAY.of(address) : Rtnetlink.RTA_VIA.of(address));
    }

    /** The link that packets leave by. */
    public RouteSpec oif(int index) {
        oif = OptionalInt.of(Links.require(index));
        return this;
    }

    /** The source address that is preferred. */
    public RouteSpec prefSrc(InetAddress address) {
        return with(Rtnetlink.RTA_PREFSRC.of(address));
    }

    /** The metric; the least wins. */
    public RouteSpec metric(int metric) {
        return with(Rtnetlink.RTA_PRIORITY.of(metric));
    }

    /** The table, any 32 bits. */
    public RouteSpec table(int number) {
        table = OptionalInt.of(number);
        if (Integer.compareUnsigned(number, 0xff) > 0) {
            values.set(Rtnetlink.RTA_TABLE, number);
        }
        return this;
    }

    /** How far away the destination is: {@code RT_SCOPE_*}. */
    public RouteSpec scope(int value) {
        scope = OptionalInt.of(value);
        return this;
    }

    /** Who made it: {@code RTPROT_*}. */
    public RouteSpec protocol(int value) {
        protocol = OptionalInt.of(value);
        return this;
    }

    /** What becomes of packets: {@code RTN_*}. */
    public RouteSpec type(int value) {
        type = OptionalInt.of(value);
        return this;
    }

    /** The type of service that it is for. */
    public RouteSpec tos(int value) {
        tos = value;
        return this;
    }

    /** Further flags: {@code RTNH_F_*} and {@code RTM_F_*}. */
    public RouteSpec flags(int more) {
        flags |= more;
        return this;
    }

    /** The gateway is reachable although no route leads to it. */
    public RouteSpec onlink() {
        return flags(Rtnetlink.RTNH_F_ONLINK);
    }

    /** A further way, for a route with several. */
    public RouteSpec hop(Hop hop) {
        hops.add(hop);
        return this;
    }

    /** The MTU in bytes. */
    public RouteSpec mtu(int bytes) {
        return metrics(Rtnetlink.RTAX_MTU.of(bytes));
    }

    /** The MTU in bytes, not to be lowered by path MTU discovery. */
    public RouteSpec mtuLocked(int bytes) {
        return mtu(bytes).lock(Rtnetlink.RTAX_MTU);
    }

    /** Properties of connections along it: {@code RTAX_*}. Times are in the kernel's own units, see linux/rtnetlink.h. */
    public RouteSpec metrics(Attribute.Value<?>... more) {
        metrics.addAll(List.of(more));
        return this;
    }

    /** Keeps the kernel from changing a metric. */
    public RouteSpec lock(Attribute<?> metric) {
        locked |= 1 << metric.type();
        return this;
    }

    /** The preference of an IPv6 router: {@code ICMPV6_ROUTER_PREF_*}. */
    public RouteSpec pref(int value) {
        return with(Rtnetlink.RTA_PREF.of(value));
    }

    /** The next hop object that it uses. */
    public RouteSpec nexthopId(int id) {
        return with(Rtnetlink.RTA_NH_ID.of(id));
    }

    /** What packets are wrapped in. */
    public RouteSpec encap(Encap encap) {
        return with(Rtnetlink.RTA_ENCAP.of(encap.data())).with(Rtnetlink.RTA_ENCAP_TYPE.of(encap.type()));
    }

    /** The labels that an MPLS route puts in place of its own. */
    public RouteSpec newLabels(Integer... labels) {
        return with(Rtnetlink.RTA_NEWDST.of(List.of(labels)));
    }

    /** The realms of policy routing: that of the source in the upper 16 bits, that of the destination in the lower. */
    public RouteSpec realms(int source, int destination) {
        return with(Rtnetlink.RTA_FLOW.of(source << 16 | destination));
    }

    /** How long it lives, in seconds. IPv6 only. */
    public RouteSpec expires(int seconds) {
        return with(Rtnetlink.RTA_EXPIRES.of(seconds));
    }

    /** Any other attribute of {@code RTA_*}. */
    public RouteSpec with(Attribute.Value<?> value) {
        values.set(value);
        return this;
    }

    void writeTo(MessageWriter writer, boolean deleting) {
        int effective = table.orElseGet(this::usualTable);
        writer.u8(family) // struct rtmsg
                .u8(destinationLength)
                .u8(sourceLength)
                .u8(tos)
                .u8(Integer.compareUnsigned(effective, 0xff) > 0 ? Rtnetlink.RT_TABLE_UNSPEC : effective)
                .u8(protocol.orElse(deleting ? Rtnetlink.RTPROT_UNSPEC : Rtnetlink.RTPROT_BOOT))
                .u8(scope.orElseGet(() -> usualScope(deleting)))
                .u8(type.orElse(deleting ? Rtnetlink.RTN_UNSPEC : Rtnetlink.RTN_UNICAST))
                .u32(flags)
                .endHeader();
        values.writeTo(writer);
        if (oif.isPresent()) {
            writer.put(Rtnetlink.RTA_OIF, oif.getAsInt());
        }
        if (!metrics.isEmpty()) {
            List<Attribute.Value<?>> all = new ArrayList<>(metrics);
            if (locked != 0) {
                all.add(Rtnetlink.RTAX_LOCK.of(locked));
            }
            writer.put(Rtnetlink.RTA_METRICS, Attributes.of(all));
        }
        if (!hops.isEmpty()) {
            writer.put(Rtnetlink.RTA_MULTIPATH, Hop.encode(hops, family));
        }
    }

    private int usualTable() {
        return switch (type.orElse(Rtnetlink.RTN_UNICAST)) {
            case Rtnetlink.RTN_LOCAL, Rtnetlink.RTN_BROADCAST, Rtnetlink.RTN_NAT, Rtnetlink.RTN_ANYCAST ->
                Rtnetlink.RT_TABLE_LOCAL;
            default -> Rtnetlink.RT_TABLE_MAIN;
        };
    }

    private int usualScope(boolean deleting) {
        if (family != AddressFamily.AF_INET) {
            return Rtnetlink.RT_SCOPE_UNIVERSE; // only IPv4 looks at it
        }
        return switch (type.orElse(Rtnetlink.RTN_UNICAST)) {
            case Rtnetlink.RTN_LOCAL, Rtnetlink.RTN_NAT -> Rtnetlink.RT_SCOPE_HOST;
            case Rtnetlink.RTN_BROADCAST, Rtnetlink.RTN_MULTICAST, Rtnetlink.RTN_ANYCAST -> Rtnetlink.RT_SCOPE_LINK;
            case Rtnetlink.RTN_UNICAST, Rtnetlink.RTN_UNSPEC ->
                deleting
                        ? Rtnetlink.RT_SCOPE_NOWHERE // matches any
                        : hasNextHop() ? Rtnetlink.RT_SCOPE_UNIVERSE : Rtnetlink.RT_SCOPE_LINK;
            default -> Rtnetlink.RT_SCOPE_UNIVERSE;
        };
    }

    private boolean hasNextHop() {
        return !hops.isEmpty()
                || values.has(Rtnetlink.RTA_GATEWAY)
                || values.has(Rtnetlink.RTA_VIA)
                || values.has(Rtnetlink.RTA_NH_ID);
    }
}
