package dev.plumbline.host.change;

/** Sees a transaction's steps as they happen. An exception from here counts as the step's failure. */
public interface StepObserver {
    /** An observer that does not look. */
    StepObserver NONE = new StepObserver() {};

    /** A step is about to be applied. */
    default void applying(Step step) {}

    /** A step was applied, or found applied; the journal does not say so yet. */
    default void applied(Step step, StepOutcome outcome) {}

    /** A step was undone; the journal does not say so yet. */
    default void undone(Step step, StepOutcome outcome) {}
}
