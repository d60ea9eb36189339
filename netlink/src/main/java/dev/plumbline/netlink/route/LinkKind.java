package dev.plumbline.netlink.route;

import dev.plumbline.netlink.uapi.IfLink;
import dev.plumbline.netlink.uapi.IfLinkVirtual;
import dev.plumbline.netlink.uapi.Veth;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.MessageWriter;
import java.util.List;

/**
 * A kind of link with its own settings. Kinds without a method here are made with {@link #of}; their settings are in
 * {@code IfLinkBridge}, {@code IfLinkBond}, {@code IfLinkVirtual}, {@code IfLinkTunnel} and {@code IfTunnel}.
 *
 * @param name the kernel's name for it
 * @param slave whether the data are those of a port, for the driver of its master
 * @param data its settings
 */
public record LinkKind(String name, boolean slave, List<Attribute.Value<?>> data) {
    private static final String SLAVE = "_slave";

    public LinkKind {
        data = List.copyOf(data);
    }

    /** {@return a kind with its settings} */
    public static LinkKind of(String kind, Attribute.Value<?>... data) {
        return new LinkKind(kind, false, List.of(data));
    }

    /** {@return the settings of a port of a master of this kind: {@code bridge} or {@code bond}} */
    public static LinkKind slave(String kind, Attribute.Value<?>... data) {
        return new LinkKind(kind.endsWith(SLAVE) ? kind : kind + SLAVE, true, List.of(data));
    }

    /** {@return a pair, the other end of which is specified here and may go to another namespace} */
    public static LinkKind veth(LinkSpec peer) {
        return pair("veth", peer);
    }

    /** {@return a kind that comes in pairs, like {@code veth} and {@code vxcan}} */
    public static LinkKind pair(String kind, LinkSpec peer) {
        return of(kind, Veth.VETH_INFO_PEER.of(MessageWriter.fragment(peer::writeTo)));
    }

    /** {@return a bridge} */
    public static LinkKind bridge(Attribute.Value<?>... settings) {
        return of("bridge", settings);
    }

    /** {@return a macvlan in one of {@code MACVLAN_MODE_*}} */
    public static LinkKind macvlan(int mode) {
        return of("macvlan", IfLinkVirtual.IFLA_MACVLAN_MODE.of(mode));
    }

    /** {@return a macvtap in one of {@code MACVLAN_MODE_*}} */
    public static LinkKind macvtap(int mode) {
        return of("macvtap", IfLinkVirtual.IFLA_MACVLAN_MODE.of(mode));
    }

    /** {@return a VLAN, 0 to 4094} */
    public static LinkKind vlan(int id) {
        return of("vlan", IfLinkVirtual.IFLA_VLAN_ID.of(id));
    }

    /** {@return a link that drops what it is given} */
    public static LinkKind dummy() {
        return of("dummy");
    }

    /** {@return an intermediate functional block} */
    public static LinkKind ifb() {
        return of("ifb");
    }

    Attributes toAttributes() {
        Attribute.Value<String> kind = IfLink.IFLA_INFO_KIND.of(name);
        Attribute<Attributes> holder = slave ? IfLink.IFLA_INFO_SLAVE_DATA : IfLink.IFLA_INFO_DATA;
        return data.isEmpty() ? Attributes.of(kind) : Attributes.of(kind, holder.of(Attributes.of(data)));
    }
}
