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

/**
 * A virtual function as its physical function's driver reports it. What a driver does not report is empty.
 *
 * @param attributes {@code IFLA_VF_*}
 */
public record Vf(Attributes attributes) {
    /** {@return its number on the physical function, from 0} */
    public int number() {
        return attributes
                .raw(IfLink.IFLA_VF_MAC)
                .filter(raw -> raw.length >= 4)
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
