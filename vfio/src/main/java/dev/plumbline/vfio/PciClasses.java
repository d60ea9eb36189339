package dev.plumbline.vfio;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The PCI classes that matter here, as words: for a host without pci.ids, and to ask for. */
public final class PciClasses {
    /**
     * A class.
     *
     * @param code base class, or base class and subclass
     * @param digits how many hexadecimal digits of the class decide, 2 or 4
     * @param word how it is asked for, or empty
     * @param name what it is called
     */
    private record Known(int code, int digits, String word, String name) {
        boolean covers(int subclass) {
            return subclass >= 0 && (digits == 4 ? subclass == code : subclass >> 8 == code);
        }
    }

    /** The narrower come first. */
    private static final List<Known> KNOWN = List.of(
            new Known(0x0106, 4, "sata", "SATA controller"),
            new Known(0x0108, 4, "nvme", "Non-Volatile memory controller"),
            new Known(0x0200, 4, "ethernet", "Ethernet controller"),
            new Known(0x0207, 4, "infiniband", "Infiniband controller"),
            new Known(0x0300, 4, "gpu", "VGA compatible controller"),
            new Known(0x0302, 4, "gpu", "3D controller"),
            new Known(0x0380, 4, "gpu", "Display controller"),
            new Known(0x0403, 4, "audio", "Audio device"),
            new Known(0x0600, 4, "", "Host bridge"),
            new Known(0x0601, 4, "", "ISA bridge"),
            new Known(0x0604, 4, "", "PCI bridge"),
            new Known(0x0680, 4, "nvswitch", "Bridge"),
            new Known(0x0c03, 4, "usb", "USB controller"),
            new Known(0x1200, 4, "gpu", "Processing accelerators"),
            new Known(0x01, 2, "storage", "Mass storage controller"),
            new Known(0x02, 2, "net", "Network controller"),
            new Known(0x02, 2, "network", "Network controller"),
            new Known(0x03, 2, "display", "Display controller"),
            new Known(0x04, 2, "multimedia", "Multimedia controller"),
            new Known(0x05, 2, "memory", "Memory controller"),
            new Known(0x06, 2, "bridge", "Bridge"),
            new Known(0x07, 2, "serial", "Communication controller"),
            new Known(0x08, 2, "system", "System peripheral"),
            new Known(0x0b, 2, "processor", "Processor"),
            new Known(0x0c, 2, "bus", "Serial bus controller"),
            new Known(0x0d, 2, "wireless", "Wireless controller"),
            new Known(0x10, 2, "crypto", "Encryption controller"),
            new Known(0x11, 2, "signal", "Signal processing controller"),
            new Known(0x12, 2, "accelerator", "Processing accelerators"));

    private PciClasses() {}

    static String name(int subclass) {
        return KNOWN.stream()
                .filter(known -> known.covers(subclass))
                .map(Known::name)
                .findFirst()
                .orElseGet(() -> "Class " + HexFormat.of().toHexDigits((short) subclass));
    }

    /** {@return every word that a class can be asked for by} */
    public static List<String> words() {
        return KNOWN.stream()
                .map(Known::word)
                .filter(word -> !word.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * {@return whether a function is of a class, or nothing when there is no such class}
     *
     * @param id what the function is
     * @param asked one of {@link #words}, or 2, 4 or 6 hexadecimal digits
     */
    public static Optional<Boolean> matches(PciId id, String asked) {
        String word = asked.toLowerCase(Locale.ROOT);
        List<Known> named =
                KNOWN.stream().filter(known -> known.word().equals(word)).toList();
        if (!word.isEmpty() && !named.isEmpty()) {
            return Optional.of(named.stream().anyMatch(known -> known.covers(id.subclass())));
        }
        String digits = word.startsWith("0x") ? word.substring(2) : word;
        long code = SysDirectory.parse(digits, 16, -1);
        if (code < 0 || (digits.length() & 1) != 0 || digits.length() > 6 || digits.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(id.classCode() >= 0 && id.classCode() >> 4 * (6 - digits.length()) == code);
    }
}
