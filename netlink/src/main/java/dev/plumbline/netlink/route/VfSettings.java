package dev.plumbline.netlink.route;

import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.uapi.IfLink;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.MessageWriter;
import java.util.List;
import java.util.function.Consumer;

/**
 * What of a virtual function is to change, by its number on the physical function ({@code struct ifla_vf_*} of
 * linux/if_link.h). All that is named goes in one message. Not thread-safe.
 */
public final class VfSettings {
    /** The Ethernet type of a customer VLAN. */
    public static final int ETH_P_8021Q = 0x8100;

    /** The Ethernet type of a service VLAN. */
    public static final int ETH_P_8021AD = 0x88a8;

    private static final int MAX_ADDR_LEN = 32;

    private final int vf;
    private final Values values = new Values();

    private VfSettings(int vf) {
        this.vf = vf;
    }

    /** {@return settings of the virtual function of this number, from 0} */
    public static VfSettings of(int vf) {
        if (vf < 0) {
            throw new IllegalArgumentException("virtual functions are numbered from 0, not " + vf);
        }
        return new VfSettings(vf);
    }

    /** The Ethernet address. */
    public VfSettings mac(MacAddress address) {
        return structure(
                IfLink.IFLA_VF_MAC,
                writer -> writer.u32(vf).bytes(address.toBytes()).bytes(new byte[MAX_ADDR_LEN - 6]));
    }

    /** The VLAN that its frames are tagged with, 0 for none, and their priority, 0 to 7. */
    public VfSettings vlan(int vlan, int qos) {
        return with(IfLink.IFLA_VF_VLAN.of(List.of(vf, vlan, qos)));
    }

    /** The VLAN with a protocol: {@link #ETH_P_8021Q} or {@link #ETH_P_8021AD}. */
    public VfSettings vlan(int vlan, int qos, int protocol) {
        byte[] info = MessageWriter.fragment(
                writer -> writer.u32(vf).u32(vlan).u32(qos).be16(protocol).u16(0));
        return with(IfLink.IFLA_VF_VLAN_LIST.of(Attributes.of(IfLink.IFLA_VF_VLAN_INFO.of(info))));
    }

    /** The least and the most that it may send, in Mbit/s; 0 for no limit. */
    public VfSettings rate(int minMbit, int maxMbit) {
        return with(IfLink.IFLA_VF_RATE.of(List.of(vf, minMbit, maxMbit)));
    }

    /** The most that it may send, in Mbit/s, for drivers that know no least; 0 for no limit. */
    public VfSettings txRate(int maxMbit) {
        return with(IfLink.IFLA_VF_TX_RATE.of(List.of(vf, maxMbit)));
    }

    /** Whether it may change its own address and hear everything. */
    public VfSettings trust(boolean on) {
        return with(IfLink.IFLA_VF_TRUST.of(List.of(vf, on ? 1 : 0)));
    }

    /** Whether frames with another source address are dropped. */
    public VfSettings spoofCheck(boolean on) {
        return with(IfLink.IFLA_VF_SPOOFCHK.of(List.of(vf, on ? 1 : 0)));
    }

    /** Its link: one of {@code IFLA_VF_LINK_STATE_*}. */
    public VfSettings linkState(int state) {
        return with(IfLink.IFLA_VF_LINK_STATE.of(List.of(vf, state)));
    }

    /** Whether it may ask for the hash key and the redirection table. */
    public VfSettings queryRss(boolean on) {
        return with(IfLink.IFLA_VF_RSS_QUERY_EN.of(List.of(vf, on ? 1 : 0)));
    }

    /** The InfiniBand node GUID. */
    public VfSettings nodeGuid(long guid) {
        return structure(
                IfLink.IFLA_VF_IB_NODE_GUID, writer -> writer.u32(vf).u32(0).u64(guid));
    }

    /** The InfiniBand port GUID. */
    public VfSettings portGuid(long guid) {
        return structure(
                IfLink.IFLA_VF_IB_PORT_GUID, writer -> writer.u32(vf).u32(0).u64(guid));
    }

    /** Any other attribute of {@code IFLA_VF_*}. */
    public VfSettings with(Attribute.Value<?> value) {
        values.set(value);
        return this;
    }

    /** {@return the settings as {@code IFLA_VFINFO_LIST}, for a {@link LinkSpec}} */
    public Attribute.Value<Attributes> toValue() {
        return IfLink.IFLA_VFINFO_LIST.of(Attributes.of(IfLink.IFLA_VF_INFO.of(Attributes.of(values.all()))));
    }

    private VfSettings structure(Attribute<byte[]> attribute, Consumer<MessageWriter> writing) {
        return with(attribute.of(MessageWriter.fragment(writing)));
    }
}
