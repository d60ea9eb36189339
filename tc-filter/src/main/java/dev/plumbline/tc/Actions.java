package dev.plumbline.tc;

import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.tc.uapi.TcGact;
import dev.plumbline.tc.uapi.TcMirred;
import dev.plumbline.tc.uapi.TcVlan;
import java.util.ArrayList;
import java.util.List;

/** Actions that filters take most: where packets go, and their VLAN tags. {@link Edits} has those that change more. */
public final class Actions {
    private Actions() {}

    /** {@return packets leave through another link and are no longer this one's} */
    public static ActionSpec redirect(int ifindex) {
        return mirred(TcMirred.TCA_EGRESS_REDIR, ifindex, Control.STOLEN);
    }

    /** {@return packets arrive at another link and are no longer this one's} */
    public static ActionSpec redirectToIngress(int ifindex) {
        return mirred(TcMirred.TCA_INGRESS_REDIR, ifindex, Control.STOLEN);
    }

    /** {@return copies leave through another link} */
    public static ActionSpec mirror(int ifindex) {
        return mirred(TcMirred.TCA_EGRESS_MIRROR, ifindex, Control.PIPE);
    }

    /** {@return copies arrive at another link} */
    public static ActionSpec mirrorToIngress(int ifindex) {
        return mirred(TcMirred.TCA_INGRESS_MIRROR, ifindex, Control.PIPE);
    }

    private static ActionSpec mirred(int direction, int ifindex, Control control) {
        byte[] after = new Struct(8).u32(direction).u32(TcMessage.link(ifindex)).toBytes();
        return ActionSpec.of("mirred", TcMirred.TCA_MIRRED_PARMS, control, after);
    }

    /** {@return nothing but a decision} */
    public static ActionSpec control(Control control) {
        return ActionSpec.of("gact", TcGact.TCA_GACT_PARMS, control, new byte[0]);
    }

    /**
     * {@return a decision that is another one for some packets}
     *
     * @param how {@link TcGact#PGACT_NETRAND} by chance, {@link TcGact#PGACT_DETERM} by counting
     * @param other what happens to one packet in {@code every}
     * @param every 1 to 10000
     */
    public static ActionSpec control(Control control, int how, Control other, int every) {
        byte[] chance = new Struct(8).u16(how).u16(every).u32(other.value()).toBytes();
        return ActionSpec.of("gact", TcGact.TCA_GACT_PARMS, control, new byte[0], TcGact.TCA_GACT_PROB.of(chance));
    }

    /** {@return the packet goes on} */
    public static ActionSpec ok() {
        return control(Control.OK);
    }

    /** {@return the packet is dropped} */
    public static ActionSpec drop() {
        return control(Control.DROP);
    }

    /** {@return the filter's next action decides} */
    public static ActionSpec pipe() {
        return control(Control.PIPE);
    }

    /** {@return classification goes on in a chain} */
    public static ActionSpec gotoChain(int chain) {
        return control(Control.gotoChain(chain));
    }

    /** {@return packets above a rate are treated in another way} */
    public static ActionSpec police(Police police) {
        return police.action();
    }

    /** {@return packet attributes inside the host are changed} */
    public static ActionSpec skbedit(Skbedit edit) {
        return edit.action();
    }

    /** {@return the outermost VLAN tag is taken off} */
    public static ActionSpec vlanPop() {
        return vlan(TcVlan.TCA_VLAN_ACT_POP, List.of());
    }

    /** {@return an 802.1Q tag is put on, its priority 0} */
    public static ActionSpec vlanPush(int id) {
        return vlan(TcVlan.TCA_VLAN_ACT_PUSH, List.of(TcVlan.TCA_VLAN_PUSH_VLAN_ID.of(id)));
    }

    /** {@return a tag is put on, its protocol {@code ETH_P_8021Q} or {@code ETH_P_8021AD}, its priority 0 to 7} */
    public static ActionSpec vlanPush(int id, int protocol, int priority) {
        return vlan(TcVlan.TCA_VLAN_ACT_PUSH, tag(id, protocol, priority));
    }

    /** {@return the outermost tag is replaced; its protocol {@code ETH_P_8021Q} or {@code ETH_P_8021AD}} */
    public static ActionSpec vlanModify(int id, int protocol, int priority) {
        return vlan(TcVlan.TCA_VLAN_ACT_MODIFY, tag(id, protocol, priority));
    }

    /** {@return the Ethernet header is taken off} */
    public static ActionSpec ethernetPop() {
        return vlan(TcVlan.TCA_VLAN_ACT_POP_ETH, List.of());
    }

    /** {@return an Ethernet header is put on} */
    public static ActionSpec ethernetPush(MacAddress destination, MacAddress source) {
        return vlan(
                TcVlan.TCA_VLAN_ACT_PUSH_ETH,
                List.of(TcVlan.TCA_VLAN_PUSH_ETH_DST.of(destination), TcVlan.TCA_VLAN_PUSH_ETH_SRC.of(source)));
    }

    /** {@return a VLAN action with attributes of the caller's choice, such as a new priority alone} */
    public static ActionSpec vlan(int action, List<? extends Attribute.Value<?>> values) {
        return ActionSpec.of(
                "vlan",
                TcVlan.TCA_VLAN_PARMS,
                Control.PIPE,
                new Struct(4).u32(action).toBytes(),
                values.toArray(new Attribute.Value<?>[0]));
    }

    private static List<Attribute.Value<?>> tag(int id, int protocol, int priority) {
        List<Attribute.Value<?>> values = new ArrayList<>();
        values.add(TcVlan.TCA_VLAN_PUSH_VLAN_ID.of(id));
        values.add(TcVlan.TCA_VLAN_PUSH_VLAN_PROTOCOL.of(protocol));
        values.add(TcVlan.TCA_VLAN_PUSH_VLAN_PRIORITY.of(priority));
        return values;
    }
}
