package dev.plumbline.sriov;

import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.route.Vf;
import dev.plumbline.netlink.route.VfSettings;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a physical function decides about each of its virtual functions, in the order in which it is set. That order is the
 * one that works with most drivers: the VLAN first, as they like to reset the function for it, and the link last, when all
 * that it carries is in place.
 *
 * <p>A value is text, in one spelling only, so that two are the same exactly when their texts are.
 */
public enum VfSetting {
    /** {@code VLAN:QOS:PROTO}: 0 to 4094, 0 to 7, {@code 802.1q} or {@code 802.1ad}; VLAN 0 is none. */
    VLAN("vlan"),
    /** The Ethernet address in lower case; all zero when nobody has chosen one. */
    MAC("mac"),
    /** {@code MIN:MAX} of what it may send, in Mbit/s; 0 is no limit. */
    RATE("rate"),
    /** {@code on} when frames with another source address are dropped. */
    SPOOFCHK("spoofchk"),
    /** {@code on} when it may change its own address and hear everything. */
    TRUST("trust"),
    /** {@code auto} (as the port's own link), {@code enable} or {@code disable}. */
    LINK_STATE("link-state"),
    /** The InfiniBand node GUID: eight groups of two hexadecimal digits in lower case. */
    NODE_GUID("node-guid"),
    /** The InfiniBand port GUID, written like the node's. */
    PORT_GUID("port-guid"),
    /** {@code on} when it may ask for the hash key and the redirection table of receive-side scaling. */
    QUERY_RSS("query-rss");

    private final String word;

    VfSetting(String word) {
        this.word = word;
    }

    /** {@return its name as people write it, for example {@code link-state}} */
    public String word() {
        return word;
    }

    /** {@return the code of a difference in it, for example {@code VF_MAC_DIFFERS}} */
    public String code() {
        return "VF_" + name() + "_DIFFERS";
    }

    /**
     * {@return a value that somebody typed, in its one spelling}
     *
     * @throws dev.plumbline.host.PlumblineException BAD_INPUT when it is malformed or out of its range
     */
    public String parse(String typed) {
        return switch (this) {
            case VLAN -> VlanTag.of(typed).toString();
            case MAC -> VfWords.mac(typed);
            case RATE -> RateLimits.of(typed).toString();
            case SPOOFCHK, TRUST, QUERY_RSS -> VfWords.onOff(word, typed);
            case LINK_STATE -> VfWords.linkState(typed);
            case NODE_GUID, PORT_GUID -> VfWords.guid(word, typed);
        };
    }

    /** {@return its value as a driver reports it; nothing when the driver does not} */
    public Optional<String> read(Vf vf) {
        return switch (this) {
            case VLAN -> VlanTag.of(vf);
            case MAC -> vf.mac().map(MacAddress::toString);
            case RATE -> RateLimits.of(vf);
            case SPOOFCHK -> VfWords.onOff(vf.spoofCheck());
            case TRUST -> VfWords.onOff(vf.trust());
            case LINK_STATE -> VfWords.linkState(vf.linkState());
            case NODE_GUID -> VfWords.guid(vf.nodeGuid());
            case PORT_GUID -> VfWords.guid(vf.portGuid());
            case QUERY_RSS -> VfWords.onOff(vf.queryRss());
        };
    }

    /** {@return the request for it, for the virtual function of a number} */
    VfSettings request(int vf, String value) {
        VfSettings request = VfSettings.of(vf);
        boolean on = value.equals(VfWords.ON);
        return switch (this) {
            case VLAN -> VlanTag.of(value).put(request);
            case MAC -> request.mac(MacAddress.of(value));
            case RATE -> RateLimits.of(value).put(request);
            case SPOOFCHK -> request.spoofCheck(on);
            case TRUST -> request.trust(on);
            case LINK_STATE -> request.linkState(VfWords.linkStateNumber(value));
            case NODE_GUID -> request.nodeGuid(VfWords.guidNumber(value));
            case PORT_GUID -> request.portGuid(VfWords.guidNumber(value));
            case QUERY_RSS -> request.queryRss(on);
        };
    }

    /** {@return all that a driver reports of a virtual function} */
    public static Map<VfSetting, String> of(Vf vf) {
        Map<VfSetting, String> values = new TreeMap<>();
        for (VfSetting setting : values()) {
            setting.read(vf).ifPresent(value -> values.put(setting, value));
        }
        return Collections.unmodifiableMap(values);
    }
}
