package dev.plumbline.runtime.cli;

import dev.plumbline.host.Problem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/**
 * Reads a rate as tc(8) writes one: a number of bits a second, or one with {@code kbit}, {@code mbit}, {@code gbit},
 * {@code tbit} (powers of 1000), {@code kibit}, ... (powers of 1024), or with {@code bps}, {@code kbps}, ... for bytes.
 */
final class Rates implements ITypeConverter<Long> {
    private static final Pattern RATE = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)([kmgt]?)(i?)(bit|bps|)");
    private static final String PREFIXES = "kmgt"; // each a power more

    @Override
    public Long convert(String text) {
        Matcher rate = RATE.matcher(text.toLowerCase(Locale.ROOT));
        if (!rate.matches() || rate.group(2).isEmpty() && !rate.group(3).isEmpty()) {
            throw bad(text);
        }
        int power = rate.group(2).isEmpty() ? 0 : PREFIXES.indexOf(rate.group(2)) + 1;
        BigDecimal unit =
                BigDecimal.valueOf(rate.group(3).isEmpty() ? 1000 : 1024).pow(power);
        BigDecimal bits = new BigDecimal(rate.group(1))
                .multiply(unit)
                .multiply(BigDecimal.valueOf(rate.group(4).equals("bps") ? 8 : 1));
        if (bits.compareTo(BigDecimal.valueOf(8)) < 0 || bits.compareTo(BigDecimal.valueOf(Long.MAX_VALUE / 8)) > 0) {
            throw bad(text);
        }
        return bits.setScale(0, RoundingMode.DOWN).longValueExact();
    }

    private static RuntimeException bad(String text) {
        return Problem.badInput("BAD_RATE", "'" + text + "'", "this is not a rate")
                .fix("give bits a second, at least 8: 100000000, 100mbit, 1.5gbit; or bytes: 10mbps")
                .exception();
    }
}
