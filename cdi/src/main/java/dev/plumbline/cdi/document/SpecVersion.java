package dev.plumbline.cdi.document;

import java.util.Optional;

/** The versions of the specification that a document can have, oldest first. */
public enum SpecVersion {
    V0_3_0("0.3.0"),
    V0_4_0("0.4.0"),
    V0_5_0("0.5.0"),
    V0_6_0("0.6.0"),
    V0_7_0("0.7.0"),
    V0_8_0("0.8.0"),
    V1_0_0("1.0.0"),
    V1_1_0("1.1.0");

    private final String text;

    SpecVersion(String text) {
        this.text = text;
    }

    /** {@return the newest version} */
    public static SpecVersion newest() {
        return V1_1_0;
    }

    /** {@return the version that a text, with or without a leading {@code v}, names; nothing for any other text} */
    public static Optional<SpecVersion> of(String text) {
        String bare = bare(text);
        for (SpecVersion version : values()) {
            if (version.text.equals(bare)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    /** Whether a text names a draft from before the first version that anything reads. */
    static boolean isDraft(String text) {
        String bare = bare(text);
        return bare.equals("0.1.0") || bare.equals("0.2.0");
    }

    private static String bare(String text) {
        return text.startsWith("v") ? text.substring(1) : text;
    }

    @Override
    public String toString() {
        return text;
    }
}
