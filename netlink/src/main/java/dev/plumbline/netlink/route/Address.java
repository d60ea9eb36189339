package dev.plumbline.netlink.route;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.uapi.IfAddr;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Message;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An address as the kernel reports it.
 *
 * @param message an {@code RTM_NEWADDR} or {@code RTM_DELADDR}
 */
public record Address(Message message) {
    private static final int HEADER = 8; // struct ifaddrmsg

    /** {@return the index of its link} */
    public int index() {
        return message.u32(4);
    }

    /** {@return {@code AF_INET} or {@code AF_INET6}} */
    public int family() {
        return message.u8(0);
    }

    /** {@return the address of this end, with the prefix length} */
    public IpPrefix prefix() {
        Attributes all = attributes();
        InetAddress own =
                all.get(IfAddr.IFA_LOCAL).or(() -> all.get(IfAddr.IFA_ADDRESS)).orElseGet(() -> Families.any(family()));
        return prefix(own);
    }

    /** {@return the address of the other end, when it is not that of this end} */
    public Optional<IpPrefix> peer() {
        Attributes all = attributes();
        Optional<InetAddress> own = all.get(IfAddr.IFA_LOCAL);
        return own.isEmpty()
                ? Optional.empty()
                : all.get(IfAddr.IFA_ADDRESS)
                        .filter(other -> !other.equals(own.get()))
                        .map(this::prefix);
    }

    private IpPrefix prefix(InetAddress address) {
        return new IpPrefix(address, Math.min(message.u8(1), address.getAddress().length * 8));
    }

    /** {@return the broadcast address} */
    public Optional<InetAddress> broadcast() {
        return attributes().get(IfAddr.IFA_BROADCAST);
    }

    /** {@return the label} */
    public Optional<String> label() {
        return attributes().get(IfAddr.IFA_LABEL);
    }

    /** {@return where it is valid: {@code RT_SCOPE_*}} */
    public int scope() {
        return message.u8(3);
    }

    /** {@return {@code IFA_F_*}, all 32 bits} */
    public int flags() {
        return attributes().get(IfAddr.IFA_FLAGS, message.u8(2));
    }

    /** {@return who made it; 1 to 3 are {@code IFAPROT_*}} */
    public OptionalInt protocol() {
        return attributes().get(IfAddr.IFA_PROTO).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** {@return the metric of the route for its prefix} */
    public OptionalInt priority() {
        return attributes().get(IfAddr.IFA_RT_PRIORITY).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** {@return how many seconds it still lives, {@link AddressSpec#FOREVER} without end; unsigned otherwise} */
    public int validLifetime() {
        return lifetime(1);
    }

    /** {@return how many seconds it is still chosen as a source, {@link AddressSpec#FOREVER} without end} */
    public int preferredLifetime() {
        return lifetime(0);
    }

    private int lifetime(int at) {
        List<Integer> cache = attributes().get(IfAddr.IFA_CACHEINFO, List.of());
        return cache.size() > at ? cache.get(at) : AddressSpec.FOREVER;
    }

    /** {@return everything that the kernel sent, {@code IFA_*}} */
    public Attributes attributes() {
        return message.attributes(HEADER);
    }
}
