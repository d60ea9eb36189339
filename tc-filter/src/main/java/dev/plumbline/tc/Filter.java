package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Message;
import dev.plumbline.tc.uapi.PktCls;
import dev.plumbline.tc.uapi.RtnetlinkTc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A filter as the kernel reports it. Attributes are decoded when asked for. Immutable. */
public final class Filter {
    private static final Map<String, Attribute<Attributes>> ACTIONS_OF = Map.of(
            "u32", PktCls.TCA_U32_ACT,
            "matchall", PktCls.TCA_MATCHALL_ACT,
            "flower", PktCls.TCA_FLOWER_ACT,
            "bpf", PktCls.TCA_BPF_ACT,
            "basic", PktCls.TCA_BASIC_ACT,
            "fw", PktCls.TCA_FW_ACT,
            "route", PktCls.TCA_ROUTE4_ACT,
            "cgroup", PktCls.TCA_CGROUP_ACT);

    private final Message message;
    private final Attributes attributes;

    /** Creates a view of a message of type {@code RTM_NEWTFILTER}. */
    public Filter(Message message) {
        this.message = message;
        this.attributes = message.attributes(RtnetlinkTc.TCMSG_LENGTH);
    }

    /** {@return the index of its link} */
    public int ifindex() {
        return message.u32(TcMessage.IFINDEX);
    }

    /** {@return what it hangs below} */
    public int parent() {
        return message.u32(TcMessage.PARENT);
    }

    /** {@return its priority, the lowest is asked first} */
    public int priority() {
        return TcMessage.priority(message.u32(TcMessage.INFO));
    }

    /** {@return the Ethernet protocol it is for} */
    public int protocol() {
        return TcMessage.protocol(message.u32(TcMessage.INFO));
    }

    /** {@return the kernel's name of its classifier} */
    public String kind() {
        return attributes.get(RtnetlinkTc.TCA_KIND, "");
    }

    /** {@return its handle; 0 stands for the priority as a whole, which a dump also lists} */
    public int handle() {
        return message.u32(TcMessage.HANDLE);
    }

    /** {@return the chain it belongs to} */
    public int chain() {
        return attributes.get(RtnetlinkTc.TCA_CHAIN, 0);
    }

    /** {@return its options; see {@link PktCls}} */
    public Attributes options() {
        return attributes.in(RtnetlinkTc.TCA_OPTIONS);
    }

    /** {@return every attribute of the message} */
    public Attributes attributes() {
        return attributes;
    }

    /**
     * {@return whether this is no filter but what filters are kept in}
     *
     * <p>A dump lists a priority before its filters, and for u32 its hash tables; neither matches anything.
     */
    public boolean isHashTable() {
        boolean table = kind().equals("u32") && (handle() & 0xfffff) == 0;
        return handle() == 0 || table;
    }

    /** {@return its actions in the order in which they run; none for a kind that is not known here} */
    public List<Action> actions() {
        Attribute<Attributes> attribute = ACTIONS_OF.get(kind());
        List<Action> actions = new ArrayList<>();
        if (attribute != null) {
            for (Attributes.Cursor at = options().in(attribute).cursor(); at.next(); ) {
                actions.add(new Action(at.inside()));
            }
        }
        return actions;
    }

    @Override
    public String toString() {
        return String.format(
                "filter %s %x of link %d below %s, priority %d, protocol %04x, actions %s",
                kind(), handle(), ifindex(), Handles.text(parent()), priority(), protocol(), actions());
    }
}
