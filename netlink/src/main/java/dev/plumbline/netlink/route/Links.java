package dev.plumbline.netlink.route;

import dev.plumbline.netlink.uapi.AddressFamily;
import dev.plumbline.netlink.uapi.If;
import dev.plumbline.netlink.uapi.IfBridge;
import dev.plumbline.netlink.uapi.IfLink;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.MessageWriter;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.netlink.wire.Verb;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Requests about links. An index of 0 is refused with {@link IllegalArgumentException} before anything is sent, since the
 * kernel takes it for "whichever".
 */
public final class Links {
    private Links() {}

    /** {@return a request that makes a link, which must not exist yet} */
    public static Request create(LinkSpec spec) {
        MessageWriter writer = new MessageWriter(Rtnetlink.RTM_NEWLINK, Verb.CREATE, IfLink.IFLA);
        spec.writeTo(writer);
        return writer.request();
    }

    /** {@return a request that changes a link in all that the specification names, at once} */
    public static Request set(LinkSpec spec) {
        spec.requireIndex();
        MessageWriter writer = new MessageWriter(Rtnetlink.RTM_NEWLINK, Verb.SET, IfLink.IFLA);
        spec.writeTo(writer);
        return writer.request();
    }

    /** {@return a request that sets a virtual function of a link} */
    public static Request setVf(int index, VfSettings settings) {
        return set(LinkSpec.index(index).with(settings.toValue()));
    }

    /** {@return a request that changes a link as a port of its bridge: {@code IFLA_BRPORT_*}} */
    public static Request setBridgePort(int index, Attribute.Value<?>... settings) {
        return setBridgePort(index, List.of(settings), List.of());
    }

    /** {@return a request that changes a port and says who is meant: {@code IFLA_BRPORT_*} and {@code IFLA_BRIDGE_*}} */
    public static Request setBridgePort(int index, List<Attribute.Value<?>> settings, List<Attribute.Value<?>> whose) {
        MessageWriter writer = new MessageWriter(Rtnetlink.RTM_SETLINK, Verb.SET, IfBridge.IFLA);
        header(writer, AddressFamily.AF_BRIDGE, require(index), 0, 0).endHeader();
        writer.put(IfBridge.IFLA_PROTINFO, Attributes.of(settings));
        if (!whose.isEmpty()) {
            writer.put(IfBridge.IFLA_AF_SPEC, Attributes.of(whose));
        }
        return writer.request();
    }

    /** {@return a request that removes a link} */
    public static Request delete(int index) {
        MessageWriter writer = new MessageWriter(Rtnetlink.RTM_DELLINK, Verb.DELETE, IfLink.IFLA);
        return header(writer, 0, require(index), 0, 0).endHeader().request();
    }

    /** {@return a request that removes every link of a group: far cheaper than one by one} */
    public static Request deleteGroup(int group) {
        if (group == 0) {
            throw new IllegalArgumentException("group 0 is that of every link; it cannot be deleted");
        }
        MessageWriter writer = new MessageWriter(Rtnetlink.RTM_DELLINK, Verb.DELETE, IfLink.IFLA);
        return header(writer, 0, 0, 0, 0)
                .endHeader()
                .put(IfLink.IFLA_GROUP, group)
                .request();
    }

    /** {@return a request for one link, without statistics and virtual functions} */
    public static Request get(int index) {
        return get(index, IfLink.RTEXT_FILTER_SKIP_STATS);
    }

    /** {@return a request for one link with {@code RTEXT_FILTER_*} bits of choice} */
    public static Request get(int index, int filter) {
        MessageWriter writer = new MessageWriter(Rtnetlink.RTM_GETLINK, Verb.GET, IfLink.IFLA);
        return header(writer, 0, require(index), 0, 0)
                .endHeader()
                .put(IfLink.IFLA_EXT_MASK, filter)
                .request();
    }

    /** {@return a request for the link that has this name or alternative name, without statistics} */
    public static Request get(String nameOrAltname) {
        return get(nameOrAltname, IfLink.RTEXT_FILTER_SKIP_STATS);
    }

    /** {@return a request for the link that has this name or alternative name, with {@code RTEXT_FILTER_*} bits} */
    public static Request get(String nameOrAltname, int filter) {
        int length = nameOrAltname.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length >= If.ALTIFNAMSIZ) {
            throw new IllegalArgumentException("'" + nameOrAltname + "' is no link name: it has " + length + " bytes");
        }
        MessageWriter writer = new MessageWriter(Rtnetlink.RTM_GETLINK, Verb.GET, IfLink.IFLA);
        return header(writer, 0, 0, 0, 0)
                .endHeader()
                .put(IfLink.IFLA_EXT_MASK, filter)
                .put(length < If.IFNAMSIZ ? IfLink.IFLA_IFNAME : IfLink.IFLA_ALT_IFNAME, nameOrAltname)
                .request();
    }

    /** {@return a request for every link, without statistics and virtual functions} */
    public static Request dump() {
        return dump(IfLink.RTEXT_FILTER_SKIP_STATS);
    }

    /** {@return a request for every link with {@code RTEXT_FILTER_*} bits of choice} */
    public static Request dump(int filter) {
        MessageWriter writer = new MessageWriter(Rtnetlink.RTM_GETLINK, Verb.DUMP, IfLink.IFLA);
        return header(writer, 0, 0, 0, 0)
                .endHeader()
                .put(IfLink.IFLA_EXT_MASK, filter)
                .request();
    }

    /** {@return a request that gives a link further names, each at most 127 bytes} */
    public static Request addAltName(int index, String... names) {
        return altNames(Rtnetlink.RTM_NEWLINKPROP, Verb.ADD_TO, index, names);
    }

    /** {@return a request that takes further names away from a link} */
    public static Request deleteAltName(int index, String... names) {
        return altNames(Rtnetlink.RTM_DELLINKPROP, Verb.DELETE, index, names);
    }

    private static Request altNames(int type, Verb verb, int index, String... names) {
        MessageWriter writer = new MessageWriter(type, verb, IfLink.IFLA);
        header(writer, 0, require(index), 0, 0).endHeader();
        List<Attribute.Value<String>> values =
                Arrays.stream(names).map(IfLink.IFLA_ALT_IFNAME::of).toList();
        return writer.put(IfLink.IFLA_PROP_LIST, Attributes.of(values)).request();
    }

    static int require(int index) {
        if (index <= 0) {
            throw new IllegalArgumentException("a link's index is positive, not " + index);
        }
        return index;
    }

    /** Writes {@code struct ifinfomsg}. */
    static MessageWriter header(MessageWriter writer, int family, int index, int flags, int changed) {
        return writer.u8(family).u8(0).u16(0).u32(index).u32(flags).u32(changed);
    }
}
