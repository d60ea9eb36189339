package dev.plumbline.tap;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How what is ours is told from a stranger's after any crash: a tap carries the sandbox's name in its alias, a redirect a
 * digest in its action cookie.
 */
public final class Mark {
    private static final String ALIAS = "plumbline:";
    private static final byte[] COOKIE = {'p', 'l', 'm', 'b'};
    private static final int COOKIE_LENGTH = 16; // TC_COOKIE_MAX_SIZE, linux/pkt_cls.h

    private Mark() {}

    /** {@return the alias of a sandbox's taps} */
    public static String alias(String sandbox) {
        return ALIAS + sandbox;
    }

    /** {@return the sandbox that an alias names, if the alias is ours} */
    public static Optional<String> sandboxOf(String alias) {
        return alias.startsWith(ALIAS) ? Optional.of(alias.substring(ALIAS.length())) : Optional.empty();
    }

    /** {@return the cookie of a sandbox's redirect from one link to another, in hexadecimal} */
    public static String cookie(String sandbox, String from, String to) {
        byte[] cookie = Arrays.copyOf(COOKIE, COOKIE_LENGTH);
        byte[] digest = digest(sandbox + '\0' + from + '\0' + to);
        System.arraycopy(digest, 0, cookie, COOKIE.length, COOKIE_LENGTH - COOKIE.length);
        return HexFormat.of().formatHex(cookie);
    }

    /** {@return a locally administered MAC for a link that gives its own to a guest; always the same one} */
    public static String mac(String sandbox, String link) {
        byte[] mac = Arrays.copyOf(digest(sandbox + '\0' + link), 6);
        mac[0] = (byte) (mac[0] & 0xfc | 2); // unicast, locally administered
        return HexFormat.ofDelimiter(":").formatHex(mac);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
