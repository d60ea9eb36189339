package dev.plumbline.tap;

import java.util.HashMap;
import java.util.Map;

/**
 * What becomes of a link by its kind: the one table to add a kind to. Kinds that it lacks are not carried, since nothing is
 * known of their frames.
 */
final class LinkKinds {
    /** How links of a kind can be joined to a guest's NIC. */
    enum Joint {
        /** By a tap and redirects, or by a macvtap on it: it receives and sends whole Ethernet frames. */
        ANY,
        /** By a tap and redirects only. */
        TC_ONLY,
        /** It has a character device of its own that a VMM can open. */
        OWN_NODE,
        /** In no way. */
        NONE
    }

    /**
     * One line of the table.
     *
     * @param joint how
     * @param why why not otherwise; empty for {@link Joint#ANY}
     */
    record Kind(Joint joint, String why) {}

    private static final Map<String, Kind> KINDS = new HashMap<>();

    static {
        // "device" is a link of no kind: hardware that is no PCI function itself, such as an mlx5 sub-function.
        for (String kind :
                new String[] {"veth", "vlan", "device", "dummy", "bond", "team", "vxlan", "geneve", "netkit"}) {
            KINDS.put(kind, new Kind(Joint.ANY, ""));
        }
        KINDS.put("macvlan", new Kind(Joint.TC_ONLY, "the kernel puts a macvtap beside a macvlan, not on it"));
        KINDS.put(
                "ipvlan",
                new Kind(Joint.TC_ONLY, "an ipvlan has its parent's MAC, and a macvtap needs one of its own"));
        KINDS.put("tap", new Kind(Joint.TC_ONLY, "somebody else holds this tap's queue"));
        KINDS.put("macvtap", new Kind(Joint.OWN_NODE, "its frames go to whoever opens its character device"));
        KINDS.put("tun", none("a tun carries packets without Ethernet headers"));
        KINDS.put("wireguard", none("WireGuard carries packets without Ethernet headers"));
        KINDS.put("bridge", none("a bridge receives only what is addressed to itself; carry its ports instead"));
    }

    private LinkKinds() {}

    private static Kind none(String why) {
        return new Kind(Joint.NONE, why);
    }

    static Kind of(PodLink link) {
        Kind kind = KINDS.getOrDefault(link.kind(), none("no model can carry a link of kind " + link.kind()));
        return kind.joint() != Joint.NONE && !link.ethernet() ? none("its frames are not Ethernet's") : kind;
    }
}
