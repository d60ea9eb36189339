package dev.plumbline.host.change;

/**
 * What became of one step.
 *
 * @param step the step's name
 * @param object what it changes
 * @param outcome what happened
 * @param micros how long it took in microseconds; 0 for what was only planned or found
 */
public record StepOutcome(String step, String object, Outcome outcome, long micros) {
    /** What can become of a step. */
    public enum Outcome {
        PLANNED,
        APPLIED,
        ALREADY,
        UNDONE,
        FAILED;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static StepOutcome of(Step step, Outcome outcome, long startedNanos) {
        return new StepOutcome(step.name(), step.object(), outcome, (System.nanoTime() - startedNanos) / 1000);
    }

    /** {@return the outcome of a step that nobody has begun} */
    public static StepOutcome planned(Step step) {
        return new StepOutcome(step.name(), step.object(), Outcome.PLANNED, 0);
    }
}
