package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.tc.uapi.TcSkbedit;
import java.util.ArrayList;
import java.util.List;

/** The skbedit action (tc-skbedit(8)): what the host notes about a packet. A builder, for one thread. */
public final class Skbedit {
    private final List<Attribute.Value<?>> values = new ArrayList<>();

    private Skbedit() {}

    /** {@return an action that changes nothing yet} */
    public static Skbedit edit() {
        return new Skbedit();
    }

    /** Sets the priority, often a class such as {@code 1:10}. */
    public Skbedit priority(int classId) {
        return with(TcSkbedit.TCA_SKBEDIT_PRIORITY.of(classId));
    }

    /** Sets the transmit queue, 0 to 65534. */
    public Skbedit queue(int number) {
        return with(TcSkbedit.TCA_SKBEDIT_QUEUE_MAPPING.of(number));
    }

    /** Sets the firewall mark. */
    public Skbedit mark(int value) {
        return with(TcSkbedit.TCA_SKBEDIT_MARK.of(value));
    }

    /** Sets some bits of the firewall mark. */
    public Skbedit mark(int value, int mask) {
        return mark(value).with(TcSkbedit.TCA_SKBEDIT_MASK.of(mask));
    }

    /** Sets whom the packet is for: {@code PACKET_HOST} is 0, broadcast 1, multicast 2, somebody else 3. */
    public Skbedit packetType(int type) {
        return with(TcSkbedit.TCA_SKBEDIT_PTYPE.of(type));
    }

    /** Sets {@code SKBEDIT_F_INHERITDSFIELD} or another of the flags that have an attribute. */
    public Skbedit flags(long flags) {
        return with(TcSkbedit.TCA_SKBEDIT_FLAGS.of(flags));
    }

    private Skbedit with(Attribute.Value<?> value) {
        values.add(value);
        return this;
    }

    /** {@return the action} */
    public ActionSpec action() {
        return ActionSpec.of(
                "skbedit",
                TcSkbedit.TCA_SKBEDIT_PARMS,
                Control.PIPE,
                new byte[0],
                values.toArray(new Attribute.Value<?>[0]));
    }
}
