package dev.plumbline.vfio;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a {@code pci.ids} says of some numbers. The file has a megabyte of lines: a vendor's begins with its four digits, one
 * of its devices' with a tab, a class' with {@code C}. Only what is asked for is kept.
 *
 * @param vendors names by vendor id
 * @param devices names by vendor id and device id, 16 bits each
 * @param classes names by base class and subclass
 * @param baseClasses names by base class
 */
record PciIds(
        Map<Integer, String> vendors,
        Map<Integer, String> devices,
        Map<Integer, String> classes,
        Map<Integer, String> baseClasses) {

    static PciIds parse(byte[] file, Collection<PciId> wanted) {
        return new Parser(file, wanted).parse();
    }

    private static final class Parser {
        private static final int NONE = -1;

        private final byte[] file;
        private final Set<Integer> vendorIds = new HashSet<>();
        private final Set<Integer> deviceIds = new HashSet<>();
        private final Set<Integer> classIds = new HashSet<>();
        private final PciIds found = new PciIds(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
        private int vendor = NONE;
        private int baseClass = NONE;

        Parser(byte[] file, Collection<PciId> wanted) {
            this.file = file;
            for (PciId id : wanted) {
                vendorIds.add(id.vendor());
                deviceIds.add(id.vendor() << 16 | id.device());
                classIds.add(id.subclass());
            }
        }

        PciIds parse() {
            byte[] bytes = file;
            for (int at = 0; at < bytes.length; ) {
                int end = at;
                while (end < bytes.length && bytes[end] != '\n') {
                    end++;
                }
                // Most lines are of devices of vendors that nobody asked for.
                if (end > at && (bytes[at] != '\t' || vendor != NONE || baseClass != NONE)) {
                    line(at, end);
                }
                at = end + 1;
            }
            return found;
        }

        private void line(int at, int end) {
            byte first = file[at];
            if (first == '#') {
                return; // a remark, also among a vendor's devices
            }
            if (first != '\t') {
                vendor = NONE;
                baseClass = NONE;
                if (first == 'C' && end > at + 4) {
                    baseClass = hex(at + 2, 2);
                    found.baseClasses.put(baseClass, text(at + 4, end));
                } else {
                    int id = hex(at, 4);
                    if (id != NONE && vendorIds.contains(id)) {
                        vendor = id;
                        found.vendors.put(id, text(at + 4, end));
                    }
                }
            } else if (vendor != NONE && end > at + 1 && file[at + 1] != '\t') {
                int device = hex(at + 1, 4);
                if (device != NONE && deviceIds.contains(vendor << 16 | device)) {
                    found.devices.put(vendor << 16 | device, text(at + 5, end));
                }
            } else if (baseClass != NONE && end > at + 1 && file[at + 1] != '\t') {
                int subclass = hex(at + 1, 2);
                if (subclass != NONE && classIds.contains(baseClass << 8 | subclass)) {
                    found.classes.put(baseClass << 8 | subclass, text(at + 3, end));
                }
            }
        }

        private int hex(int at, int digits) {
            int value = 0;
            for (int i = at; i < at + digits; i++) {
                int digit = i < file.length ? Character.digit(file[i], 16) : NONE;
                if (digit < 0) {
                    return NONE;
                }
                value = value << 4 | digit;
            }
            return value;
        }

        private String text(int at, int end) {
            return new String(file, at, end - at, StandardCharsets.UTF_8).strip();
        }
    }
}
