package dev.plumbline.tc.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import java.net.InetAddress;

/** {@code linux/tc_act/tc_tunnel_key.h}. */
public final class TcTunnelKey {
    public static final int TCA_TUNNEL_KEY_ACT_SET = 1;
    public static final int TCA_TUNNEL_KEY_ACT_RELEASE = 2;

    public static final AttributeTable TCA_TUNNEL_KEY = new AttributeTable("TCA_TUNNEL_KEY");
    public static final Attribute<byte[]> TCA_TUNNEL_KEY_PARMS = TCA_TUNNEL_KEY.bytes(2, "TCA_TUNNEL_KEY_PARMS");
    public static final Attribute<InetAddress> TCA_TUNNEL_KEY_ENC_IPV4_SRC =
            TCA_TUNNEL_KEY.address(3, "TCA_TUNNEL_KEY_ENC_IPV4_SRC");
    public static final Attribute<InetAddress> TCA_TUNNEL_KEY_ENC_IPV4_DST =
            TCA_TUNNEL_KEY.address(4, "TCA_TUNNEL_KEY_ENC_IPV4_DST");
    public static final Attribute<InetAddress> TCA_TUNNEL_KEY_ENC_IPV6_SRC =
            TCA_TUNNEL_KEY.address(5, "TCA_TUNNEL_KEY_ENC_IPV6_SRC");
    public static final Attribute<InetAddress> TCA_TUNNEL_KEY_ENC_IPV6_DST =
            TCA_TUNNEL_KEY.address(6, "TCA_TUNNEL_KEY_ENC_IPV6_DST");
    public static final Attribute<Integer> TCA_TUNNEL_KEY_ENC_KEY_ID =
            TCA_TUNNEL_KEY.be32(7, "TCA_TUNNEL_KEY_ENC_KEY_ID");
    public static final Attribute<Integer> TCA_TUNNEL_KEY_ENC_DST_PORT =
            TCA_TUNNEL_KEY.be16(9, "TCA_TUNNEL_KEY_ENC_DST_PORT");
    public static final Attribute<Integer> TCA_TUNNEL_KEY_NO_CSUM = TCA_TUNNEL_KEY.u8(10, "TCA_TUNNEL_KEY_NO_CSUM");
    public static final Attribute<byte[]> TCA_TUNNEL_KEY_ENC_OPTS = TCA_TUNNEL_KEY.bytes(11, "TCA_TUNNEL_KEY_ENC_OPTS");
    public static final Attribute<Integer> TCA_TUNNEL_KEY_ENC_TOS = TCA_TUNNEL_KEY.u8(12, "TCA_TUNNEL_KEY_ENC_TOS");
    public static final Attribute<Integer> TCA_TUNNEL_KEY_ENC_TTL = TCA_TUNNEL_KEY.u8(13, "TCA_TUNNEL_KEY_ENC_TTL");

    private TcTunnelKey() {}
}
