package dev.plumbline.runtime.agent.qga;

import java.util.List;

/**
 * One line for {@code ip -batch}.
 *
 * @param words the line
 * @param harmless what ip may answer because the line's work is done already; parts of its text
 */
record IpLine(String words, List<String> harmless) {
    private static final List<String> EXISTS = List.of("File exists");
    // ip's words for a missing route, rule and link.
    private static final List<String> GONE =
            List.of("No such process", "No such file or directory", "Cannot find device", "does not exist");

    /** A line that must succeed. */
    static IpLine must(String words) {
        return new IpLine(words, List.of());
    }

    /** A line that adds something; it may be there already. */
    static IpLine adds(String words) {
        return new IpLine(words, EXISTS);
    }

    /** A line that removes something; it may be gone already. */
    static IpLine removes(String words) {
        return new IpLine(words, GONE);
    }

    boolean mayFailWith(String text) {
        return harmless.stream().anyMatch(text::contains);
    }
}
