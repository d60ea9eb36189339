package dev.plumbline.netlink.route;

import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.uapi.IfLink;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A virtual function as its physical function's driver reports it. What a driver does not report is empty.
 *
 * @param attributes {@code IFLA_VF_*}
 */
public record Vf(Attributes attributes) {
    /** What begins with the number: {@code struct ifla_vf_*}. The kernel's own reports always have the first. */
    private static final List<Attribute<?>> NUMBERED = List.of(
            IfLink.IFLA_VF_MAC,
            IfLink.IFLA_VF_VLAN,
            IfLink.IFLA_VF_TX_RATE,
            IfLink.IFLA_VF_RATE,
            IfLink.IFLA_VF_SPOOFCHK,
            IfLink.IFLA_VF_LINK_STATE,
            IfLink.IFLA_VF_RSS_QUERY_EN,
            IfLink.IFLA_VF_TRUST,
            IfLink.IFLA_VF_IB_NODE_GUID,
            IfLink.IFLA_VF_IB_PORT_GUID);

    /** {@return its number on the physical function, from 0; -1 when nothing here says it} */
    public int number() {
        Stream<Optional<byte[]>> numbered = Stream.concat(
                NUMBERED.stream().map(attributes::raw),
                Stream.of(attributes.in(IfLink.IFLA_VF_VLAN_LIST).raw(IfLink.IFLA_VF_VLAN_INFO)));
        return numbered.flatMap(Optional::stream)
                .filter(raw -> raw.length >= 4)
                .findFirst()
                .map(raw -> Bytes.u32(raw, 0))
                .orElse(-1);
    }

    /** {@return its Ethernet address; all zero when the driver will choose one} */
    public Optional<MacAddress> mac() {
        return attributes
                .raw(IfLink.IFLA_VF_MAC)
                .filter(raw -> raw.length >= 10)
                .map(raw -> MacAddress.ofPrefix(Arrays.copyOfRange(raw, 4, 10)));
    }

    /** {@return the VLAN its frames are tagged with, 0 for none} */
    public OptionalInt vlan() {
        return word(IfLink.IFLA_VF_VLAN, 1);
    }

    /** {@return the priority of its tagged frames} */
    public OptionalInt qos() {
        return word(IfLink.IFLA_VF_VLAN, 2);
    }

    /** {@return the Ethernet type of its VLAN tag} */
    public OptionalInt vlanProtocol() {
        return attributes
                .in(IfLink.IFLA_VF_VLAN_LIST)
                .raw(IfLink.IFLA_VF_VLAN_INFO)
                .filter(raw -> raw.length >= 14)
                .map(raw -> OptionalInt.of(Bytes.be16(raw, 12)))
                .orElse(OptionalInt.empty());
    }

    /** {@return the least that it may send, in Mbit/s, 0 for no limit} */
    public OptionalInt minRate() {
        return word(IfLink.IFLA_VF_RATE, 1);
    }

    /** {@return the most that it may send, in Mbit/s, 0 for no limit} */
    public OptionalInt maxRate() {
        return word(IfLink.IFLA_VF_RATE, 2);
    }

    /** {@return whether frames with another source address are dropped} */
    public Optional<Boolean> spoofCheck() {
        return setting(IfLink.IFLA_VF_SPOOFCHK);
    }

    /** {@return whether it may change its own address} */
    public Optional<Boolean> trust() {
        return setting(IfLink.IFLA_VF_TRUST);
    }

    /** {@return one of {@code IFLA_VF_LINK_STATE_*}} */
    public OptionalInt linkState() {
        return word(IfLink.IFLA_VF_LINK_STATE, 1);
    }

    /** {@return whether it may ask for the hash key and the redirection table} */
    public Optional<Boolean> queryRss() {
        return setting(IfLink.IFLA_VF_RSS_QUERY_EN);
    }

    /** {@return its InfiniBand node GUID, the first byte highest} */
    public OptionalLong nodeGuid() {
        return guid(IfLink.IFLA_VF_IB_NODE_GUID);
    }

    /** {@return its InfiniBand port GUID, the first byte highest} */
    public OptionalLong portGuid() {
        return guid(IfLink.IFLA_VF_IB_PORT_GUID);
    }

    /** {@return its counters, {@code IFLA_VF_STATS_*}; only there when statistics were asked for} */
    public Attributes stats() {
        return attributes.in(IfLink.IFLA_VF_STATS);
    }

    private OptionalLong guid(Attribute<byte[]> attribute) {
        // struct ifla_vf_guid: the number, four bytes of padding, the GUID
        return attributes
                .raw(attribute)
                .filter(raw -> raw.length >= 16)
                .map(raw -> OptionalLong.of(Bytes.u64(raw, 8)))
                .orElse(OptionalLong.empty());
    }

    private Optional<Boolean> setting(Attribute<List<Integer>> attribute) {
        OptionalInt value = word(attribute, 1);
        // The kernel writes all ones for a setting that the driver does not report.
        return value.isEmpty() || value.getAsInt() == -1 ? Optional.empty() : Optional.of(value.getAsInt() != 0);
    }

    private OptionalInt word(Attribute<List<Integer>> attribute, int at) {
        List<Integer> words = attributes.get(attribute, List.of());
        return words.size() > at ? OptionalInt.of(words.get(at)) : OptionalInt.empty();
    }
}
