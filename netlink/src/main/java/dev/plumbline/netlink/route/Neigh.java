package dev.plumbline.netlink.route;

import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.uapi.Neighbour;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Message;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A neighbour, a proxy entry or a forwarding entry as the kernel reports it.
 *
 * @param message an {@code RTM_NEWNEIGH} or {@code RTM_DELNEIGH}
 */
public record Neigh(Message message) {
    private static final int HEADER = 12; // struct ndmsg

    /** {@return {@code AF_INET}, {@code AF_INET6} or {@code AF_BRIDGE}} */
    public int family() {
        return message.u8(0);
    }

    /** {@return the index of its link} */
    public int index() {
        return message.u32(4);
    }

    /** {@return its state: {@code NUD_*}} */
    public int state() {
        return message.u16(8);
    }

    /** {@return its flags: {@code NTF_*}} */
    public int flags() {
        return message.u8(10);
    }

    /** {@return its extended flags: {@code NTF_EXT_*}} */
    public int extendedFlags() {
        return attributes().get(Neighbour.NDA_FLAGS_EXT, 0);
    }

    /** {@return whether it stays until somebody removes it} */
    public boolean isPermanent() {
        return (state() & Neighbour.NUD_PERMANENT) != 0;
    }

    /** {@return whether it is an address that the link answers for} */
    public boolean isProxy() {
        return (flags() & Neighbour.NTF_PROXY) != 0;
    }

    /** {@return whether it is a router} */
    public boolean isRouter() {
        return (flags() & Neighbour.NTF_ROUTER) != 0;
    }

    /** {@return its IP address; of a forwarding entry, where the tunnel leads} */
    public Optional<InetAddress> destination() {
        return attributes().get(Neighbour.NDA_DST);
    }

    /** {@return its Ethernet address} */
    public Optional<MacAddress> mac() {
        return attributes()
                .raw(Neighbour.NDA_LLADDR)
                .filter(raw -> raw.length == 6)
                .map(MacAddress::ofPrefix);
    }

    /** {@return the VLAN of a forwarding entry} */
    public OptionalInt vlan() {
        return attributes().get(Neighbour.NDA_VLAN).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** {@return who made it: {@code RTPROT_*}} */
    public OptionalInt protocol() {
        return attributes().get(Neighbour.NDA_PROTOCOL).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** {@return everything that the kernel sent, {@code NDA_*}} */
    public Attributes attributes() {
        return message.attributes(HEADER);
    }
}
