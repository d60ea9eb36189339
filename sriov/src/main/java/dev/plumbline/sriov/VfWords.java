package dev.plumbline.sriov;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.netlink.MacAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The texts that values of {@link VfSetting} have. */
final class VfWords {
    static final String ON = "on";
    static final String OFF = "off";

    /** In the order of {@code IFLA_VF_LINK_STATE_*} of linux/if_link.h. */
    private static final List<String> LINK_STATES = List.of("auto", "enable", "disable");

    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){7}");

    private VfWords() {}

    static PlumblineException bad(String option, String text, String why, String fix) {
        return Problem.badInput("VF_SETTING_MALFORMED", "--" + option + " " + text, why)
                .fix(fix)
                .exception();
    }

    static String mac(String text) {
        String fix = "give an address of one station, for example 02:00:00:00:00:01";
        MacAddress mac;
        try {
            mac = MacAddress.of(text);
        } catch (IllegalArgumentException e) {
            throw bad("mac", text, "not an Ethernet address: six groups of two hexadecimal digits", fix);
        }
        if (mac.value() == 0) {
            throw bad("mac", text, "an address of zeroes is nobody's", fix);
        }
        if ((mac.toBytes()[0] & 1) != 0) {
            throw bad("mac", text, "the address of a group: the lowest bit of its first byte is set", fix);
        }
        return mac.toString();
    }

    static String onOff(String option, String text) {
        if (!text.equals(ON) && !text.equals(OFF)) {
            throw bad(option, text, "neither 'on' nor 'off'", "say on or off");
        }
        return text;
    }

    static Optional<String> onOff(Optional<Boolean> value) {
        return value.map(on -> on ? ON : OFF);
    }

    static String linkState(String text) {
        if (!LINK_STATES.contains(text)) {
            throw bad("link-state", text, "no state of a link", "say one of " + String.join(", ", LINK_STATES));
        }
        return text;
    }

    static Optional<String> linkState(OptionalInt state) {
        return state.isPresent() && state.getAsInt() >= 0 && state.getAsInt() < LINK_STATES.size()
                ? Optional.of(LINK_STATES.get(state.getAsInt()))
                : Optional.empty();
    }

    static int linkStateNumber(String text) {
        return LINK_STATES.indexOf(text);
    }

    static String guid(String option, String text) {
        if (!GUID.matcher(text).matches()) {
            String why = "not a GUID: eight groups of two hexadecimal digits";
            throw bad(option, text, why, "write it as 00:11:22:33:44:55:66:77");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    static Optional<String> guid(OptionalLong guid) {
        return guid.isEmpty() ? Optional.empty() : Optional.of(guidText(guid.getAsLong()));
    }

    private static String guidText(long guid) {
        byte[] bytes = new byte[8];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (guid >>> 56 - 8 * i);
        }
        return HexFormat.ofDelimiter(":").formatHex(bytes);
    }

    static long guidNumber(String text) {
        return Long.parseUnsignedLong(text.replace(":", ""), 16);
    }
}
