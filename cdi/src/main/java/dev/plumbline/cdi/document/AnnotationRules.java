package dev.plumbline.cdi.document;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What annotations can be: Kubernetes' rules for keys and for their size. */
public final class AnnotationRules {
    /** Bytes of the part of a key behind its slash. */
    public static final int LONGEST_NAME = 63;

    private static final int LONGEST_PREFIX = 253;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?");
    private static final Pattern PREFIX =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    private AnnotationRules() {}

    /** {@return why a text cannot be an annotation's key; null when it can} */
    public static @Nullable String against(String key) {
        int slash = key.indexOf('/');
        String prefix = slash < 0 ? "" : key.substring(0, slash).toLowerCase(Locale.ROOT);
        if (slash >= 0 && (prefix.length() > LONGEST_PREFIX || !matches(PREFIX, prefix, LONGEST_PREFIX))) {
            return "what is before the '/' of " + Printable.quoted(key) + " is no DNS name of at most " + LONGEST_PREFIX
                    + " characters";
        }
        String name = key.substring(slash + 1);
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            return "the name in the key " + Printable.quoted(key) + " has "
                    + name.getBytes(StandardCharsets.UTF_8).length + " bytes, more than the " + LONGEST_NAME
                    + " that Kubernetes allows";
        }
        return matches(NAME, name, LONGEST_NAME)
                ? null
                : "the name in the key " + Printable.quoted(key)
                        + " must have letters, digits and _.- only, a letter or digit first and last";
    }

    /** Only texts of a bounded length are matched: patterns that repeat themselves recurse. */
    private static boolean matches(Pattern pattern, String text, int longest) {
        return text.length() <= longest && pattern.matcher(text).matches();
    }

    static void check(Map<String, String> annotations, String at, Faults faults) {
        long bytes = 0;
        for (Map.Entry<String, String> annotation : annotations.entrySet()) {
            bytes += annotation.getKey().length() + (long) annotation.getValue().length();
            String fault = against(annotation.getKey());
            if (fault != null) {
                faults.add(Pointer.to(at, annotation.getKey()), FaultCode.BAD_ANNOTATION, fault);
            }
        }
        if (bytes > Limits.ANNOTATION_BYTES) {
            faults.add(
                    at,
                    FaultCode.TOO_LARGE,
                    "the annotations have " + bytes + " bytes together, more than " + Limits.ANNOTATION_BYTES);
        }
    }
}
