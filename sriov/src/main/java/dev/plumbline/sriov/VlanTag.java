package dev.plumbline.sriov;

import static dev.plumbline.sriov.VfWords.bad;

import dev.plumbline.netlink.route.Vf;
import dev.plumbline.netlink.route.VfSettings;
import java.util.Optional;

/**
 * The tag that a virtual function's frames get.
 *
 * @param vlan 0 to 4094; 0 for none
 * @param qos the priority, 0 to 7
 * @param protocol the Ethernet type of the tag
 */
record VlanTag(int vlan, int qos, int protocol) {
    private static final String CUSTOMER = "802.1q";
    private static final String SERVICE = "802.1ad";
    private static final String FIX =
            "write VLAN, VLAN:QOS or VLAN:QOS:PROTO, with VLAN 0 to 4094 (0 is none), QOS 0 to 7, PROTO 802.1q or 802.1ad";

    /** {@return the tag that {@code VLAN[:QOS[:PROTO]]} spells} */
    static VlanTag of(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length > 3) {
            throw bad("vlan", text, "more than three parts", FIX);
        }
        int vlan = number(text, parts[0], 4094, "a VLAN is 0 to 4094");
        int qos = parts.length > 1 ? number(text, parts[1], 7, "a priority is 0 to 7") : 0;
        String protocol = parts.length > 2 ? parts[2] : CUSTOMER;
        if (!protocol.equals(CUSTOMER) && !protocol.equals(SERVICE)) {
            throw bad("vlan", text, "'" + protocol + "' is no VLAN protocol", FIX);
        }
        if (vlan == 0 && qos != 0) {
            throw bad("vlan", text, "a priority needs a VLAN, and 0 is none", FIX);
        }
        if (vlan == 0 && protocol.equals(SERVICE)) {
            throw bad("vlan", text, "a protocol needs a VLAN, and 0 is none", FIX);
        }
        return new VlanTag(vlan, qos, protocol.equals(SERVICE) ? VfSettings.ETH_P_8021AD : VfSettings.ETH_P_8021Q);
    }

    private static int number(String text, String part, int most, String why) {
        if (!part.matches("[0-9]{1,4}") || Integer.parseInt(part) > most) {
            throw bad("vlan", text, why, FIX);
        }
        return Integer.parseInt(part);
    }

    /** {@return the tag that a driver reports; nothing when it reports none, or one that could not be set again} */
    static Optional<String> of(Vf vf) {
        if (vf.vlan().isEmpty()) {
            return Optional.empty();
        }
        int vlan = vf.vlan().getAsInt();
        int protocol = vf.vlanProtocol().orElse(VfSettings.ETH_P_8021Q);
        boolean service = protocol == VfSettings.ETH_P_8021AD && vlan != 0;
        return Optional.of(new VlanTag(
                        vlan,
                        vlan == 0 ? 0 : vf.qos().orElse(0),
                        service ? VfSettings.ETH_P_8021AD : VfSettings.ETH_P_8021Q)
                .toString());
    }

    VfSettings put(VfSettings into) {
        // Without a choice of protocol the older attribute will do, which every kernel knows.
        return protocol == VfSettings.ETH_P_8021AD ? into.vlan(vlan, qos, protocol) : into.vlan(vlan, qos);
    }

    /** {@return the protocol's name} */
    String protocolName() {
        return protocol == VfSettings.ETH_P_8021AD ? SERVICE : CUSTOMER;
    }

    @Override
    public String toString() {
        return vlan + ":" + qos + ":" + protocolName();
    }
}
