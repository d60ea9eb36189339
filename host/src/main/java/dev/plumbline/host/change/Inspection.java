package dev.plumbline.host.change;

import java.util.List;

/**
 * What looking at a step's object found.
 *
 * @param state whether the change is there
 * @param differences in which respects it is not as the step made it; empty for a perfect {@link State#APPLIED}
 */
public record Inspection(State state, List<Difference> differences) {

    public Inspection {
        differences = List.copyOf(differences);
    }

    /** Whether a step's change is there. */
    public enum State {
        /** The change is not there. */
        ABSENT,
        /** The change is there, and ours. */
        APPLIED,
        /** Something is there in its place that is not ours. */
        FOREIGN
    }

    /**
     * One respect in which the host is not as a step made it.
     *
     * @param object what was looked at
     * @param code a stable upper-case word such as {@code TAP_MISSING}
     * @param expected what the step made
     * @param found what is there
     */
    public record Difference(String object, String code, String expected, String found) {}

    /** {@return the finding that all is as the step made it} */
    public static Inspection applied() {
        return new Inspection(State.APPLIED, List.of());
    }

    /** {@return the finding that the change is there, except for the differences if there are any} */
    public static Inspection applied(List<Difference> differences) {
        return new Inspection(State.APPLIED, differences);
    }

    /** {@return the finding that the change is not there} */
    public static Inspection absent(String object, String code, String expected) {
        return new Inspection(State.ABSENT, List.of(new Difference(object, code, expected, "absent")));
    }

    /** {@return the finding that something else is there} */
    public static Inspection foreign(String object, String code, String expected, String found) {
        return new Inspection(State.FOREIGN, List.of(new Difference(object, code, expected, found)));
    }
}
