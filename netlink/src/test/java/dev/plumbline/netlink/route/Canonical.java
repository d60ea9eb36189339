package dev.plumbline.netlink.route;

import dev.plumbline.netlink.wire.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as text in which neither the order of attributes, nor the NESTED bit, nor what stands in their padding shows:
 * iproute2 sets the bit only here and there and sends padding as it finds it.
 */
final class Canonical {
    private static final Map<Integer, Integer> HEADER =
            Map.of(16, 16, 20, 8, 24, 12, 28, 12, 32, 12, 88, 4, 104, 8, 108, 16, 112, 8);
    private static final int NESTED = 0x8000;
    private static final int TYPE = 0x3fff;
    private static final int RTM_NEWROUTE = 24;
    private static final int RTA_MULTIPATH = 9;

    private Canonical() {}

    static String of(byte[] message) {
        int type = Bytes.u16(message, 4);
        int from = 16 + HEADER.get(type & ~3);
        List<String> members = members(message, from, message.length, true, (type & ~3) == RTM_NEWROUTE);
        return "type " + type + " flags " + Integer.toHexString(Bytes.u16(message, 6)) + " header "
                + HexFormat.of().formatHex(message, 16, from) + " " + members;
    }

    /**
     * The attributes in a range, or null when there are none.
     *
     * @param certain whether they are known to be attributes; a guess must have clean padding
     */
    private static @Nullable List<String> members(byte[] bytes, int from, int to, boolean certain, boolean route) {
        List<String> members = new ArrayList<>();
        int at = from;
        while (at + 4 <= to) {
            int length = Bytes.u16(bytes, at);
            int raw = Bytes.u16(bytes, at + 2);
            int end = at + length;
            int next = Math.min(end + 3 & ~3, to);
            if (length < 4 || end > to || (!certain && !credible(bytes, raw, end, next))) {
                return null;
            }
            members.add((raw & TYPE) + ":" + payload(bytes, at + 4, end, raw, route));
            at = next;
        }
        if (at != to) {
            return null;
        }
        Collections.sort(members);
        return members;
    }

    private static String payload(byte[] bytes, int from, int to, int raw, boolean route) {
        if (route && (raw & TYPE) == RTA_MULTIPATH) {
            return hops(Arrays.copyOfRange(bytes, from, to));
        }
        boolean marked = (raw & NESTED) != 0;
        // Alignment of inner attributes counts from the payload's first byte.
        byte[] inside = Arrays.copyOfRange(bytes, from, to);
        List<String> members = inside.length < 4 ? null : members(inside, 0, inside.length, marked, false);
        return members == null ? HexFormat.of().formatHex(inside) : members.toString();
    }

    private static String hops(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at + 8 <= bytes.length; ) {
            int length = Bytes.u16(bytes, at);
            byte[] hop = Arrays.copyOfRange(bytes, at, at + length);
            text.append(HexFormat.of().formatHex(hop, 2, 8)).append(members(hop, 8, hop.length, true, false));
            at += length + 3 & ~3;
        }
        return text.toString();
    }

    private static boolean credible(byte[] bytes, int raw, int end, int next) {
        return (raw & TYPE) <= 300 && zero(bytes, end, next);
    }

    private static boolean zero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
