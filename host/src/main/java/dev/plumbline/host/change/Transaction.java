package dev.plumbline.host.change;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.StepOutcome.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries out a journal's plan, takes it back, or looks at it again. The whole of rollback, recovery, re-attachment and
 * verification is here; no step has its own. Not thread-safe; the caller holds the lock of the journal's name.
 */
public final class Transaction {
    private final Journal journal;
    private final Scope scope;
    private final StepObserver observer;
    private final List<Step> steps;

    /** Creates a transaction over a journal, with the live things that its steps need. */
    public Transaction(Journal journal, Scope scope, StepObserver observer) {
        this.journal = journal;
        this.scope = scope;
        this.observer = observer;
        this.steps = journal.plan().steps();
    }

    /**
     * Applies every step that is not applied, in order. The first failure takes back all of them in reverse.
     *
     * @return an outcome a step
     * @throws PlumblineException UNDONE when a step failed and all was taken back (the journal is gone), NOT_UNDONE when
     *     something could not be (the journal stays)
     */
    public List<StepOutcome> apply() {
        List<StepOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            long started = System.nanoTime();
            try {
                scope.deadline().check(step.object(), "the operation");
                observer.applying(step);
                boolean already = journal.isApplied(i) && isThere(step);
                if (!already) {
                    step.apply(scope);
                }
                StepOutcome outcome = StepOutcome.of(step, already ? Outcome.ALREADY : Outcome.APPLIED, started);
                observer.applied(step, outcome);
                outcomes.add(outcome);
                if (!journal.isApplied(i)) {
                    journal.applied(i, outcome.micros());
                }
            } catch (RuntimeException e) {
                throw takenBack(step, e);
            }
        }
        if (!journal.isComplete()) {
            journal.complete();
        }
        return outcomes;
    }

    private boolean isThere(Step step) {
        Inspection found = step.inspect(scope);
        return found.state() == Inspection.State.APPLIED && found.differences().isEmpty();
    }

    private PlumblineException takenBack(Step failed, RuntimeException failure) {
        Problem cause = PlumblineException.problemOf(failure);
        String step = failed.name() + " of " + failed.object();
        String why = cause.text();
        try {
            undo();
        } catch (PlumblineException e) {
            PlumblineException both = new Problem(
                            Problem.Kind.NOT_UNDONE,
                            cause.code(),
                            failed.object(),
                            step + " failed, and not everything could be undone",
                            why + "; " + e.problem().text(),
                            "mend what is named, then run 'plumb recover'")
                    .exception(failure);
            both.addSuppressed(e);
            return both;
        }
        return new Problem(
                        Problem.Kind.UNDONE,
                        cause.code(),
                        failed.object(),
                        step + " failed; everything was undone",
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
        List<StepOutcome> outcomes = new ArrayList<>();
        List<RuntimeException> failures = new ArrayList<>();
        for (int i = journal.lastTouched(); i >= 0; i--) {
            Step step = steps.get(i);
            long started = System.nanoTime();
            try {
                step.undo(scope);
                StepOutcome outcome = StepOutcome.of(step, Outcome.UNDONE, started);
                observer.undone(step, outcome);
                outcomes.add(outcome);
                journal.undone(i);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (failures.isEmpty()) {
            journal.delete();
            return outcomes;
        }
        Problem first = PlumblineException.problemOf(failures.get(0));
        PlumblineException thrown = new Problem(
                        Problem.Kind.NOT_UNDONE,
                        first.code(),
                        first.object(),
                        failures.size() + " of the steps could not be undone; the journal is kept",
                        first.text(),
                        "mend what is named, then run 'plumb recover'")
                .exception(failures.get(0));
        failures.stream().skip(1).forEach(thrown::addSuppressed);
        throw thrown;
    }

    /** Looks at every step again: returns in which respects the host is not as it was left. */
    public List<Difference> verify() {
        return steps.stream()
                .flatMap(step -> step.inspect(scope).differences().stream())
                .toList();
    }
}
