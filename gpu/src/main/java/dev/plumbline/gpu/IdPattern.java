package dev.plumbline.gpu;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.plumbline.vfio.PciId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Devices of one vendor: {@code 10de:*}, {@code 10de:22a3}, or {@code 10de:2340-237f}, both ends included.
 *
 * @param vendor the vendor's number
 * @param first the lowest number of a device
 * @param last the highest
 */
public record IdPattern(int vendor, int first, int last) {
    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{4}):(?:(\\*)|([0-9a-f]{4})(?:-([0-9a-f]{4}))?)");

    /** {@return the devices that a text names} */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static IdPattern parse(String text) {
        Matcher found = TEXT.matcher(text);
        if (!found.matches()) {
            throw new IllegalArgumentException("'" + text + "' names no devices");
        }
        int vendor = Integer.parseInt(found.group(1), 16);
        if (found.group(2) != null) {
            return new IdPattern(vendor, 0, 0xffff);
        }
        int first = Integer.parseInt(found.group(3), 16);
        return new IdPattern(vendor, first, found.group(4) == null ? first : Integer.parseInt(found.group(4), 16));
    }

    /** {@return whether a device is one of them} */
    public boolean matches(PciId id) {
        return id.vendor() == vendor && id.device() >= first && id.device() <= last;
    }
}
