package dev.plumbline.cdi.document;

import org.jspecify.annotations.Nullable;

/** What the parts of a device's name can be. ASCII only: a name ends up in annotations, file names and command lines. */
final class NameRules {
    private static final int LONGEST_VENDOR = 253;
    private static final int LONGEST_CLASS = 63;

    private NameRules() {}

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isLetterOrDigit(char c) {
        return isLetter(c) || (c >= '0' && c <= '9');
    }

    /** {@return why a text cannot be a vendor; null when it can} */
    static @Nullable String againstVendor(String vendor) {
        return against("the vendor", vendor, true, "_-.", LONGEST_VENDOR);
    }

    /** {@return why a text cannot be a class; null when it can} */
    static @Nullable String againstClass(String deviceClass) {
        return against("the class", deviceClass, true, "_-.", LONGEST_CLASS);
    }

    /** {@return why a text cannot be a device's name; null when it can} */
    static @Nullable String againstDevice(String device) {
        return against("the device's name", device, false, "_-.:", Integer.MAX_VALUE);
    }

    private static @Nullable String against(String what, String text, boolean letterFirst, String inside, int longest) {
        if (text.isEmpty()) {
            return what + " is empty";
        }
        String shown = what + " " + Printable.quoted(text);
        char first = text.charAt(0);
        if (letterFirst ? !isLetter(first) : !isLetterOrDigit(first)) {
            return shown + " must start with a letter" + (letterFirst ? "" : " or a digit");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && inside.indexOf(c) < 0) {
                return shown + " has a character that is none of letters, digits and " + inside + ": "
                        + Printable.quoted(String.valueOf(c));
            }
        }
        if (!isLetterOrDigit(text.charAt(text.length() - 1))) {
            return shown + " must end with a letter or a digit";
        }
        return text.length() > longest ? shown + " is longer than " + longest + " characters" : null;
    }
}
