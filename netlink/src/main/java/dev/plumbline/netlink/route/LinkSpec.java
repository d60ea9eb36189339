package dev.plumbline.netlink.route;

import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.uapi.If;
import dev.plumbline.netlink.uapi.IfLink;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.MessageWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a link is to be, or what of it is to change. What is not named here is not in the message, so that the kernel
 * leaves it alone; all that is named goes in one message. Not thread-safe.
 */
public final class LinkSpec {
    private final Values values = new Values();
    private int index;
    private int flags;
    private int changed;
    private int parent = -1;
    private @Nullable String name;
    private @Nullable LinkKind kind;

    private LinkSpec() {}

    /** {@return a specification without anything in it} */
    public static LinkSpec empty() {
        return new LinkSpec();
    }

    /**
     * Begins a specification with a name.
     *
     * @param name at most 15 bytes
     */
    public static LinkSpec named(String name) {
        return empty().name(name);
    }

    /**
     * Begins a specification of an existing link, or of one that is to get this index.
     *
     * @param index positive
     */
    public static LinkSpec index(int index) {
        if (index <= 0) {
            throw new IllegalArgumentException("a link's index is positive, not " + index);
        }
        LinkSpec spec = empty();
        spec.index = index;
        return spec;
    }

    /**
     * The name, or the new name.
     *
     * @param newName at most 15 bytes
     */
    public LinkSpec name(String newName) {
        int length = newName.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length >= If.IFNAMSIZ) {
            throw new IllegalArgumentException(
                    "'" + newName + "' is no link name: it has " + length + " bytes, 1 to 15 are allowed");
        }
        name = newName;
        return this;
    }

    /** The MTU in bytes. */
    public LinkSpec mtu(int bytes) {
        return with(IfLink.IFLA_MTU.of(bytes));
    }

    /** The Ethernet address. */
    public LinkSpec address(MacAddress address) {
        return with(IfLink.IFLA_ADDRESS.of(address));
    }

    /** Sets the link up. */
    public LinkSpec up() {
        return flag(If.IFF_UP, true);
    }

    /** Sets the link down. */
    public LinkSpec down() {
        return flag(If.IFF_UP, false);
    }

    /** Sets or clears one of {@code IFF_*}; the others keep their state. */
    public LinkSpec flag(int iff, boolean on) {
        changed |= iff;
        flags = on ? flags | iff : flags & ~iff;
        return this;
    }

    /** The length of the transmit queue in packets. */
    public LinkSpec txQueueLength(int packets) {
        return with(IfLink.IFLA_TXQLEN.of(packets));
    }

    /** The number of transmit queues; only when a link is made. */
    public LinkSpec numTxQueues(int queues) {
        return with(IfLink.IFLA_NUM_TX_QUEUES.of(queues));
    }

    /** The number of receive queues; only when a link is made. */
    public LinkSpec numRxQueues(int queues) {
        return with(IfLink.IFLA_NUM_RX_QUEUES.of(queues));
    }

    /** The alias, at most 255 bytes; empty removes it. */
    public LinkSpec alias(String alias) {
        return with(IfLink.IFLA_IFALIAS.of(alias));
    }

    /** The index of the bridge, bond or VRF that it becomes a port of; 0 takes it out. */
    public LinkSpec master(int masterIndex) {
        return with(IfLink.IFLA_MASTER.of(masterIndex));
    }

    /** The index of the link below it. */
    public LinkSpec link(int parentIndex) {
        parent = parentIndex;
        return this;
    }

    /** The group that it can be deleted with. */
    public LinkSpec group(int group) {
        return with(IfLink.IFLA_GROUP.of(group));
    }

    /** The namespace behind an open descriptor of this process, to be made in or moved to. */
    public LinkSpec netnsFd(int fd) {
        return with(IfLink.IFLA_NET_NS_FD.of(fd));
    }

    /** The namespace of a process, to be made in or moved to. */
    public LinkSpec netnsPid(int pid) {
        return with(IfLink.IFLA_NET_NS_PID.of(pid));
    }

    /** The kind of link, with its own settings. */
    public LinkSpec kind(LinkKind newKind) {
        kind = newKind;
        return this;
    }

    /** How IPv6 makes link-local addresses: one of {@code IN6_ADDR_GEN_MODE_*}. */
    public LinkSpec addrGenMode(int mode) {
        Attributes inet6 = Attributes.of(IfLink.IFLA_INET6_ADDR_GEN_MODE.of(mode));
        return with(IfLink.IFLA_AF_SPEC.of(Attributes.of(IfLink.AF_SPEC_INET6.of(inet6))));
    }

    /** Any other attribute of {@code IFLA_*}; replaces an earlier one of its sort. */
    public LinkSpec with(Attribute.Value<?> value) {
        values.set(value);
        return this;
    }

    int index() {
        return index;
    }

    int requireIndex() {
        if (index <= 0) {
            throw new IllegalArgumentException("which link? a change needs its index");
        }
        return index;
    }

    /** Writes {@code struct ifinfomsg} and the attributes after it. */
    void writeTo(MessageWriter writer) {
        Links.header(writer, 0, index, flags, changed).endHeader();
        values.writeTo(writer);
        if (parent >= 0) {
            writer.put(IfLink.IFLA_LINK, parent);
        }
        if (name != null) {
            writer.put(IfLink.IFLA_IFNAME, name);
        }
        if (kind != null) {
            writer.put(IfLink.IFLA_LINKINFO, kind.toAttributes());
        }
    }
}
