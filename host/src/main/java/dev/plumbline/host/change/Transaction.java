package dev.plumbline.host.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.StepOutcome.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Carries out a journal's plan, changes it, takes it back, or looks at it again. The whole of rollback, recovery,
 * re-attachment and verification is here; no step has its own. Not thread-safe; the caller holds the lock of the journal's
 * name.
 */
public final class Transaction {
    private final Journal journal;
    private final Scope scope;
    private final StepObserver observer;

    /** Creates a transaction over a journal, with the live things that its steps need. */
    public Transaction(Journal journal, Scope scope, StepObserver observer) {
        this.journal = journal;
        this.scope = scope;
        this.observer = observer;
    }

    /**
     * Applies every step that is not applied, in order. The first failure takes back all of them in reverse.
     *
     * @return an outcome a step
     * @throws PlumblineException UNDONE when a step failed and all was taken back (the journal is gone), NOT_UNDONE when
     *     something could not be (the journal stays)
     */
    public List<StepOutcome> apply() {
        List<StepOutcome> outcomes = apply(journal.live(), "everything was undone", this::undo);
        journal.close(true);
        return outcomes;
    }

    /**
     * Looks at every step of what is complete, and makes again what is gone or not as it was made.
     *
     * @return an outcome a step
     * @throws PlumblineException REFUSED when a step could not be mended; the others stay applied
     */
    public List<StepOutcome> mend() {
        List<StepOutcome> outcomes = new ArrayList<>();
        for (PlannedStep planned : journal.steps()) {
            Step step = planned.step();
            long started = System.nanoTime();
            try {
                scope.deadline().check(step.object(), "the operation");
                observer.applying(step);
                boolean already = isThere(step);
                if (!already) {
                    step.mend(scope);
                }
                StepOutcome outcome = StepOutcome.of(step, already ? Outcome.ALREADY : Outcome.APPLIED, started);
                observer.applied(step, outcome);
                outcomes.add(outcome);
            } catch (RuntimeException e) {
                Problem cause = PlumblineException.problemOf(e);
                throw new Problem(
                                Problem.Kind.REFUSED,
                                cause.code(),
                                step.object(),
                                step.name() + " of " + step.object() + " could not be mended; the rest is as it was",
                                cause.text(),
                                cause.fix())
                        .exception(e);
            }
        }
        return outcomes;
    }

    /**
     * Applies further steps. The first failure takes back those, and leaves all else as it was.
     *
     * @param about what is kept beside the steps once these are applied
     * @param more the steps
     * @param replacedParts parts whose steps the new ones take the place of: those no longer count, and are not undone
     * @return an outcome for each of these steps
     * @throws PlumblineException UNDONE when a step failed and these were taken back, NOT_UNDONE when something could not
     *     be
     */
    public List<StepOutcome> add(JsonNode about, List<PlannedStep> more, List<String> replacedParts) {
        journal.adding(about, more, replacedParts);
        List<StepOutcome> outcomes =
                apply(journal.changing(), "it was undone, and the rest left as it was", this::takeBackAdded);
        journal.close(true);
        return outcomes;
    }

    /**
     * Takes the steps of some parts back, and leaves all else as it is.
     *
     * @param about what is kept beside the other steps then
     * @return an outcome for each step that was taken back
     * @throws PlumblineException NOT_UNDONE when a step could not be undone; recovery goes on there
     */
    public List<StepOutcome> remove(JsonNode about, List<String> parts) {
        journal.removing(about, parts);
        return finishRemoving();
    }

    /** Finishes or takes back what a process that is no more left under way. Does nothing to what is complete. */
    public List<StepOutcome> recover() {
        return switch (journal.change()) {
            case NONE -> List.of();
            case CREATING, UNDOING -> undo();
            case ADDING -> takeBackAdded();
            case REMOVING -> finishRemoving();
        };
    }

    private List<StepOutcome> finishRemoving() {
        scope.renewDeadline();
        List<StepOutcome> outcomes = takeBack(journal.changing());
        journal.close(true);
        return outcomes;
    }

    private List<StepOutcome> takeBackAdded() {
        scope.renewDeadline();
        List<StepOutcome> outcomes = takeBack(journal.changing());
        // What the added steps replaced counts again, and they may have changed it.
        List<RuntimeException> failures = new ArrayList<>();
        journal.replaced().forEach(i -> applyAgain(journal.step(i), failures));
        if (!failures.isEmpty()) {
            throw notUndone(failures);
        }
        journal.close(false);
        return outcomes;
    }

