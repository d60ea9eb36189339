package dev.plumbline.netlink.route;

import dev.plumbline.netlink.uapi.AddressFamily;
import dev.plumbline.netlink.uapi.Nexthop;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.MessageWriter;
import java.net.InetAddress;
import java.util.List;

/** A next hop as an object of its own, or a group of them (linux/nexthop.h). Not thread-safe. */
public final class NexthopSpec {
    private static final int USER_HZ = 100;

    private final Values values = new Values();
    private int family = AddressFamily.AF_INET;
    private int protocol;
    private int flags;

    /**
     * A member of a group.
     *
     * @param id which next hop
     * @param weight how much of the traffic it takes, 1 to 256
     */
    public record Member(int id, int weight) {
        /** Refuses a weight that the wire cannot carry. */
        public Member {
            if (weight < 1 || weight > 256) {
                throw new IllegalArgumentException("a weight is 1 to 256, not " + weight);
            }
        }
    }

    private NexthopSpec() {}

    /** {@return a next hop that gets a number from the kernel} */
    public static NexthopSpec unnumbered() {
        return new NexthopSpec();
    }

    /** {@return a next hop of this number} */
    public static NexthopSpec id(int id) {
        return unnumbered().with(Nexthop.NHA_ID.of(id));
    }

    /** The gateway. */
    public NexthopSpec gateway(InetAddress address) {
        family = Families.of(address);
        return with(Nexthop.NHA_GATEWAY.of(address));
    }

    /** The link that packets leave by. */
    public NexthopSpec oif(int index) {
        return with(Nexthop.NHA_OIF.of(Links.require(index)));
    }

    /** The family, for one that has no gateway: {@code AF_INET} if not given. */
    public NexthopSpec family(int value) {
        family = value;
        return this;
    }

    /** Drops what it gets. */
    public NexthopSpec blackhole() {
        return with(Nexthop.NHA_BLACKHOLE.of(true));
    }

    /** For forwarding entries of a tunnel and not for routes. */
    public NexthopSpec fdb() {
        return with(Nexthop.NHA_FDB.of(true));
    }

    /** The gateway is reachable although no route leads to it. */
    public NexthopSpec onlink() {
        flags |= Rtnetlink.RTNH_F_ONLINK;
        return this;
    }

    /** Who made it: {@code RTPROT_*}. */
    public NexthopSpec protocol(int value) {
        protocol = value;
        return this;
    }

    /** What packets are wrapped in. */
    public NexthopSpec encap(Encap encap) {
        return with(Nexthop.NHA_ENCAP.of(encap.data())).with(Nexthop.NHA_ENCAP_TYPE.of(encap.type()));
    }

    /** The members of a group. */
    public NexthopSpec group(Member... members) {
        family = AddressFamily.AF_UNSPEC;
        byte[] entries = MessageWriter.fragment(writer -> {
            for (Member member : members) {
                writer.u32(member.id).u8(member.weight - 1).u8(0).u16(0); // struct nexthop_grp
            }
        });
        return with(Nexthop.NHA_GROUP.of(entries));
    }

    /** The type of a group: {@code NEXTHOP_GRP_TYPE_*}. */
    public NexthopSpec groupType(int type) {
        return with(Nexthop.NHA_GROUP_TYPE.of(type));
    }

    /** Makes a group resilient: flows keep their member as long as it can be, in so many buckets. */
    public NexthopSpec resilient(int buckets, int idleSeconds, int unbalancedSeconds) {
        List<Attribute.Value<?>> settings = List.of(
                Nexthop.NHA_RES_GROUP_BUCKETS.of(buckets),
                Nexthop.NHA_RES_GROUP_IDLE_TIMER.of(idleSeconds * USER_HZ),
                Nexthop.NHA_RES_GROUP_UNBALANCED_TIMER.of(unbalancedSeconds * USER_HZ));
        return with(Nexthop.NHA_RES_GROUP.of(Attributes.of(settings))).groupType(Nexthop.NEXTHOP_GRP_TYPE_RES);
    }

    /** Any other attribute of {@code NHA_*}. */
    public NexthopSpec with(Attribute.Value<?> value) {
        values.set(value);
        return this;
    }

    void writeTo(MessageWriter writer) {
        // struct nhmsg; the scope is the kernel's to tell
        writer.u8(family).u8(0).u8(protocol).u8(0).u32(flags).endHeader();
        values.writeTo(writer);
    }
}
