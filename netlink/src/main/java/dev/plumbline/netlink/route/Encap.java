package dev.plumbline.netlink.route;

import dev.plumbline.netlink.uapi.Lwtunnel;
import dev.plumbline.netlink.uapi.Seg6Local;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.MessageWriter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a route wraps its packets in (linux/lwtunnel.h).
 *
 * @param type one of {@code LWTUNNEL_ENCAP_*}
 * @param data its settings, by the table of that type
 */
public record Encap(int type, Attributes data) {
    /** {@return an encapsulation of any type with its settings} */
    public static Encap of(int type, Attribute.Value<?>... data) {
        return new Encap(type, Attributes.of(data));
    }

    /** {@return MPLS labels, the outermost first} */
    public static Encap mpls(Integer... labels) {
        return of(Lwtunnel.LWTUNNEL_ENCAP_MPLS, Lwtunnel.MPLS_IPTUNNEL_DST.of(List.of(labels)));
    }

    /** {@return MPLS labels with a TTL of their own, 1 to 255} */
    public static Encap mpls(int ttl, List<Integer> labels) {
        return of(
                Lwtunnel.LWTUNNEL_ENCAP_MPLS,
                Lwtunnel.MPLS_IPTUNNEL_DST.of(labels),
                Lwtunnel.MPLS_IPTUNNEL_TTL.of(ttl));
    }

    /** {@return metadata for an IPv4 tunnel: {@code LWTUNNEL_IP_*}} */
    public static Encap ip(Attribute.Value<?>... data) {
        return of(Lwtunnel.LWTUNNEL_ENCAP_IP, data);
    }

    /** {@return metadata for an IPv6 tunnel: {@code LWTUNNEL_IP6_*}} */
    public static Encap ip6(Attribute.Value<?>... data) {
        return of(Lwtunnel.LWTUNNEL_ENCAP_IP6, data);
    }

    /** {@return a segment routing header in one of {@code SEG6_IPTUN_MODE_*}, segments in the order of the journey} */
    public static Encap seg6(int mode, List<InetAddress> segments) {
        return seg6(mode, segments, 0);
    }

    /** {@return a segment routing header that is signed with a key of this id; 0 for unsigned} */
    public static Encap seg6(int mode, List<InetAddress> segments, int hmacKeyId) {
        boolean inline = mode == Lwtunnel.SEG6_IPTUN_MODE_INLINE;
        byte[] header = segmentRoutingHeader(segments, inline, hmacKeyId);
        byte[] srh = MessageWriter.fragment(writer -> writer.u32(mode).bytes(header));
        return of(Lwtunnel.LWTUNNEL_ENCAP_SEG6, Lwtunnel.SEG6_IPTUNNEL_SRH.of(srh));
    }

    /** {@return an action of a segment, one of {@code SEG6_LOCAL_ACTION_*}, with {@code SEG6_LOCAL_*} for it} */
    public static Encap seg6local(int action, Attribute.Value<?>... data) {
        List<Attribute.Value<?>> values = new ArrayList<>();
        values.add(Seg6Local.SEG6_LOCAL_ACTION.of(action));
        values.addAll(Arrays.asList(data));
        return new Encap(Lwtunnel.LWTUNNEL_ENCAP_SEG6_LOCAL, Attributes.of(values));
    }

    /** {@return the segment routing header of the action that wraps packets once more} */
    public static Attribute.Value<byte[]> seg6LocalHeader(boolean inline, List<InetAddress> segments) {
        return Seg6Local.SEG6_LOCAL_SRH.of(segmentRoutingHeader(segments, inline, 0));
    }

    /** {@return BPF programs: {@code LWT_BPF_*}} */
    public static Encap bpf(Attribute.Value<?>... data) {
        return of(Lwtunnel.LWTUNNEL_ENCAP_BPF, data);
    }

    /** {@return an RPL source routing header (RFC 6554), segments in the order of the journey} */
    public static Encap rpl(List<InetAddress> segments) {
        int count = segments.size();
        byte[] header = MessageWriter.fragment(writer -> {
            writer.u8(0).u8(2 * count).u8(3).u8(count).u32(0);
            backwards(writer, segments);
        });
        return of(Lwtunnel.LWTUNNEL_ENCAP_RPL, Lwtunnel.RPL_IPTUNNEL_SRH.of(header));
    }

    /**
     * An IOAM pre-allocated trace (RFC 9197) in every k-th of n packets.
     *
     * @param mode how it is put into a packet: {@code IOAM6_IPTUNNEL_MODE_*}, with the tunnel's addresses in {@code more}
     * @param namespace the IOAM namespace
     * @param traceType the 24 bits that say what is recorded
     * @param size room for what is recorded, in bytes, a multiple of 4
     */
    public static Encap ioam6(
            int k, int n, int mode, int namespace, int traceType, int size, Attribute.Value<?>... more) {
        byte[] trace = MessageWriter.fragment(
                writer -> writer.be16(namespace).u8(0).u8(size / 4).be32(traceType << 8));
        List<Attribute.Value<?>> values = new ArrayList<>();
        values.add(Lwtunnel.IOAM6_IPTUNNEL_FREQ_K.of(k));
        values.add(Lwtunnel.IOAM6_IPTUNNEL_FREQ_N.of(n));
        values.add(Lwtunnel.IOAM6_IPTUNNEL_MODE.of(mode));
        values.addAll(Arrays.asList(more));
        values.add(Lwtunnel.IOAM6_IPTUNNEL_TRACE.of(trace));
        return new Encap(Lwtunnel.LWTUNNEL_ENCAP_IOAM6, Attributes.of(values));
    }

    /** {@return IPsec by the policies of an interface id: {@code LWT_XFRM_*}} */
    public static Encap xfrm(Attribute.Value<?>... data) {
        return of(Lwtunnel.LWTUNNEL_ENCAP_XFRM, data);
    }

    /** RFC 8754: the segments backwards; inline, the packet's own destination takes the first place. */
    private static byte[] segmentRoutingHeader(List<InetAddress> segments, boolean inline, int hmacKeyId) {
        int count = segments.size() + (inline ? 1 : 0);
        boolean signed = hmacKeyId != 0;
        return MessageWriter.fragment(writer -> {
            writer.u8(0).u8(2 * count + (signed ? 5 : 0)).u8(4).u8(count - 1);
            writer.u8(count - 1).u8(signed ? 0x08 : 0).u16(0);
            if (inline) {
                writer.bytes(new byte[16]);
            }
            backwards(writer, segments);
            if (signed) {
                writer.u8(5).u8(38).u16(0).be32(hmacKeyId).bytes(new byte[32]);
            }
        });
    }

    private static void backwards(MessageWriter writer, List<InetAddress> segments) {
        for (int i = segments.size() - 1; i >= 0; i--) {
            writer.bytes(segments.get(i).getAddress());
        }
    }
}
