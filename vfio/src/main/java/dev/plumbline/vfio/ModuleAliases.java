package dev.plumbline.vfio;

import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.VfioVariants.Variant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The running kernel's {@code modules.alias}: which modules are for which functions. A file of a megabyte, so it is read
 * once, when first asked.
 */
final class ModuleAliases {
    private static final String PCI = "alias pci:";
    private static final String VFIO = "alias vfio_pci:";

    private final String text;

    ModuleAliases(Sysroot sysroot) {
        this.text = read(sysroot);
    }

    private static String read(Sysroot sysroot) {
        String release = sysroot.read(sysroot.proc("sys/kernel/osrelease")).orElse(System.getProperty("os.version"));
        Path file = sysroot.root().resolve("lib/modules/" + release + "/modules.alias");
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // a kernel without modules
        }
    }

    /** {@return the modules for each function, in alphabetical order, with that of its driver} */
    Map<Bdf, Set<String>> modules(Collection<PciDevice> devices) {
        Map<Bdf, Set<String>> modules = new HashMap<>();
        Map<String, List<PciDevice>> byVendor = new HashMap<>();
        for (PciDevice device : devices) {
            Set<String> own = new TreeSet<>();
            if (device.driverModule() != null) {
                own.add(device.driverModule());
            }
            modules.put(device.bdf(), own);
            if (text.isEmpty()) {
                continue;
            }
            String modalias = device.modalias();
            if (modalias != null && modalias.startsWith("pci:v") && modalias.length() > 13) {
                byVendor.computeIfAbsent(modalias.substring(4, 13), any -> new ArrayList<>())
                        .add(device);
            }
        }
        if (!byVendor.isEmpty()) {
            for (String line : lines(PCI)) {
                String pattern = pattern(line);
                List<PciDevice> candidates = pattern.startsWith("v*")
                        ? List.copyOf(devices)
                        : byVendor.getOrDefault(pattern.substring(0, Math.min(9, pattern.length())), List.of());
                for (PciDevice device : candidates) {
                    String modalias = device.modalias();
                    if (modalias != null && matches(pattern, modalias.substring(Math.min(4, modalias.length())))) {
                        modules.computeIfAbsent(device.bdf(), any -> new TreeSet<>())
                                .add(line.substring(line.lastIndexOf(' ') + 1));
                    }
                }
            }
        }
        return modules;
    }

    VfioVariants vfioVariants() {
        return new VfioVariants(lines(VFIO).stream()
                .map(line -> new Variant(pattern(line), line.substring(line.lastIndexOf(' ') + 1)))
                .filter(variant -> !VfioDrivers.sameModule(variant.module(), VfioDrivers.GENERIC))
                .toList());
    }

    private static String pattern(String line) {
        return line.substring(line.indexOf(':') + 1, line.lastIndexOf(' '));
    }

    private List<String> lines(String start) {
        List<String> found = new ArrayList<>();
        for (int at = text.startsWith(start) ? 0 : next(start, 0); at >= 0; at = next(start, at)) {
            int end = text.indexOf('\n', at);
            found.add(text.substring(at, end < 0 ? text.length() : end).strip());
        }
        found.removeIf(line -> line.lastIndexOf(' ') <= line.indexOf(':'));
        return found;
    }

    private int next(String start, int from) {
        int found = text.indexOf("\n" + start, from);
        return found < 0 ? -1 : found + 1;
    }

    /** {@return whether a text matches a pattern in which * stands for anything} */
    static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int retry = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                retry = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++retry;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
