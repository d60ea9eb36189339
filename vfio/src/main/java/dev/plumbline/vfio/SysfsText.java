package dev.plumbline.vfio;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the texts of a PCI function's files mean. Opens nothing. Garbage means the same as nothing. */
final class SysfsText {
    /** {@code linux/ioport.h}. */
    private static final long IORESOURCE_IO = 0x100;

    private static final long IORESOURCE_MEM = 0x200;
    private static final long IORESOURCE_PREFETCH = 0x2000;
    private static final long IORESOURCE_MEM_64 = 0x100000;

    private static final int BARS = 6;
    /** No processor addresses more physical memory. */
    private static final long LARGEST = 1L << 52;

    private static final String UNUSED = "0x0000000000000000 0x0000000000000000 ";

    private SysfsText() {}

    /** {@return what a module alias says a function is: pci:v00008086d000010D3sv...sd...bc02sc00i00, or null} */
    static @Nullable PciId idOf(@Nullable String modalias) {
        if (modalias == null || modalias.length() != 53 || !modalias.startsWith("pci:v0000")) {
            return null;
        }
        int classCode = (int) SysDirectory.parse(
                modalias.substring(44, 46) + modalias.substring(48, 50) + modalias.substring(51, 53), 16, -1);
        int vendor = (int) SysDirectory.parse(modalias.substring(9, 13), 16, -1);
        int device = (int) SysDirectory.parse(modalias.substring(18, 22), 16, -1);
        return classCode < 0 || vendor < 0 || device < 0
                ? null
                : new PciId(classCode, vendor, device, PciId.UNKNOWN, PciId.UNKNOWN);
    }

    /** {@return the driver that an override names; the kernel writes (null) for one that was cleared} */
    static @Nullable String override(@Nullable String text) {
        return text == null || text.isEmpty() || text.equals("(null)") ? null : text;
    }

    /** {@return the node, or null for -1: the firmware did not say} */
    static @Nullable Integer numa(@Nullable String text) {
        long node = text == null ? -1 : SysDirectory.parse(text, 10, -1);
        return node < 0 || node > Integer.MAX_VALUE ? null : (Integer) (int) node;
    }

    /** {@return the base address registers: lines of start, end and flags} */
    static List<Bar> bars(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        List<Bar> bars = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < BARS && at < text.length(); i++) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            Bar bar = text.startsWith(UNUSED, at) ? null : bar(i, words(text.substring(at, end)));
            if (bar != null) {
                bars.add(bar);
            }
            at = end + 1;
        }
        return bars;
    }

    private static @Nullable Bar bar(int index, List<String> words) {
        if (words.size() != 3) {
            return null;
        }
        long start = SysDirectory.parse(words.get(0), 16, 0);
        long end = SysDirectory.parse(words.get(1), 16, 0);
        long flags = SysDirectory.parse(words.get(2), 16, 0);
        long size = end - start + 1;
        if ((flags & (IORESOURCE_IO | IORESOURCE_MEM)) == 0 || end == 0 || size <= 0 || size > LARGEST) {
            return null;
        }
        boolean memory = (flags & IORESOURCE_MEM) != 0;
        int bits = memory && (flags & IORESOURCE_MEM_64) != 0 ? 64 : 32;
        return new Bar(index, size, bits, (flags & IORESOURCE_PREFETCH) != 0, memory);
    }

    /**
     * {@return how the kernel can reset a function}
     *
     * @param methods what {@code reset_method} says (Linux 5.15), or null
     * @param reset whether it can be reset at all
     * @param config its configuration space, which has to do where the kernel does not say
     */
    static List<String> resets(@Nullable String methods, boolean reset, ConfigSpace config) {
        if (methods != null) {
            return words(methods);
        }
        if (!reset) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        if (config.hasFunctionLevelReset()) {
            found.add("flr");
        }
        if (config.hasPowerManagementReset()) {
            found.add("pm");
        }
        return found.isEmpty() ? List.of("bus") : found;
    }

    /** {@return the words of a line, whatever white space is between them} */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (int at = 0; at < line.length(); ) {
            int end = at;
            while (end < line.length() && line.charAt(end) > ' ') {
                end++;
            }
            if (end > at) {
                words.add(line.substring(at, end));
            }
            at = end + 1;
        }
        return words;
    }

    /** {@return the driver that an uevent file names} */
    static @Nullable String ueventDriver(@Nullable String uevent) {
        return uevent == null
                ? null
                : uevent.lines()
                        .filter(line -> line.startsWith("DRIVER=") && line.length() > "DRIVER=".length())
                        .map(line -> line.substring("DRIVER=".length()).strip())
                        .findFirst()
                        .orElse(null);
    }

    /** {@return the bridge that a function is behind, by its place in the tree: the part of the path before its own} */
    static @Nullable Bdf parent(@Nullable String target) {
        int own = target == null ? -1 : target.lastIndexOf('/');
        if (target == null || own <= 0) {
            return null;
        }
        return Bdf.read(target.substring(target.lastIndexOf('/', own - 1) + 1, own));
    }

    /** {@return the last PCI function on a path: what a link or a disk belongs to} */
    static @Nullable Bdf lastFunction(String path) {
        for (int end = path.length(); end > 0; ) {
            int slash = path.lastIndexOf('/', end - 1);
            Bdf found = Bdf.read(path.substring(slash + 1, end));
            if (found != null) {
                return found;
            }
            end = slash;
        }
        return null;
    }

    /** {@return whether a name is an UUID, as mediated devices are called} */
    static boolean isUuid(String name) {
        return name.length() == 36 && name.charAt(8) == '-' && name.charAt(23) == '-';
    }
}
