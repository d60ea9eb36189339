package dev.plumbline.runtime.agent.qga;

import dev.plumbline.host.Problem;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Which names a guest's NIC can be given through {@code ip -batch}. Pure. */
final class GuestNames {
    static final int LONGEST = 15; // IFNAMSIZ with its terminator, linux/if.h

    // Not what the kernel refuses ('/', ':', white space), nor what ip's reader of lines takes for itself.
    private static final Pattern PLAIN = Pattern.compile("[^\\s/:#'\"\\\\-][^\\s/:#'\"\\\\]*");

    private GuestNames() {}

    static boolean isPlain(String name) {
        return PLAIN.matcher(name).matches()
                && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST
                && !name.equals(".")
                && !name.equals("..");
    }

    static void check(String name) {
        if (!isPlain(name)) {
            throw Problem.badInput("GUEST_NAME_MALFORMED", "'" + name + "'", "a guest's NIC cannot be given this name")
                    .fix(
                            "at most 15 bytes, without white space, quotes, '/', ':', '#' and '\\', not beginning with '-'")
                    .exception();
        }
    }
}
