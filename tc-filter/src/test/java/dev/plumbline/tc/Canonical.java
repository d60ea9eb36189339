package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request written so that the order of attributes and the bit that says "nested" do not show. */
final class Canonical {
    private static final int NLMSG_HEADER = 16;
    private static final int ALIGN = 3;
    private static final int HIGHEST_TYPE = 300; // above, bytes that look like attributes are none

    private Canonical() {}

    static String of(byte[] message) {
        int type = Bytes.u16(message, 4);
        int header = NLMSG_HEADER + (type >= 48 && type <= 50 ? 4 : 20);
        String attributes = tree(message, header, message.length);
        return "type " + type + " flags " + Integer.toHexString(Bytes.u16(message, 6)) + " header "
                + HexFormat.of().formatHex(message, NLMSG_HEADER, header) + " " + attributes;
    }

    private static @Nullable String tree(byte[] bytes, int from, int to) {
        List<String> found = new ArrayList<>();
        int at = from;
        while (at + 4 <= to) {
            int length = Bytes.u16(bytes, at);
            int type = Bytes.u16(bytes, at + 2) & 0x3fff;
            int next = at + (length + ALIGN & ~ALIGN);
            if (length < 4 || at + length > to || type > HIGHEST_TYPE) {
                return null;
            }
            for (int i = at + length; i < Math.min(next, to); i++) {
                if (bytes[i] != 0) {
                    return null;
                }
            }
            String inside = length >= 8 ? tree(bytes, at + 4, at + length) : null;
            found.add(type + "="
                    + (inside != null
                            ? inside
                            : HexFormat.of().formatHex(Arrays.copyOfRange(bytes, at + 4, at + length))));
            at = next;
        }
        if (at < to) {
            return null;
        }
        found.sort(null);
        return "{" + String.join(", ", found) + "}";
    }
}
