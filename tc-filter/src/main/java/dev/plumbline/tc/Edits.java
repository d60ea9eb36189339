package dev.plumbline.tc;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.tc.uapi.TcBpf;
import dev.plumbline.tc.uapi.TcConnmark;
import dev.plumbline.tc.uapi.TcCsum;
import dev.plumbline.tc.uapi.TcCt;
import dev.plumbline.tc.uapi.TcCtinfo;
import dev.plumbline.tc.uapi.TcMpls;
import dev.plumbline.tc.uapi.TcNat;
import dev.plumbline.tc.uapi.TcSample;
import dev.plumbline.tc.uapi.TcSkbmod;
import dev.plumbline.tc.uapi.TcTunnelKey;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Actions that change packets or what is known about them, less often wanted than those of {@link Actions}. */
public final class Edits {
    private Edits() {}

    /**
     * {@return one IPv4 address exchanged for another, without tracking connections}
     *
     * @param from which addresses; their host bits are kept
     * @param to the address that replaces the prefix
     * @param egress whether the source of leaving packets changes, rather than the destination of arriving ones
     */
    public static ActionSpec nat(IpPrefix from, InetAddress to, boolean egress) {
        int mask = from.length() == 0 ? 0 : -1 << 32 - from.length();
        byte[] after = new Struct(16)
                .put(from.address().getAddress())
                .put(to.getAddress())
                .be32(mask)
                .u32(egress ? TcNat.TCA_NAT_FLAG_EGRESS : 0)
                .toBytes();
        return ActionSpec.of("nat", TcNat.TCA_NAT_PARMS, Control.OK, after);
    }

    /**
     * {@return what a tunnel link takes a packet's outer header from}
     *
     * @param more further attributes of {@link TcTunnelKey}: key id, port, type of service, time to live; without
     *     {@link TcTunnelKey#TCA_TUNNEL_KEY_NO_CSUM}, packets have checksums
     */
    public static ActionSpec tunnelSet(InetAddress source, InetAddress destination, Attribute.Value<?>... more) {
        boolean v6 = source instanceof Inet6Address;
        List<Attribute.Value<?>> values = new ArrayList<>();
        values.add((v6 ? TcTunnelKey.TCA_TUNNEL_KEY_ENC_IPV6_SRC : TcTunnelKey.TCA_TUNNEL_KEY_ENC_IPV4_SRC).of(source));
        values.add((v6 ? TcTunnelKey.TCA_TUNNEL_KEY_ENC_IPV6_DST : TcTunnelKey.TCA_TUNNEL_KEY_ENC_IPV4_DST)
                .of(destination));
        values.addAll(List.of(more));
        if (values.stream().noneMatch(value -> value.attribute().equals(TcTunnelKey.TCA_TUNNEL_KEY_NO_CSUM))) {
            values.add(TcTunnelKey.TCA_TUNNEL_KEY_NO_CSUM.of(0));
        }
        return tunnel(TcTunnelKey.TCA_TUNNEL_KEY_ACT_SET, values);
    }

    /** {@return what is known about the tunnel that a packet came through is forgotten} */
    public static ActionSpec tunnelUnset() {
        return tunnel(TcTunnelKey.TCA_TUNNEL_KEY_ACT_RELEASE, List.of(TcTunnelKey.TCA_TUNNEL_KEY_NO_CSUM.of(0)));
    }

    private static ActionSpec tunnel(int action, List<Attribute.Value<?>> values) {
        byte[] after = new Struct(4).u32(action).toBytes();
        return ActionSpec.of(
                "tunnel_key",
                TcTunnelKey.TCA_TUNNEL_KEY_PARMS,
                Control.PIPE,
                after,
                values.toArray(new Attribute.Value<?>[0]));
    }

    /** {@return the mark of a packet's connection becomes the packet's} */
    public static ActionSpec connectionMark(int zone) {
        byte[] after = new Struct(4).u16(zone).toBytes();
        return ActionSpec.of("connmark", TcConnmark.TCA_CONNMARK_PARMS, Control.PIPE, after);
    }

    /** {@return parts of the mark of a packet's connection go into the packet; {@code TCA_CTINFO_PARMS_*}} */
    public static ActionSpec connectionInfo(int zone, Attribute.Value<?>... parameters) {
        List<Attribute.Value<?>> values = new ArrayList<>();
        values.add(TcCtinfo.TCA_CTINFO_ZONE.of(zone));
        values.addAll(List.of(parameters));
        return ActionSpec.of(
                "ctinfo",
                TcCtinfo.TCA_CTINFO_ACT,
                Control.PIPE,
                new byte[0],
                values.toArray(new Attribute.Value<?>[0]));
    }

    /** {@return the packet's connection is tracked; {@code TCA_CT_*}} */
    public static ActionSpec trackConnection(Attribute.Value<?>... values) {
        return ActionSpec.of("ct", TcCt.TCA_CT_PARMS, Control.PIPE, new byte[0], values);
    }

    /** {@return checksums are computed anew: {@code TCA_CSUM_UPDATE_FLAG_*}} */
    public static ActionSpec checksum(int which) {
        return ActionSpec.of(
                "csum",
                TcCsum.TCA_CSUM_PARMS,
                Control.OK,
                new Struct(4).u32(which).toBytes());
    }

    /** {@return the start of one packet in so many goes to listeners of a group} */
    public static ActionSpec sample(int oneIn, int group, int bytes) {
        return ActionSpec.of(
                "sample",
                TcSample.TCA_SAMPLE_PARMS,
                Control.PIPE,
                new byte[0],
                TcSample.TCA_SAMPLE_RATE.of(oneIn),
                TcSample.TCA_SAMPLE_PSAMPLE_GROUP.of(group),
                TcSample.TCA_SAMPLE_TRUNC_SIZE.of(bytes));
    }

    /** {@return Ethernet addresses change: {@code SKBMOD_F_*} with the attributes that they need} */
    public static ActionSpec ethernet(long flags, Attribute.Value<?>... values) {
        byte[] after = new Struct(12).u32(0).u64(flags).toBytes(); // 4 bytes of padding before the 64-bit field
        return ActionSpec.of("skbmod", TcSkbmod.TCA_SKBMOD_PARMS, Control.PIPE, after, values);
    }

    /** {@return MPLS labels change: {@code TCA_MPLS_ACT_*} with the attributes that it needs} */
    public static ActionSpec mpls(int action, Attribute.Value<?>... values) {
        return ActionSpec.of(
                "mpls",
                TcMpls.TCA_MPLS_PARMS,
                Control.PIPE,
                new Struct(4).u32(action).toBytes(),
                values);
    }

    /** {@return a program decides: a descriptor and a name, or classic instructions; {@code TCA_ACT_BPF_*}} */
    public static ActionSpec program(Control otherwise, Attribute.Value<?>... values) {
        return ActionSpec.of("bpf", TcBpf.TCA_ACT_BPF_PARMS, otherwise, new byte[0], values);
    }
}
