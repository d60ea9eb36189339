package dev.plumbline.runtime.vmm.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.host.Deadline;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The latest events of a monitor, numbered as they come, so that one that came between a command and the wait for it is
 * not missed and an older one is not mistaken for it. Thread-safe.
 */
final class EventLog {
    private static final int KEPT = 256;

    private final ArrayDeque<JsonNode> kept = new ArrayDeque<>();
    private long count;
    private boolean over;

    /** {@return the number that the next event will have} */
    synchronized long mark() {
        return count;
    }

    synchronized void add(JsonNode event) {
        kept.addLast(event);
        count++;
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
        notifyAll();
    }

    /** No event will come any more: waiting is over. */
    synchronized void end() {
        over = true;
        notifyAll();
    }

    /** {@return the first matching event from a mark on; none when the deadline passes or the log ends first} */
    synchronized Optional<JsonNode> await(long mark, Predicate<JsonNode> wanted, Deadline deadline)
            throws InterruptedException {
        long next = mark;
        while (true) {
            long number = count - kept.size();
            for (JsonNode event : kept) {
                if (number++ >= next && wanted.test(event)) {
                    return Optional.of(event);
                }
            }
            next = count;
            if (over || deadline.await(this::more) == null) {
                return Optional.empty();
            }
        }
    }

    /** {@return this, when something may have come; null when so many milliseconds passed first} */
    private synchronized @Nullable EventLog more(long millis) throws InterruptedException {
        long before = count;
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long left = millis;
        while (count == before && !over && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        }
        return count != before || over ? this : null;
    }
}
