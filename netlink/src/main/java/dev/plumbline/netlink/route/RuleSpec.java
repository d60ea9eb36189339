package dev.plumbline.netlink.route;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.uapi.FibRules;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.MessageWriter;
import java.util.List;
import java.util.OptionalInt;

/**
 * A policy routing rule (linux/fib_rules.h). What is not given matches everything; without an action and a table it looks
 * up main. To delete, only what is given has to match. Not thread-safe.
 */
public final class RuleSpec {
    private final int family;
    private final Values values = new Values();
    private int destinationLength;
    private int sourceLength;
    private int tos;
    private int flags;
    private OptionalInt table = OptionalInt.empty();
    private OptionalInt action = OptionalInt.empty();

    private RuleSpec(int family) {
        this.family = family;
    }

    /** {@return a rule of {@code AF_INET} or {@code AF_INET6}} */
    public static RuleSpec of(int family) {
        return new RuleSpec(family);
    }

    /** Packets from these sources. */
    public RuleSpec from(IpPrefix prefix) {
        sourceLength = prefix.length();
        return prefix.length() == 0 ? this : with(FibRules.FRA_SRC.of(prefix.address()));
    }

    /** Packets to these destinations. */
    public RuleSpec to(IpPrefix prefix) {
        destinationLength = prefix.length();
        return prefix.length() == 0 ? this : with(FibRules.FRA_DST.of(prefix.address()));
    }

    /** Packets that come in by a link; {@code lo} for those made here. */
    public RuleSpec iif(String link) {
        return with(FibRules.FRA_IIFNAME.of(link));
    }

    /** Packets of sockets bound to a link. */
    public RuleSpec oif(String link) {
        return with(FibRules.FRA_OIFNAME.of(link));
    }

    /** Packets with exactly this mark. */
    public RuleSpec fwmark(int mark) {
        return with(FibRules.FRA_FWMARK.of(mark));
    }

    /** Packets with this mark in the bits of the mask. */
    public RuleSpec fwmark(int mark, int mask) {
        return fwmark(mark).with(FibRules.FRA_FWMASK.of(mask));
    }

    /** Packets with this type of service. */
    public RuleSpec tos(int value) {
        tos = value;
        return this;
    }

    /** Packets of an IP protocol. */
    public RuleSpec ipProtocol(int protocol) {
        return with(FibRules.FRA_IP_PROTO.of(protocol));
    }

    /** Packets from these ports, both ends included. */
    public RuleSpec sourcePorts(int first, int last) {
        return with(FibRules.FRA_SPORT_RANGE.of(List.of(first, last)));
    }

    /** Packets to these ports, both ends included. */
    public RuleSpec destinationPorts(int first, int last) {
        return with(FibRules.FRA_DPORT_RANGE.of(List.of(first, last)));
    }

    /** Packets of these users, both ends included. */
    public RuleSpec uids(int first, int last) {
        return with(FibRules.FRA_UID_RANGE.of(List.of(first, last)));
    }

    /** Packets that came through a tunnel with this key. */
    public RuleSpec tunnelId(long id) {
        return with(FibRules.FRA_TUN_ID.of(id));
    }

    /** All packets but those that the rest of the rule describes. */
    public RuleSpec not() {
        flags |= FibRules.FIB_RULE_INVERT;
        return this;
    }

    /** Its place: lower is earlier. */
    public RuleSpec priority(int priority) {
        return with(FibRules.FRA_PRIORITY.of(priority));
    }

    /** The table to look up, any 32 bits. */
    public RuleSpec table(int number) {
        table = OptionalInt.of(number);
        if (Integer.compareUnsigned(number, 0xff) > 0) {
            values.set(FibRules.FRA_TABLE, number);
        }
        return this;
    }

    /** What becomes of packets instead of a lookup: {@code FR_ACT_*}. */
    public RuleSpec action(int value) {
        action = OptionalInt.of(value);
        return this;
    }

    /** Goes on at the rule of this priority, which has to be a later one. */
    public RuleSpec goTo(int priority) {
        return action(FibRules.FR_ACT_GOTO).with(FibRules.FRA_GOTO.of(priority));
    }

    /** Looks up the table of the VRF that a packet belongs to. */
    public RuleSpec l3mdev() {
        return with(FibRules.FRA_L3MDEV.of(1));
    }

    /** Ignores what the lookup found when its prefix is not longer than this. */
    public RuleSpec suppressPrefixLength(int length) {
        return with(FibRules.FRA_SUPPRESS_PREFIXLEN.of(length));
    }

    /** Ignores what the lookup found when it leads to a link of this group. */
    public RuleSpec suppressGroup(int group) {
        return with(FibRules.FRA_SUPPRESS_IFGROUP.of(group));
    }

    /** Who made it: {@code RTPROT_*}. */
    public RuleSpec protocol(int value) {
        return with(FibRules.FRA_PROTOCOL.of(value));
    }

    /** The realms that matching packets get. */
    public RuleSpec realms(int source, int destination) {
        return with(FibRules.FRA_FLOW.of(source << 16 | destination));
    }

    /** Any other attribute of {@code FRA_*}. */
    public RuleSpec with(Attribute.Value<?> value) {
        values.set(value);
        return this;
    }

    void writeTo(MessageWriter writer, boolean deleting) {
        int effective = action.orElse(deleting ? FibRules.FR_ACT_UNSPEC : FibRules.FR_ACT_TO_TBL);
        boolean lookup = effective == FibRules.FR_ACT_TO_TBL && !values.has(FibRules.FRA_L3MDEV);
        int looked = table.orElse(lookup ? Rtnetlink.RT_TABLE_MAIN : Rtnetlink.RT_TABLE_UNSPEC);
        writer.u8(family) // struct fib_rule_hdr
                .u8(destinationLength)
                .u8(sourceLength)
                .u8(tos)
                .u8(Integer.compareUnsigned(looked, 0xff) > 0 ? Rtnetlink.RT_TABLE_UNSPEC : looked)
                .u16(0)
                .u8(effective)
                .u32(flags)
                .endHeader();
        values.writeTo(writer);
    }
}
