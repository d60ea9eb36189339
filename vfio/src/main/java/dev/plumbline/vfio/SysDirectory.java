package dev.plumbline.vfio;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory of small files, listed once: what is not in the list is not asked for, since a failed look costs more than
 * the list. Whatever cannot be read counts as absent, also the directory itself.
 */
public final class SysDirectory {
    private static final int LONGEST = 64 << 10;
    private static final int ORDINARY = 1024;
    private static final SysDirectory NONE = new SysDirectory("", Set.of());

    private final String path;
    private final Set<String> entries;
    private @Nullable Path asPath;

    private SysDirectory(String path, Set<String> entries) {
        this.path = path;
        this.entries = entries;
    }

    /** {@return the directory at a path} */
    public static SysDirectory of(Path path) {
        return of(path.toString());
    }

    static SysDirectory of(String path) {
        String[] entries = new File(path).list();
        return entries == null || entries.length == 0 ? NONE : new SysDirectory(path, Set.of(entries));
    }

    /** {@return the names in it, sorted} */
    public List<String> names() {
        if (entries.isEmpty()) {
            return List.of();
        }
        String[] names = entries.toArray(new String[0]);
        Arrays.sort(names);
        return List.of(names);
    }

    Set<String> entries() {
        return entries;
    }

    /** {@return whether nothing is in it} */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** {@return whether it has an entry of this name} */
    public boolean has(String name) {
        return entries.contains(name);
    }

    /** {@return a directory in it} */
    public SysDirectory directory(String name) {
        return has(name) ? of(path + "/" + name) : NONE;
    }

    /** {@return a file's text without the white space around it, or null} */
    public @Nullable String text(String name) {
        byte[] bytes = bytes(name, LONGEST);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8).strip();
    }

    /** {@return the first bytes of a file, or null} */
    byte @Nullable [] bytes(String name, int atMost) {
        if (!has(name)) {
            return null;
        }
        try (FileInputStream file = new FileInputStream(path + "/" + name)) {
            byte[] bytes = new byte[Math.min(atMost, ORDINARY)];
            int length = 0;
            while (true) {
                int read = file.read(bytes, length, bytes.length - length);
                length += Math.max(0, read);
                if (length < bytes.length || length == atMost) { // these files come whole, so less is the end
                    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
                }
                bytes = Arrays.copyOf(bytes, Math.min(atMost, length * 4));
            }
        } catch (IOException e) {
            return null; // unreadable is as good as absent to whoever lists
        }
    }

    /** {@return where a symbolic link leads, as it is written there, or null} */
    public @Nullable String link(String name) {
        if (!has(name)) {
            return null;
        }
        try {
            if (asPath == null) {
                asPath = Path.of(path);
            }
            return Files.readSymbolicLink(asPath.resolve(name)).toString();
        } catch (IOException | RuntimeException e) {
            return null; // no link, or one whose text is no path
        }
    }

    /** {@return the last part of where a symbolic link leads, or null} */
    public @Nullable String linkName(String name) {
        String target = link(name);
        if (target == null) {
            return null;
        }
        String last = target.substring(target.lastIndexOf('/') + 1);
        return last.isEmpty() || last.equals("..") || last.equals(".") ? null : last;
    }

    /** {@return the number in a file, with or without 0x, or a default where there is none} */
    public long number(String name, int radix, long otherwise) {
        String text = text(name);
        return text == null ? otherwise : parse(text, radix, otherwise);
    }

    /** {@return the number that a text is, with or without 0x, or a default} */
    public static long parse(String text, int radix, long otherwise) {
        int length = text.length();
        int at = 0;
        int base = radix;
        boolean negative = false;
        if (length > 2 && text.charAt(0) == '0' && (text.charAt(1) | 0x20) == 'x') {
            at = 2;
            base = 16;
        } else if (length > 1 && text.charAt(0) == '-') {
            at = 1;
            negative = true;
        }
        if (length == at || length - at > (base == 16 ? 16 : 18)) {
            return otherwise;
        }
        long value = 0;
        for (; at < length; at++) {
            int digit = digit(text.charAt(at));
            if (digit < 0 || digit >= base) {
                return otherwise;
            }
            value = value * base + digit;
        }
        return negative ? -value : value;
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int letter = c | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }
}
