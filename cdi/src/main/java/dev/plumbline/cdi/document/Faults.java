package dev.plumbline.cdi.document;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Faults as they are found; only so many that a hostile document costs little. */
final class Faults {
    private static final int MOST = 100;

    private final List<Fault> found = new ArrayList<>();
    private final Set<String> paths = new HashSet<>();

    void add(String path, FaultCode code, String text) {
        if (found.size() < MOST) {
            found.add(new Fault(path, code, text));
            paths.add(path);
        } else if (found.size() == MOST) {
            found.add(new Fault("", FaultCode.MORE_FAULTS, "there are more faults than the " + MOST + " listed"));
        }
    }

    /** {@return whether a fault was found at exactly this place, so that others need not be looked for} */
    boolean at(String path) {
        return paths.contains(path);
    }

    /** {@return whether a fault was found at this place or in anything beneath it} */
    boolean within(String path) {
        return paths.stream().anyMatch(one -> one.equals(path) || one.startsWith(path + "/"));
    }

    boolean none() {
        return found.isEmpty();
    }

    /** {@return whether it is of no use to look for more} */
    boolean full() {
        return found.size() > MOST;
    }

    List<Fault> list() {
        return List.copyOf(found);
    }
}
