package dev.plumbline.netlink.route;

import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.uapi.If;
import dev.plumbline.netlink.uapi.IfLink;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Message;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A link as the kernel reports it. Nothing is decoded before it is asked for.
 *
 * @param message an {@code RTM_NEWLINK} or {@code RTM_DELLINK}
 */
public record Link(Message message) {
    private static final int HEADER = 16; // struct ifinfomsg

    /** {@return its index in its namespace} */
    public int index() {
        return message.u32(4);
    }

    /** {@return its name} */
    public String name() {
        return attributes().get(IfLink.IFLA_IFNAME, "");
    }

    /** {@return its hardware type, {@code ARPHRD_*} of linux/if_arp.h: 1 is Ethernet} */
    public int type() {
        return message.u16(2);
    }

    /** {@return {@code IFF_*}} */
    public int flags() {
        return message.u32(8);
    }

    /** {@return whether somebody set it up; says nothing of a carrier} */
    public boolean isUp() {
        return (flags() & If.IFF_UP) != 0;
    }

    /** {@return whether it is the loopback link} */
    public boolean isLoopback() {
        return (flags() & If.IFF_LOOPBACK) != 0;
    }

    /** {@return its MTU in bytes} */
    public int mtu() {
        return attributes().get(IfLink.IFLA_MTU, 0);
    }

    /** {@return its hardware address, when that has the six bytes of an Ethernet address} */
    public Optional<MacAddress> address() {
        return attributes()
                .raw(IfLink.IFLA_ADDRESS)
                .filter(raw -> raw.length == 6)
                .map(MacAddress::ofPrefix);
    }

    /** {@return its kind, for example {@code veth}; nothing for most hardware} */
    public Optional<String> kind() {
        return attributes().in(IfLink.IFLA_LINKINFO).get(IfLink.IFLA_INFO_KIND);
    }

    /** {@return the kind of the master that it is a port of, for example {@code bridge}} */
    public Optional<String> slaveKind() {
        return attributes().in(IfLink.IFLA_LINKINFO).get(IfLink.IFLA_INFO_SLAVE_KIND);
    }

    /** {@return the index of the bridge, bond or VRF that it is a port of} */
    public OptionalInt master() {
        return number(IfLink.IFLA_MASTER);
    }

    /** {@return the index of the link below it, or of its peer; in another namespace when {@link #linkNetnsId} says so} */
    public OptionalInt parent() {
        return number(IfLink.IFLA_LINK);
    }

    /** {@return the id of the namespace that {@link #parent} is in, when it is another one; -1 when it has no id} */
    public OptionalInt linkNetnsId() {
        return number(IfLink.IFLA_LINK_NETNSID);
    }

    /** {@return the length of its transmit queue in packets} */
    public int txQueueLength() {
        return attributes().get(IfLink.IFLA_TXQLEN, 0);
    }

    /** {@return its alias} */
    public Optional<String> alias() {
        return attributes().get(IfLink.IFLA_IFALIAS);
    }

    /** {@return its further names} */
    public List<String> altNames() {
        return attributes().in(IfLink.IFLA_PROP_LIST).all(IfLink.IFLA_ALT_IFNAME);
    }

    /** {@return the number of its transmit queues} */
    public int numTxQueues() {
        return attributes().get(IfLink.IFLA_NUM_TX_QUEUES, 1);
    }

    /** {@return the number of its receive queues} */
    public int numRxQueues() {
        return attributes().get(IfLink.IFLA_NUM_RX_QUEUES, 1);
    }

    /** {@return the group that it can be deleted with} */
    public int group() {
        return attributes().get(IfLink.IFLA_GROUP, 0);
    }

    /** {@return its operational state (RFC 2863): one of {@code IF_OPER_*}} */
    public int operState() {
        return attributes().get(IfLink.IFLA_OPERSTATE, If.IF_OPER_UNKNOWN);
    }

    /** {@return how IPv6 makes its link-local addresses: one of {@code IN6_ADDR_GEN_MODE_*}} */
    public OptionalInt addrGenMode() {
        Attributes inet6 = attributes().in(IfLink.IFLA_AF_SPEC).in(IfLink.AF_SPEC_INET6);
        return inet6.get(IfLink.IFLA_INET6_ADDR_GEN_MODE).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** {@return the settings of its kind} */
    public Attributes info() {
        return attributes().in(IfLink.IFLA_LINKINFO).in(IfLink.IFLA_INFO_DATA);
    }

    /** {@return its settings as a port of its master} */
    public Attributes slaveInfo() {
        return attributes().in(IfLink.IFLA_LINKINFO).in(IfLink.IFLA_INFO_SLAVE_DATA);
    }

    /** {@return its virtual functions; only there when they were asked for} */
    public List<Vf> vfs() {
        return attributes().in(IfLink.IFLA_VFINFO_LIST).all(IfLink.IFLA_VF_INFO).stream()
                .map(Vf::new)
                .toList();
    }

    /**
     * {@return the virtual function of a number, wherever it stands in the list: drivers leave some out}
     *
     * @param number from 0
     */
    public Optional<Vf> vf(int number) {
        return vfs().stream().filter(vf -> vf.number() == number).findFirst();
    }

    /** {@return the name of the device that it belongs to on its bus, for example {@code 0000:3b:02.1}} */
    public Optional<String> parentDevice() {
        return attributes().get(IfLink.IFLA_PARENT_DEV_NAME);
    }

    /** {@return the bus of the device that it belongs to, for example {@code pci}} */
    public Optional<String> parentBus() {
        return attributes().get(IfLink.IFLA_PARENT_DEV_BUS_NAME);
    }

    /** {@return everything that the kernel sent, {@code IFLA_*}} */
    public Attributes attributes() {
        return message.attributes(HEADER);
    }

    private OptionalInt number(Attribute<Integer> attribute) {
        return attributes().get(attribute).map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
