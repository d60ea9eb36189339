package dev.plumbline.vfio;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.plumbline.host.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The address of a PCI function: domain, bus, device, function. Ordered as the kernel orders them.
 *
 * @param domain the PCI domain, 0 to 0x7fffffff: wider than 16 bits behind an Intel VMD
 * @param bus the bus, 0 to 255
 * @param device the slot on the bus, 0 to 31
 * @param function the function of the device, 0 to 7
 */
public record Bdf(int domain, int bus, int device, int function) implements Comparable<Bdf> {
    private static final String HEX = "0123456789abcdef";

    public Bdf {
        if (domain < 0 || (bus & ~0xff) != 0 || (device & ~0x1f) != 0 || (function & ~7) != 0) {
            throw new IllegalArgumentException("no PCI function can be at " + domain + ":" + bus + ":" + device);
        }
    }

    /**
     * {@return the address that a text names: {@code 0000:01:00.0}, or {@code 01:00.0} in domain 0}
     *
     * @throws dev.plumbline.host.PlumblineException BAD_INPUT for any other text
     */
    @JsonCreator
    public static Bdf parse(String text) {
        return find(text)
                .orElseThrow(() -> Problem.badInput(
                                "BAD_BDF", "'" + text + "'", "this is not the address of a PCI function")
                        .fix("give DOMAIN:BUS:DEVICE.FUNCTION in hexadecimal, for example 0000:01:00.0 or 01:00.0")
                        .exception());
    }

    /** {@return the address that a text names, or nothing if it names none} */
    public static Optional<Bdf> find(String text) {
        return Optional.ofNullable(read(text));
    }

    static @Nullable Bdf read(String text) {
        int end = text.length();
        if (end < 7 || end > 16 || text.charAt(end - 2) != '.' || text.charAt(end - 5) != ':') {
            return null;
        }
        long domain = 0;
        if (end > 7) {
            // DOMAIN has 4 digits, or more where it needs them.
            if (end < 12 || text.charAt(end - 8) != ':') {
                return null;
            }
            domain = hex(text, 0, end - 8);
        }
        long bus = hex(text, end - 7, end - 5);
        long device = hex(text, end - 4, end - 2);
        long function = hex(text, end - 1, end);
        boolean fits = domain >= 0 && domain <= Integer.MAX_VALUE && bus >= 0;
        return fits && device >= 0 && device < 32 && function >= 0 && function < 8
                ? new Bdf((int) domain, (int) bus, (int) device, (int) function)
                : null;
    }

    private static long hex(String text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** Bus, device and function in the 16 bits that requests on the bus carry. */
    private int onBus() {
        return bus << 8 | device << 3 | function;
    }

    @Override
    public int compareTo(Bdf other) {
        int byDomain = Integer.compare(domain, other.domain);
        return byDomain != 0 ? byDomain : Integer.compare(onBus(), other.onBus());
    }

    // As a record has it, but without the method handles that a JVM makes for that: those cost more than a list of
    // devices.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bdf that && domain == that.domain && onBus() == that.onBus();
    }

    @Override
    public int hashCode() {
        return domain << 16 ^ onBus();
    }

    /** {@return the address as the kernel writes it, with its domain} */
    @Override
    @JsonValue
    public String toString() {
        StringBuilder text = new StringBuilder(16);
        for (int shift = domain > 0xffff ? 28 : 12; shift >= 0; shift -= 4) {
            int digit = domain >>> shift & 0xf;
            if (digit != 0 || shift <= 12 || !text.isEmpty()) {
                text.append(HEX.charAt(digit));
            }
        }
        text.append(':').append(HEX.charAt(bus >> 4)).append(HEX.charAt(bus & 0xf));
        text.append(':').append(HEX.charAt(device >> 4)).append(HEX.charAt(device & 0xf));
        return text.append('.').append(HEX.charAt(function)).toString();
    }
}
