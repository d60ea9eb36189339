package dev.plumbline.netlink.route;

import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Bytes;
import dev.plumbline.netlink.wire.MessageWriter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of several ways that a route offers ({@code struct rtnexthop}). Immutable.
 *
 * @param index the link that leads there, 0 when the gateway tells
 * @param weight how much of the traffic it takes, 1 to 256
 * @param flags {@code RTNH_F_*}
 * @param via the gateway, of either family
 * @param others its other attributes, {@code RTA_*}
 */
public record Hop(
        int index, int weight, int flags, @Nullable InetAddress via, Attributes others) {
    private static final int HEADER = 8;

    /** Refuses a weight that the wire cannot carry. */
    public Hop {
        if (weight < 1 || weight > 256) {
            throw new IllegalArgumentException("a weight is 1 to 256, not " + weight);
        }
    }

    /** {@return a way through a gateway} */
    public static Hop via(InetAddress gateway) {
        return new Hop(0, 1, 0, gateway, Attributes.of());
    }

    /** {@return a way through a link} */
    public static Hop dev(int index) {
        return new Hop(index, 1, 0, null, Attributes.of());
    }

    /** {@return this way, on a link} */
    public Hop on(int link) {
        return new Hop(link, weight, flags, via, others);
    }

    /** {@return this way with a weight, 1 to 256} */
    public Hop weighing(int newWeight) {
        return new Hop(index, newWeight, flags, via, others);
    }

    /** {@return this way with further flags} */
    public Hop flagged(int more) {
        return new Hop(index, weight, flags | more, via, others);
    }

    /** {@return this way, the gateway of which is reachable although no route leads to it} */
    public Hop onlink() {
        return flagged(Rtnetlink.RTNH_F_ONLINK);
    }

    /** {@return this way with further attributes} */
    public Hop with(Attribute.Value<?>... more) {
        byte[] joined =
                MessageWriter.fragment(writer -> writer.bytes(others.toBytes()).put(Arrays.asList(more)));
        return new Hop(index, weight, flags, via, new Attributes(joined, 0, joined.length));
    }

    /** {@return this way with packets wrapped} */
    public Hop encap(Encap encap) {
        return with(Rtnetlink.RTA_ENCAP.of(encap.data()), Rtnetlink.RTA_ENCAP_TYPE.of(encap.type()));
    }

    /** {@return the gateway, of either family} */
    public Optional<InetAddress> gateway() {
        return Optional.ofNullable(via);
    }

    /** {@return how packets are wrapped} */
    public Optional<Encap> encap() {
        return others.get(Rtnetlink.RTA_ENCAP_TYPE).map(type -> new Encap(type, others.in(Rtnetlink.RTA_ENCAP)));
    }

    static byte[] encode(List<Hop> hops, int family) {
        return MessageWriter.fragment(writer -> {
            for (Hop hop : hops) {
                byte[] rest = hop.others.toBytes();
                byte[] gateway = hop.gatewayBytes(family);
                boolean wrapped = hop.others.has(Rtnetlink.RTA_ENCAP); // iproute2 has the wrapping first
                writer.u16(HEADER + rest.length + gateway.length)
                        .u8(hop.flags)
                        .u8(hop.weight - 1)
                        .u32(hop.index)
                        .bytes(wrapped ? rest : gateway)
                        .bytes(wrapped ? gateway : rest);
            }
        });
    }

    private byte[] gatewayBytes(int family) {
        if (via == null || others.has(Rtnetlink.RTA_GATEWAY) || others.has(Rtnetlink.RTA_VIA)) {
            return new byte[0]; // none, or what the kernel reported, where it is among the others
        }
        return Attributes.of(Families.of(via) == family ? Rtnetlink.RTA_GATEWAY.of(via) : Rtnetlink.RTA_VIA.of(via))
                .toBytes();
    }

    static List<Hop> decode(byte[] bytes) {
        List<Hop> hops = new ArrayList<>();
        for (int at = 0; at + HEADER <= bytes.length; ) {
            int length = Bytes.u16(bytes, at);
            if (length < HEADER || at + length > bytes.length) {
                break;
            }
            Attributes all = new Attributes(bytes, at + HEADER, at + length);
            hops.add(new Hop(
                    Bytes.u32(bytes, at + 4),
                    Bytes.u8(bytes, at + 3) + 1,
                    Bytes.u8(bytes, at + 2),
                    all.get(Rtnetlink.RTA_GATEWAY)
                            .or(() -> all.get(Rtnetlink.RTA_VIA))
                            .orElse(null),
                    all));
            at += length + 3 & ~3;
        }
        return hops;
    }
}
