package dev.plumbline.netlink.route;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.uapi.IfAddr;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.MessageWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** An address of a link. Not thread-safe. */
public final class AddressSpec {
    /** A lifetime without end. */
    public static final int FOREVER = -1;

    private final int index;
    private final IpPrefix local;
    private final Values values = new Values();
    private @Nullable IpPrefix peer;
    private OptionalInt scope = OptionalInt.empty();
    private int flags;
    private boolean usualBroadcast;

    private AddressSpec(int index, IpPrefix local) {
        this.index = index;
        this.local = local;
    }

    /** {@return an address with its prefix length, on a link} */
    public static AddressSpec of(int index, IpPrefix local) {
        return new AddressSpec(Links.require(index), local);
    }

    /** The address at the other end of a point-to-point link; its prefix length is that of the route made for it. */
    public AddressSpec peer(IpPrefix other) {
        peer = other;
        return this;
    }

    /** The broadcast address. */
    public AddressSpec broadcast(InetAddress address) {
        return with(IfAddr.IFA_BROADCAST.of(address));
    }

    /** The broadcast address that follows from the prefix: all host bits set. IPv4 only. */
    public AddressSpec broadcast() {
        usualBroadcast = true;
        return this;
    }

    /** The anycast address. */
    public AddressSpec anycast(InetAddress address) {
        return with(IfAddr.IFA_ANYCAST.of(address));
    }

    /** A label for it: the link's name, or that and a colon and more. IPv4 only. */
    public AddressSpec label(String label) {
        return with(IfAddr.IFA_LABEL.of(label));
    }

    /** Where it is valid: one of {@code RT_SCOPE_*}. If not given, everywhere, or on this host for 127/8. */
    public AddressSpec scope(int value) {
        scope = OptionalInt.of(value);
        return this;
    }

    /** Further flags, {@code IFA_F_*}. */
    public AddressSpec flags(int more) {
        flags |= more;
        return this;
    }

    /** No duplicate address detection, so that it can be bound at once. IPv6 only. */
    public AddressSpec noDad() {
        return flags(IfAddr.IFA_F_NODAD);
    }

    /** No route for its prefix. */
    public AddressSpec noPrefixRoute() {
        return flags(IfAddr.IFA_F_NOPREFIXROUTE);
    }

    /** The metric of the route for its prefix. */
    public AddressSpec priority(int metric) {
        return with(IfAddr.IFA_RT_PRIORITY.of(metric));
    }

    /** Who made it: 1 to 3 are the kernel's {@code IFAPROT_*}, others are free. */
    public AddressSpec protocol(int protocol) {
        return with(IfAddr.IFA_PROTO.of(protocol));
    }

    /** How long it lives and how long it is chosen as a source, in seconds; {@link #FOREVER} is allowed. */
    public AddressSpec lifetimes(int valid, int preferred) {
        return with(IfAddr.IFA_CACHEINFO.of(List.of(preferred, valid, 0, 0)));
    }

    /** Any other attribute of {@code IFA_*}. */
    public AddressSpec with(Attribute.Value<?> value) {
        values.set(value);
        return this;
    }

    void writeTo(MessageWriter writer) {
        IpPrefix shown = peer == null ? local : peer;
        boolean loopback = !local.isV6() && local.address().isLoopbackAddress();
        boolean wide = flags > 0xff; // the header has room for eight bits
        writer.u8(Families.of(local.address())) // struct ifaddrmsg
                .u8(shown.length())
                .u8(wide ? 0 : flags)
                .u8(scope.orElse(loopback ? Rtnetlink.RT_SCOPE_HOST : Rtnetlink.RT_SCOPE_UNIVERSE))
                .u32(index)
                .endHeader();
        writer.put(IfAddr.IFA_LOCAL, local.address());
        List<Attribute.Value<?>> late = values.all().stream()
                .filter(value -> value.attribute().type() == IfAddr.IFA_CACHEINFO.type())
                .toList();
        writer.put(values.all().stream().filter(value -> !late.contains(value)).toList());
        if (wide) {
            writer.put(IfAddr.IFA_FLAGS, flags);
        }
        writer.put(IfAddr.IFA_ADDRESS, shown.address());
        if (usualBroadcast) {
            writer.put(IfAddr.IFA_BROADCAST, lastOf(shown));
        }
        writer.put(late);
    }

    private static InetAddress lastOf(IpPrefix prefix) {
        if (prefix.isV6()) {
            throw new IllegalArgumentException(prefix + " has no broadcast address: IPv6 has none");
        }
        byte[] bytes = prefix.address().getAddress();
        for (int bit = prefix.length(); bit < 32; bit++) {
            bytes[bit / 8] |= (byte) (0x80 >> bit % 8);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
