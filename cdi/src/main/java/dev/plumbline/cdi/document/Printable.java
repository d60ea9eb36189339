package dev.plumbline.cdi.document;

/** Text from documents and file names as it may be shown on a terminal: without characters that do something there. */
public final class Printable {
    private static final int LONGEST_QUOTE = 100;
    /** As long as a path can be, {@code PATH_MAX} of linux/limits.h. */
    private static final int LONGEST = 4096;

    private Printable() {}

    /** {@return the text in quotes, escaped, and shortened to a hundred characters} */
    public static String quoted(String text) {
        return '"' + escaped(text, LONGEST_QUOTE) + '"';
    }

    /** {@return the text, escaped; shortened only when it is longer than any path} */
    public static String of(String text) {
        return escaped(text, LONGEST);
    }

    private static String escaped(String text, int longest) {
        StringBuilder shown = new StringBuilder();
        int end = Math.min(text.length(), longest);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || Character.isSurrogate(c)) {
                shown.append(String.format("\\u%04x", (int) c));
            } else {
                shown.append(c);
            }
        }
        return text.length() > longest ? shown.append("...").toString() : shown.toString();
    }
}
