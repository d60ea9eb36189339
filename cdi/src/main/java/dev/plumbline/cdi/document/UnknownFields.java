package dev.plumbline.cdi.document;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What to say of a field that the specification does not have. */
final class UnknownFields {
    /** Names that people write because a draft, a relative or the specification's own sketch has them. */
    private static final Map<String, String> MEANT = Map.of(
            "enableCMT", "version 1.1.0 dropped it; write enableMonitoring",
            "enableMBM", "version 1.1.0 dropped it; write enableMonitoring",
            "additionalGIDs", "it is written additionalGids",
            "closId", "it is written closID",
            "containerSpec", "a draft's name; it is containerEdits now",
            "cdiDevices", "a draft's name; it is devices now",
            "nameShort", "it was dropped before version 0.3.0",
            "containerRuntime", "it was dropped before version 0.3.0",
            "deviceCgroupRules", "no published version has it; permissions of a device node make a rule",
            "<<", "merge keys are not read; write the fields out");

    private UnknownFields() {}

    static String text(String name, Set<String> known) {
        String text = "there is no field " + Printable.quoted(name) + " here";
        String meant = MEANT.get(name);
        if (meant != null) {
            return text + ": " + meant;
        }
        for (String other : known) {
            if (other.equalsIgnoreCase(name)) {
                return text + ": it is written " + other;
            }
        }
        return text + ", only " + String.join(", ", new TreeSet<>(known));
    }
}
