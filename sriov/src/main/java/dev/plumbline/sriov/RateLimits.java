package dev.plumbline.sriov;

import static dev.plumbline.sriov.VfWords.bad;

import dev.plumbline.netlink.route.Vf;
import dev.plumbline.netlink.route.VfSettings;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a virtual function may send.
 *
 * @param min in Mbit/s what it is promised; 0 for nothing
 * @param max in Mbit/s the most; 0 for no limit
 */
record RateLimits(int min, int max) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9}):([0-9]{1,9})");
    private static final String FIX = "write MIN:MAX in Mbit/s, for example 100:1000; 0 is no limit";

    /** {@return the limits that {@code MIN:MAX} spells} */
    static RateLimits of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw bad("rate", text, "not two rates", FIX);
        }
        int min = Integer.parseInt(matcher.group(1));
        int max = Integer.parseInt(matcher.group(2));
        if (max != 0 && min > max) {
            throw bad("rate", text, "the least is more than the most", FIX);
        }
        return new RateLimits(min, max);
    }

    /** {@return the limits that a driver reports} */
    static Optional<String> of(Vf vf) {
        return vf.maxRate().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new RateLimits(vf.minRate().orElse(0), vf.maxRate().getAsInt()).toString());
    }

    VfSettings put(VfSettings into) {
        return into.rate(min, max);
    }

    @Override
    public String toString() {
        return min + ":" + max;
    }
}