    private void applyAgain(Step step, List<RuntimeException> failures) {
        try {
            step.apply(scope);
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    private List<StepOutcome> apply(IntStream numbers, String onFailure, Runnable takingBack) {
        List<StepOutcome> outcomes = new ArrayList<>();
        try (var kept = journal.keepOpen()) {
            for (int i : numbers.toArray()) {
                Step step = journal.step(i);
                try {
                    outcomes.add(apply(i, step));
                } catch (RuntimeException e) {
                    throw takenBack(step, e, onFailure, takingBack);
                }
            }
        }
        return outcomes;
    }

    private StepOutcome apply(int number, Step step) {
        long started = System.nanoTime();
        scope.deadline().check(step.object(), "the operation");
        observer.applying(step);
        step.apply(scope);
        StepOutcome outcome = StepOutcome.of(step, Outcome.APPLIED, started);
        observer.applied(step, outcome);
        journal.applied(number, outcome.micros());
        return outcome;
    }

    private boolean isThere(Step step) {
        Inspection found = step.inspect(scope);
        return found.state() == Inspection.State.APPLIED && found.differences().isEmpty();
    }

    private static PlumblineException takenBack(
            Step failed, RuntimeException failure, String onFailure, Runnable takingBack) {
        Problem cause = PlumblineException.problemOf(failure);
        String step = failed.name() + " of " + failed.object();
        String why = cause.text();
        try {
            takingBack.run();
        } catch (RuntimeException e) {
            PlumblineException both = new Problem(
                            Problem.Kind.NOT_UNDONE,
                            cause.code(),
                            failed.object(),
                            step + " failed, and not everything could be undone",
                            why + "; " + PlumblineException.problemOf(e).text(),
                            PlumblineException.problemOf(e).fix())
                    .exception(failure);
            both.addSuppressed(e);
            return both;
        }
        return new Problem(
                        Problem.Kind.UNDONE,
                        cause.code(),
                        failed.object(),
                        step + " failed; " + onFailure,
                        why,
                        cause.fix())
                .exception(failure);
    }

    /**
     * Takes back every step that may have left something, the last first, and removes the journal. A step that cannot be
     * undone does not keep the others from being.
     *
     * @return an outcome for each step that was taken back, in the order it happened
     * @throws PlumblineException NOT_UNDONE when a step could not be undone; the journal stays and says which
     */
    public List<StepOutcome> undo() {
        journal.undoing();
        scope.renewDeadline();
        List<StepOutcome> outcomes = takeBack(journal.live());
        journal.delete();
        return outcomes;
    }

    private List<StepOutcome> takeBack(IntStream numbers) {
        int[] touched = numbers.filter(journal::isTouched).toArray();
        List<StepOutcome> outcomes = new ArrayList<>();
        List<RuntimeException> failures = new ArrayList<>();
        try (var kept = journal.keepOpen()) {
            for (int end = touched.length; end > 0; ) {
                List<Integer> run = runEndingAt(touched, end);
                takeBackTogether(run, outcomes, failures);
                end -= run.size();
            }
        }
        if (!failures.isEmpty()) {
            throw notUndone(failures);
        }
        return outcomes;
    }

    /** One step, or several bulk steps of one class that follow each other; the last first. */
    private List<Integer> runEndingAt(int[] numbers, int end) {
        Step last = journal.step(numbers[end - 1]);
        List<Integer> run = new ArrayList<>(List.of(numbers[end - 1]));
        if (last instanceof BulkStep) {
            for (int i = end - 2; i >= 0 && journal.step(numbers[i]).getClass() == last.getClass(); i--) {
                run.add(numbers[i]);
            }
        }
        return run;
    }

    private void takeBackTogether(List<Integer> run, List<StepOutcome> outcomes, List<RuntimeException> failures) {
        long started = System.nanoTime();
        boolean done = run.size() > 1
                && isUndoneTogether(run.stream().map(journal::step).toList());
        for (int number : run) {
            Step step = journal.step(number);
            try {
                if (!done) {
                    started = System.nanoTime();
                    step.undo(scope);
                }
                StepOutcome outcome = StepOutcome.of(step, Outcome.UNDONE, started);
                observer.undone(step, outcome);
                outcomes.add(outcome);
                journal.undone(number);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
    }

    private boolean isUndoneTogether(List<Step> steps) {
        try {
            ((BulkStep) steps.get(0)).undoTogether(scope, steps);
            return true;
        } catch (RuntimeException e) {
            return false; // one after the other then, each with an error of its own
        }
    }

    private static PlumblineException notUndone(List<RuntimeException> failures) {
        Problem first = PlumblineException.problemOf(failures.get(0));
        PlumblineException thrown = new Problem(
                        Problem.Kind.NOT_UNDONE,
                        first.code(),
                        first.object(),
                        failures.size() + " of the steps could not be undone; the journal is kept",
                        first.text(),
                        (first.fix() == null ? "mend what is named" : first.fix()) + ", then run 'plumb recover'")
                .exception(failures.get(0));
        failures.stream().skip(1).forEach(thrown::addSuppressed);
        return thrown;
    }

    /** Looks at every step again: returns in which respects the host is not as it was left. */
    public List<Difference> verify() {
        return journal.steps().stream()
                .flatMap(planned -> planned.step().inspect(scope).differences().stream())
                .toList();
    }
}
