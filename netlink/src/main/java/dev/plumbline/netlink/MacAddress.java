package dev.plumbline.netlink;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An Ethernet address.
 *
 * @param value the 48 bits, the first byte highest
 */
public record MacAddress(long value) {
    private static final Pattern TEXT = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");

    /** {@return the address that six groups of two hexadecimal digits spell} */
    public static MacAddress of(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not an Ethernet address");
        }
        return new MacAddress(Long.parseLong(text.replace(":", ""), 16));
    }

    /** {@return the address in the first six of the bytes; of all when there are fewer, as for a tunnel's} */
    public static MacAddress ofPrefix(byte[] bytes) {
        long value = 0;
        for (int i = 0; i < 6; i++) {
            value = value << 8 | (i < bytes.length ? bytes[i] & 0xff : 0);
        }
        return new MacAddress(value);
    }

    /** {@return the six bytes} */
    public byte[] toBytes() {
        byte[] bytes = new byte[6];
        for (int i = 0; i < 6; i++) {
            bytes[i] = (byte) (value >>> 40 - 8 * i);
        }
        return bytes;
    }

    @Override
    public String toString() {
        return HexFormat.ofDelimiter(":").formatHex(toBytes()).toLowerCase(Locale.ROOT);
    }
}
