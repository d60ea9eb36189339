package dev.plumbline.tap;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.netlink.NetlinkException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tries again where the kernel says that something is in use: on a node that starts many pods at once, others still hold or
 * change the same links. Pauses grow, and differ by chance, so that those who met once do not meet again.
 */
final class Busy {
    private static final int TRIES = 8;
    private static final long FIRST_PAUSE_MICROS = 2_000; // doubled each time: half a second in all
    static final String TAP_BUSY = "TAP_BUSY";

    private Busy() {}

    /**
     * Does something, up to {@value #TRIES} times.
     *
     * @param what what is done, for the error text
     * @throws PlumblineException REFUSED, {@code BUSY}, with the number of tries, when the kernel says EBUSY or EEXIST each
     *     time
     */
    static void retry(String what, String object, Deadline deadline, Runnable attempt) {
        long started = System.nanoTime();
        for (int i = 1; ; i++) {
            try {
                attempt.run();
                return;
            } catch (PlumblineException e) {
                if (!isBusy(e)) {
                    throw e;
                }
                if (i == TRIES || deadline.passed()) {
                    throw Problem.refused("BUSY", object, what + " was tried " + i + " times")
                            .because(e.problem().text() + ", for " + (System.nanoTime() - started) / 1_000_000 + " ms")
                            .fix("see who else changes this link ('ip monitor link', 'tc monitor'), then try again")
                            .exception(e);
                }
                pause(i);
            }
        }
    }

    private static boolean isBusy(PlumblineException e) {
        return e instanceof NetlinkException refused
                ? refused.errno() == Errno.EBUSY || refused.errno() == Errno.EEXIST
                : e.problem().code().equals(TAP_BUSY);
    }

    private static void pause(int tried) {
        long micros = FIRST_PAUSE_MICROS << (tried - 1);
        try {
            Thread.sleep((micros / 2 + ThreadLocalRandom.current().nextLong(micros)) / 1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.refused("INTERRUPTED", "link", "interrupted while waiting for a busy link")
                    .exception(e);
        }
    }
}
