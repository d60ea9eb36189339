package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Bytes;
import dev.plumbline.tc.uapi.PktCls;
import dev.plumbline.tc.uapi.TcMirred;
import java.util.Optional;
import java.util.OptionalInt;

/** An action of a filter as the kernel reports it. Immutable. */
public final class Action {
    private static final int CONTROL = 8; // in tc_gen, which every C structure of an action begins with
    private static final int EACTION = 20; // in struct tc_mirred
    private static final int MIRRED_IFINDEX = 24;

    private final Attributes attributes;

    Action(Attributes attributes) {
        this.attributes = attributes;
    }

    /** {@return the kernel's name of its kind} */
    public String kind() {
        return attributes.get(PktCls.TCA_ACT_KIND, "");
    }

    /** {@return what its maker marked it with, up to 16 bytes} */
    public Optional<byte[]> cookie() {
        return attributes.get(PktCls.TCA_ACT_COOKIE);
    }

    /** {@return its options; see {@code dev.plumbline.tc.uapi}} */
    public Attributes options() {
        return attributes.in(PktCls.TCA_ACT_OPTIONS);
    }

    /** {@return every attribute} */
    public Attributes attributes() {
        return attributes;
    }

    /** {@return the index of the link that packets go to; nothing when this is no mirred, or that link is gone} */
    public OptionalInt mirredTarget() {
        byte[] mirred = mirred();
        int ifindex = mirred.length >= MIRRED_IFINDEX + 4 ? Bytes.u32(mirred, MIRRED_IFINDEX) : 0;
        return ifindex == 0 ? OptionalInt.empty() : OptionalInt.of(ifindex);
    }

    /** {@return whether this sends packets out of another link and keeps none for this one} */
    public boolean mirredEgressRedirect() {
        byte[] mirred = mirred();
        return mirred.length >= MIRRED_IFINDEX + 4
                && Bytes.u32(mirred, EACTION) == TcMirred.TCA_EGRESS_REDIR
                && Bytes.u32(mirred, CONTROL) == PktCls.TC_ACT_STOLEN;
    }

    private byte[] mirred() {
        return kind().equals("mirred") ? options().get(TcMirred.TCA_MIRRED_PARMS, new byte[0]) : new byte[0];
    }

    @Override
    public String toString() {
        OptionalInt target = mirredTarget();
        return kind() + (target.isPresent() ? " to link " + target.getAsInt() : "");
    }
}
