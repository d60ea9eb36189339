package dev.plumbline.runtime.agent.qga;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a guest's NICs are on its PCI buses, from {@code ls -l} of {@code /sys/class/net}: what each name links to holds the
 * address of every bridge on the way. Pure.
 */
final class PciPaths {
    static final String DIRECTORY = "/sys/class/net";

    private static final Pattern LINK = Pattern.compile("(?m) ([^ /]+) -> (\\S*/pci[0-9a-f]{4}:[0-9a-f]{2}/\\S+)$");
    private static final Pattern FUNCTION = Pattern.compile("/[0-9a-f]{4,}:[0-9a-f]{2}:([0-9a-f]{2})\\.([0-7])(?=/)");

    private PciPaths() {}

    /** {@return the PCI path of each NIC that has one, written as {@link dev.plumbline.runtime.vmm.Port#pciPath} says} */
    static Map<String, String> of(String listing) {
        Map<String, String> paths = new HashMap<>();
        Matcher link = LINK.matcher(listing);
        while (link.find()) {
            StringBuilder path = new StringBuilder();
            Matcher function = FUNCTION.matcher(link.group(2));
            while (function.find()) {
                path.append(path.isEmpty() ? "" : "/")
                        .append(function.group(1))
                        .append(function.group(2).equals("0") ? "" : "." + function.group(2));
            }
            paths.put(link.group(1), path.toString());
        }
        return paths;
    }
}
