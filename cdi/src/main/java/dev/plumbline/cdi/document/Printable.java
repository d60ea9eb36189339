package dev.plumbline.cdi.document;

/** Text from documents as it may be shown on a terminal: short, and without characters that do something there. */
public final class Printable {
    private static final int LONGEST = 100;

    private Printable() {}

    /** {@return the text in quotes, escaped and shortened} */
    public static String quoted(String text) {
        return '"' + of(text) + '"';
    }

    /** {@return the text, escaped and shortened} */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder();
        int end = Math.min(text.length(), LONGEST);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || Character.isSurrogate(c)) {
                shown.append(String.format("\\u%04x", (int) c));
            } else {
                shown.append(c);
            }
        }
        return text.length() > LONGEST ? shown.append("...").toString() : shown.toString();
    }
}
