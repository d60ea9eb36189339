package dev.plumbline.netlink.route;

import dev.plumbline.netlink.uapi.AddressFamily;
import dev.plumbline.netlink.uapi.IfBridge;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.MessageWriter;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.netlink.wire.Verb;
import java.util.ArrayList;
import java.util.List;

/** Requests about the VLANs that a bridge or its port carries (linux/if_bridge.h). VLANs are 1 to 4094. */
public final class BridgeVlans {
    private BridgeVlans() {}

    /** {@return a request that lets a port carry a VLAN; flags are {@code BRIDGE_VLAN_INFO_PVID} and {@code UNTAGGED}} */
    public static Request add(int index, int vid, int flags) {
        return add(index, vid, vid, flags);
    }

    /** {@return a request that lets a port carry a range of VLANs} */
    public static Request add(int index, int from, int to, int flags) {
        return change(Rtnetlink.RTM_SETLINK, Verb.SET, index, List.of(), range(from, to, flags));
    }

    /** {@return a request that says who is to carry them: {@code BRIDGE_FLAGS_MASTER}, or {@code SELF} for the link} */
    public static Request addOf(int whose, int index, int from, int to, int flags) {
        List<Attribute.Value<?>> flag = List.of(IfBridge.IFLA_BRIDGE_FLAGS.of(whose));
        return change(Rtnetlink.RTM_SETLINK, Verb.SET, index, flag, range(from, to, flags));
    }

    /** {@return a request that ends a port's part in a range of VLANs} */
    public static Request delete(int index, int from, int to) {
        return change(Rtnetlink.RTM_DELLINK, Verb.DELETE, index, List.of(), range(from, to, 0));
    }

    /** {@return a request that maps a range of VLANs to as many tunnel ids} */
    public static Request addTunnel(int index, int from, int to, int tunnelId) {
        List<Attribute.Value<?>> ends = new ArrayList<>();
        if (from == to) {
            ends.add(tunnel(from, tunnelId, 0));
        } else {
            ends.add(tunnel(from, tunnelId, IfBridge.BRIDGE_VLAN_INFO_RANGE_BEGIN));
            ends.add(tunnel(to, tunnelId + to - from, IfBridge.BRIDGE_VLAN_INFO_RANGE_END));
        }
        return change(Rtnetlink.RTM_SETLINK, Verb.SET, index, List.of(), ends);
    }

    /** {@return a request that changes what a port does with a range of VLANs: {@code BRIDGE_VLANDB_ENTRY_*}} */
    public static Request set(int index, int from, int to, Attribute.Value<?>... settings) {
        List<Attribute.Value<?>> values = new ArrayList<>();
        values.add(IfBridge.BRIDGE_VLANDB_ENTRY_INFO.of(List.of(IfBridge.BRIDGE_VLAN_INFO_ONLY_OPTS, from)));
        if (to != from) {
            values.add(IfBridge.BRIDGE_VLANDB_ENTRY_RANGE.of(to));
        }
        values.addAll(List.of(settings));
        return database(index, IfBridge.BRIDGE_VLANDB_ENTRY.of(Attributes.of(values)));
    }

    /** {@return a request that changes what a bridge does with a range of VLANs: {@code BRIDGE_VLANDB_GOPTS_*}} */
    public static Request setGlobal(int index, int from, int to, Attribute.Value<?>... settings) {
        List<Attribute.Value<?>> values = new ArrayList<>();
        values.add(IfBridge.BRIDGE_VLANDB_GOPTS_ID.of(from));
        if (to != from) {
            values.add(IfBridge.BRIDGE_VLANDB_GOPTS_RANGE.of(to));
        }
        values.addAll(List.of(settings));
        return database(index, IfBridge.BRIDGE_VLANDB_GLOBAL_OPTIONS.of(Attributes.of(values)));
    }

    private static List<Attribute.Value<?>> range(int from, int to, int flags) {
        if (from == to) {
            return List.of(IfBridge.IFLA_BRIDGE_VLAN_INFO.of(List.of(flags, from)));
        }
        return List.of(
                IfBridge.IFLA_BRIDGE_VLAN_INFO.of(List.of(flags | IfBridge.BRIDGE_VLAN_INFO_RANGE_BEGIN, from)),
                IfBridge.IFLA_BRIDGE_VLAN_INFO.of(List.of(flags | IfBridge.BRIDGE_VLAN_INFO_RANGE_END, to)));
    }

    private static Attribute.Value<Attributes> tunnel(int vid, int id, int flags) {
        return IfBridge.IFLA_BRIDGE_VLAN_TUNNEL_INFO.of(Attributes.of(
                IfBridge.IFLA_BRIDGE_VLAN_TUNNEL_ID.of(id),
                IfBridge.IFLA_BRIDGE_VLAN_TUNNEL_VID.of(vid),
                IfBridge.IFLA_BRIDGE_VLAN_TUNNEL_FLAGS.of(flags)));
    }

    private static Request change(
            int type, Verb verb, int index, List<Attribute.Value<?>> whose, List<Attribute.Value<?>> vlans) {
        MessageWriter writer = new MessageWriter(type, verb, IfBridge.IFLA);
        Links.header(writer, AddressFamily.AF_BRIDGE, Links.require(index), 0, 0)
                .endHeader();
        List<Attribute.Value<?>> values = new ArrayList<>(whose);
        values.addAll(vlans);
        return writer.put(IfBridge.IFLA_AF_SPEC, Attributes.of(values)).request();
    }

    private static Request database(int index, Attribute.Value<Attributes> entry) {
        return new MessageWriter(Rtnetlink.RTM_NEWVLAN, Verb.SET, IfBridge.BRIDGE_VLANDB)
                .u8(AddressFamily.AF_BRIDGE) // struct br_vlan_msg
                .u8(0)
                .u16(0)
                .u32(Links.require(index))
                .endHeader()
                .put(List.of(entry))
                .request();
    }
}
