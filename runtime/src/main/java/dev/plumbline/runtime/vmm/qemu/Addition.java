package dev.plumbline.runtime.vmm.qemu;

import dev.plumbline.host.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Several commands that add one thing to a machine: what was done when one of them fails is taken back in reverse, before
 * the failure goes on.
 */
final class Addition {
    private static final Duration TIME_TO_TAKE_BACK = Duration.ofSeconds(5);

    private final QmpClient qmp;
    private final Deadline deadline;
    private final Deque<TakeBack> done = new ArrayDeque<>();

    /**
     * A command that takes back what another one did.
     *
     * @param command the command
     * @param argument its one argument's name
     * @param value the argument's value
     */
    record TakeBack(String command, String argument, String value) {}

    Addition(QmpClient qmp, Deadline deadline) {
        this.qmp = qmp;
        this.deadline = deadline;
    }

    void run(Runnable commands) {
        try {
            commands.run();
        } catch (RuntimeException e) {
            takeBack(e);
            throw e;
        }
    }

    /** Notes what is to be taken back before it is done: QEMU may do what it does not live to confirm in time. */
    void expect(TakeBack takeBack) {
        done.push(takeBack);
    }

    /** What QEMU refused is not taken back: the id may be somebody else's. What it did not answer may have been done. */
    void add(String command, Map<String, Object> arguments, TakeBack takeBack) {
        try {
            qmp.execute(command, arguments, deadline);
            done.push(takeBack);
        } catch (QmpException e) {
            throw e;
        } catch (RuntimeException e) {
            done.push(takeBack);
            throw e;
        }
    }

    private void takeBack(RuntimeException failure) {
        Deadline time = Deadline.after(TIME_TO_TAKE_BACK);
        while (!done.isEmpty()) {
            TakeBack next = done.pop();
            try {
                qmp.execute(next.command(), Map.of(next.argument(), next.value()), time);
            } catch (QmpException e) {
                // Not there: never arrived, or used up by another command. Which, QEMU's error class does not tell.
            } catch (RuntimeException e) {
                failure.addSuppressed(e);
                return;
            }
        }
    }
}
