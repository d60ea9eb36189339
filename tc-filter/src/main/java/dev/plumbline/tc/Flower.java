package dev.plumbline.tc;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.tc.uapi.IfEther;
import dev.plumbline.tc.uapi.PktCls;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The flower classifier: fields of the packet's headers (tc-flower(8)). A builder, for one thread; {@link FilterSpec}
 * takes what it holds at that moment. Fields that have no method here are attributes of {@link PktCls#TCA_FLOWER}; {@link
 * #key} adds one.
 */
public final class Flower implements Classifier {
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int SCTP = 132;

    private final List<Attribute.Value<?>> keys = new ArrayList<>();
    private List<ActionSpec> actions = List.of();
    private int flags;
    private int protocol;

    private Flower() {}

    /** {@return a classifier that every packet of the filter's protocol matches} */
    public static Flower match() {
        return new Flower();
    }

    /** Matches a field exactly, or a field of the kind that has no mask. */
    public <T> Flower key(Attribute<T> field, T value) {
        keys.add(field.of(value));
        return this;
    }

    /** Matches some bits of a field. */
    public <T> Flower key(Attribute<T> field, T value, Attribute<T> maskField, T mask) {
        return key(field, value).key(maskField, mask);
    }

    /** Matches the source in the Ethernet header. */
    public Flower etherSource(MacAddress mac) {
        return etherSource(mac, new MacAddress(0xffff_ffff_ffffL));
    }

    /** Matches some bits of the source in the Ethernet header. */
    public Flower etherSource(MacAddress mac, MacAddress mask) {
        return key(PktCls.TCA_FLOWER_KEY_ETH_SRC, mac, PktCls.TCA_FLOWER_KEY_ETH_SRC_MASK, mask);
    }

    /** Matches the destination in the Ethernet header. */
    public Flower etherDestination(MacAddress mac) {
        return etherDestination(mac, new MacAddress(0xffff_ffff_ffffL));
    }

    /** Matches some bits of the destination in the Ethernet header. */
    public Flower etherDestination(MacAddress mac, MacAddress mask) {
        return key(PktCls.TCA_FLOWER_KEY_ETH_DST, mac, PktCls.TCA_FLOWER_KEY_ETH_DST_MASK, mask);
    }

    /** Matches the transport protocol, 0 to 255; needed before ports. */
    public Flower ipProtocol(int number) {
        protocol = number;
        return key(PktCls.TCA_FLOWER_KEY_IP_PROTO, number);
    }

    /** Matches where the packet comes from; IPv4 or IPv6 as the filter's protocol is. */
    public Flower source(IpPrefix prefix) {
        return prefix.isV6()
                ? prefix(PktCls.TCA_FLOWER_KEY_IPV6_SRC, PktCls.TCA_FLOWER_KEY_IPV6_SRC_MASK, prefix)
                : prefix(PktCls.TCA_FLOWER_KEY_IPV4_SRC, PktCls.TCA_FLOWER_KEY_IPV4_SRC_MASK, prefix);
    }

    /** Matches where the packet goes; IPv4 or IPv6 as the filter's protocol is. */
    public Flower destination(IpPrefix prefix) {
        return prefix.isV6()
                ? prefix(PktCls.TCA_FLOWER_KEY_IPV6_DST, PktCls.TCA_FLOWER_KEY_IPV6_DST_MASK, prefix)
                : prefix(PktCls.TCA_FLOWER_KEY_IPV4_DST, PktCls.TCA_FLOWER_KEY_IPV4_DST_MASK, prefix);
    }

    /** Matches where the tunnel that the packet came through begins. */
    public Flower tunnelSource(IpPrefix prefix) {
        return prefix.isV6()
                ? prefix(PktCls.TCA_FLOWER_KEY_ENC_IPV6_SRC, PktCls.TCA_FLOWER_KEY_ENC_IPV6_SRC_MASK, prefix)
                : prefix(PktCls.TCA_FLOWER_KEY_ENC_IPV4_SRC, PktCls.TCA_FLOWER_KEY_ENC_IPV4_SRC_MASK, prefix);
    }

    /** Matches where the tunnel that the packet came through ends. */
    public Flower tunnelDestination(IpPrefix prefix) {
        return prefix.isV6()
                ? prefix(PktCls.TCA_FLOWER_KEY_ENC_IPV6_DST, PktCls.TCA_FLOWER_KEY_ENC_IPV6_DST_MASK, prefix)
                : prefix(PktCls.TCA_FLOWER_KEY_ENC_IPV4_DST, PktCls.TCA_FLOWER_KEY_ENC_IPV4_DST_MASK, prefix);
    }

    private Flower prefix(Attribute<InetAddress> field, Attribute<InetAddress> maskField, IpPrefix prefix) {
        byte[] mask = new byte[prefix.isV6() ? 16 : 4];
        Arrays.fill(mask, 0, prefix.length() / 8, (byte) 0xff);
        if (prefix.length() % 8 != 0) {
            mask[prefix.length() / 8] = (byte) (0xff00 >>> prefix.length() % 8);
        }
        return key(field, prefix.address(), maskField, maskField.codec().read(mask, 0, mask.length));
    }

    /** Matches the source port of TCP, UDP or SCTP, as {@link #ipProtocol} said before. */
    public Flower sourcePort(int port) {
        return port(port, PktCls.TCA_FLOWER_KEY_TCP_SRC, PktCls.TCA_FLOWER_KEY_UDP_SRC, PktCls.TCA_FLOWER_KEY_SCTP_SRC);
    }

    /** Matches the destination port of TCP, UDP or SCTP, as {@link #ipProtocol} said before. */
    public Flower destinationPort(int port) {
        return port(port, PktCls.TCA_FLOWER_KEY_TCP_DST, PktCls.TCA_FLOWER_KEY_UDP_DST, PktCls.TCA_FLOWER_KEY_SCTP_DST);
    }

    private Flower port(int port, Attribute<Integer> tcp, Attribute<Integer> udp, Attribute<Integer> sctp) {
        return switch (protocol) {
            case TCP -> key(tcp, port);
            case UDP -> key(udp, port);
            case SCTP -> key(sctp, port);
            default -> throw new IllegalStateException("a port needs TCP, UDP or SCTP: ipProtocol() comes first");
        };
    }

    /** Matches source ports from one to another, both included. */
    public Flower sourcePorts(int from, int to) {
        return key(PktCls.TCA_FLOWER_KEY_PORT_SRC_MIN, from).key(PktCls.TCA_FLOWER_KEY_PORT_SRC_MAX, to);
    }

    /** Matches destination ports from one to another, both included. */
    public Flower destinationPorts(int from, int to) {
        return key(PktCls.TCA_FLOWER_KEY_PORT_DST_MIN, from).key(PktCls.TCA_FLOWER_KEY_PORT_DST_MAX, to);
    }

    /** Matches the VLAN id, for a filter of protocol {@code ETH_P_8021Q} or {@code ETH_P_8021AD}. */
    public Flower vlan(int id) {
        return key(PktCls.TCA_FLOWER_KEY_VLAN_ID, id);
    }

    /** Matches the protocol of what the VLAN tag is around; needed before IP fields. */
    public Flower vlanProtocol(int etherType) {
        return key(PktCls.TCA_FLOWER_KEY_VLAN_ETH_TYPE, etherType);
    }

    /** Puts packets that match into a class. */
    public Flower flowId(int classId) {
        return key(PktCls.TCA_FLOWER_CLASSID, classId);
    }

    /** Matches packets that arrived at a link of this name. */
    public Flower inDevice(String name) {
        return key(PktCls.TCA_FLOWER_INDEV, name);
    }

    /** Does something with packets that match. */
    public Flower actions(ActionSpec... done) {
        actions = List.of(done);
        return this;
    }

    /** Sets {@code TCA_CLS_FLAGS_*}, such as {@link PktCls#TCA_CLS_FLAGS_SKIP_HW}. */
    public Flower flags(int hardware) {
        flags = hardware;
        return this;
    }

    @Override
    public String kind() {
        return "flower";
    }

    @Override
    public Options options(int filterProtocol) {
        List<Attribute.Value<?>> all = new ArrayList<>(keys);
        if (!actions.isEmpty()) {
            all.add(ActionSpec.list(PktCls.TCA_FLOWER_ACT, actions));
        }
        all.add(PktCls.TCA_FLOWER_FLAGS.of(flags));
        if (filterProtocol != IfEther.ETH_P_ALL) {
            all.add(PktCls.TCA_FLOWER_KEY_ETH_TYPE.of(filterProtocol)); // without it the kernel reads no IP fields
        }
        return Options.of(all);
    }
}
