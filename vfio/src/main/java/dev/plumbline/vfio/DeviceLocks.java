package dev.plumbline.vfio;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.change.StateDirectory;
import dev.plumbline.host.change.StateLock;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.TreeSet;

/**
 * The locks of several functions, which everybody takes in the same order. Whoever changes a function's driver holds its
 * lock, also for a sandbox.
 */
public final class DeviceLocks implements AutoCloseable {
    private final Deque<StateLock> held = new ArrayDeque<>();

    private DeviceLocks() {}

    /**
     * Takes the locks of functions.
     *
     * @throws dev.plumbline.host.PlumblineException REFUSED when somebody else holds one until the deadline
     */
    public static DeviceLocks take(StateDirectory state, Collection<Bdf> functions, Deadline deadline) {
        DeviceLocks locks = new DeviceLocks();
        try {
            for (Bdf bdf : new TreeSet<>(functions)) {
                locks.held.push(state.lock(bdf.toString(), deadline));
            }
            return locks;
        } catch (RuntimeException e) {
            locks.close();
            throw e;
        }
    }

    @Override
    public void close() {
        while (!held.isEmpty()) {
            held.pop().close();
        }
    }
}
