package dev.plumbline.netlink.route;

import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.uapi.AddressFamily;
import dev.plumbline.netlink.uapi.Neighbour;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.MessageWriter;
import java.net.InetAddress;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A neighbour of a link, an address that a link answers for (a proxy entry), or an entry of a forwarding database. It is
 * permanent unless told otherwise. Not thread-safe.
 */
public final class NeighbourSpec {
    private final int family;
    private final int index;
    private final Values values = new Values();
    private OptionalInt state = OptionalInt.empty();
    private int flags;
    private @Nullable InetAddress destination;
    private @Nullable MacAddress mac;

    private NeighbourSpec(int family, int index) {
        this.family = family;
        this.index = Links.require(index);
    }

    /** {@return a neighbour of a link} */
    public static NeighbourSpec of(InetAddress address, int index) {
        NeighbourSpec spec = new NeighbourSpec(Families.of(address), index);
        spec.destination = address;
        return spec;
    }

    /** {@return an address that a link answers for} */
    public static NeighbourSpec proxy(InetAddress address, int index) {
        return of(address, index).flags(Neighbour.NTF_PROXY);
    }

    /** {@return an entry of the forwarding database of a bridge's port, a VXLAN or a device that has one} */
    public static NeighbourSpec fdb(MacAddress address, int index) {
        return fdb(index).mac(address);
    }

    /** {@return entries of a forwarding database, to remove them all} */
    public static NeighbourSpec fdb(int index) {
        return new NeighbourSpec(AddressFamily.AF_BRIDGE, index);
    }

    /** The Ethernet address. */
    public NeighbourSpec mac(MacAddress address) {
        mac = address;
        return this;
    }

    /** Where a tunnel's forwarding entry leads. */
    public NeighbourSpec destination(InetAddress address) {
        destination = address;
        return this;
    }

    /** The state: {@code NUD_*}. */
    public NeighbourSpec state(int nud) {
        state = OptionalInt.of(nud);
        return this;
    }

    /** Further flags: {@code NTF_*}. A forwarding entry is the device's own unless {@code NTF_MASTER} is among them. */
    public NeighbourSpec flags(int more) {
        flags |= more;
        return this;
    }

    /** The neighbour is a router. IPv6 only. */
    public NeighbourSpec router() {
        return flags(Neighbour.NTF_ROUTER);
    }

    /** A program that learned it otherwise looks after it. */
    public NeighbourSpec externLearned() {
        return flags(Neighbour.NTF_EXT_LEARNED);
    }

    /** The kernel finds out its address and keeps it fresh, although nobody talks to it. */
    public NeighbourSpec managed() {
        return state(Neighbour.NUD_NONE).with(Neighbour.NDA_FLAGS_EXT.of(Neighbour.NTF_EXT_MANAGED));
    }

    /** Who made it: {@code RTPROT_*}. */
    public NeighbourSpec protocol(int value) {
        return with(Neighbour.NDA_PROTOCOL.of(value));
    }

    /** The VLAN of a forwarding entry. */
    public NeighbourSpec vlan(int vid) {
        return with(Neighbour.NDA_VLAN.of(vid));
    }

    /** Any other attribute of {@code NDA_*}. */
    public NeighbourSpec with(Attribute.Value<?> value) {
        values.set(value);
        return this;
    }

    void writeTo(MessageWriter writer) {
        boolean forwarding = family == AddressFamily.AF_BRIDGE;
        boolean ownerless = (flags & (Neighbour.NTF_SELF | Neighbour.NTF_MASTER)) == 0;
        boolean entry = !forwarding || mac != null;
        int usual = forwarding ? Neighbour.NUD_PERMANENT | Neighbour.NUD_NOARP : Neighbour.NUD_PERMANENT;
        writer.u8(family) // struct ndmsg
                .u8(0)
                .u16(0)
                .u32(index)
                .u16(state.orElse(entry ? usual : 0))
                .u8(forwarding && ownerless ? flags | Neighbour.NTF_SELF : flags)
                .u8(0)
                .endHeader();
        if (forwarding) {
            putMac(writer);
            putDestination(writer);
            values.writeTo(writer);
        } else {
            // iproute2's order: who made it, where, its address, further flags.
            writer.put(
                    values.all().stream().filter(value -> !isExtension(value)).toList());
            putDestination(writer);
            putMac(writer);
            writer.put(values.all().stream().filter(NeighbourSpec::isExtension).toList());
        }
    }

    private static boolean isExtension(Attribute.Value<?> value) {
        return value.attribute().type() == Neighbour.NDA_FLAGS_EXT.type();
    }

    private void putMac(MessageWriter writer) {
        if (mac != null) {
            writer.put(Neighbour.NDA_LLADDR, mac);
        }
    }

    private void putDestination(MessageWriter writer) {
        if (destination != null) {
            writer.put(Neighbour.NDA_DST, destination);
        }
    }
}
