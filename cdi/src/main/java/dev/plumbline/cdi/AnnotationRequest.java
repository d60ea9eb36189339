package dev.plumbline.cdi;

import dev.plumbline.cdi.document.AnnotationRules;
import dev.plumbline.cdi.document.DeviceName;
import dev.plumbline.cdi.document.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The devices that annotations ask for: those under keys that start with {@code cdi.k8s.io/}, each value a list of qualified
 * names with commas between them and nothing else.
 *
 * @param names what is asked for, each once: by key, then as the value has them; empty when anything is wrong
 * @param faults all that is wrong
 */
public record AnnotationRequest(List<String> names, List<AnnotationFault> faults) {
    /** What keys start with. */
    public static final String PREFIX = "cdi.k8s.io/";

    /** As many bytes as Kubernetes allows for all annotations of an object. */
    private static final long MOST_BYTES = 256 * 1024;

    private static final int MOST_FAULTS = 100;

    public AnnotationRequest {
        names = List.copyOf(names);
        faults = List.copyOf(faults);
    }

    /** {@return what some annotations ask for; those with other keys are not looked at} */
    public static AnnotationRequest of(Map<String, String> annotations) {
        Map<String, String> ours = new TreeMap<>();
        long bytes = 0;
        for (Map.Entry<String, String> annotation : annotations.entrySet()) {
            if (annotation.getKey().startsWith(PREFIX)) {
                ours.put(annotation.getKey(), annotation.getValue());
                bytes += (long) length(annotation.getKey()) + length(annotation.getValue());
            }
        }
        if (bytes > MOST_BYTES) {
            return new AnnotationRequest(
                    List.of(),
                    List.of(new AnnotationFault(
                            PREFIX,
                            "",
                            "the annotations of this prefix have " + bytes + " bytes together, more than "
                                    + MOST_BYTES)));
        }
        Set<String> names = new LinkedHashSet<>();
        List<AnnotationFault> faults = new ArrayList<>();
        ours.forEach((key, value) -> read(key, value, names, faults));
        return new AnnotationRequest(faults.isEmpty() ? List.copyOf(names) : List.of(), faults);
    }

    private static void read(String key, String value, Set<String> names, List<AnnotationFault> faults) {
        String against = AnnotationRules.against(key);
        if (against != null) {
            add(faults, key, value, against);
        }
        if (value.isEmpty()) {
            add(faults, key, value, "the value is empty; it must be at least one name, VENDOR/CLASS=DEVICE");
            return;
        }
        for (String name : value.split(",", -1)) {
            DeviceName.faultOf(name)
                    .ifPresentOrElse(fault -> add(faults, key, name, advice(name, fault)), () -> names.add(name));
        }
    }

    private static String advice(String name, String fault) {
        if (name.isEmpty()) {
            return "there is a comma too many: nothing is before, after or between commas but names";
        }
        if (!name.strip().equals(name) && DeviceName.faultOf(name.strip()).isEmpty()) {
            return Printable.quoted(name) + " has white space around it, and only names and commas may be in a value";
        }
        return fault;
    }

    private static void add(List<AnnotationFault> faults, String key, String value, String text) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(new AnnotationFault(key, value, text));
        }
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
