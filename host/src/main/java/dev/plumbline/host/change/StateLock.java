package dev.plumbline.host.change;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A held lock: between threads of this process by a lock of its own, between processes by one byte of a file that all
 * names share, so that a name leaves nothing behind. Any thread may close it; taking it again
 * while it is held waits, also in the thread that holds it.
 */
public final class StateLock implements AutoCloseable {
    private static final long LONGEST_PAUSE_MILLIS = 50;
    private static final Map<Key, InProcess> IN_PROCESS = new ConcurrentHashMap<>();

    private record Key(Path file, String name) {}

    private static final class InProcess {
        final Semaphore turn = new Semaphore(1, true);
        int users; // changed only inside IN_PROCESS.compute
    }

    private final Key key;
    private final InProcess inProcess;
    private final FileLock byteLock;

    private StateLock(Key key, InProcess inProcess, FileLock byteLock) {
        this.key = key;
        this.inProcess = inProcess;
        this.byteLock = byteLock;
    }

    static StateLock take(LockFile file, String name, Deadline deadline) throws IOException {
        Key key = new Key(file.path(), name);
        InProcess inProcess = IN_PROCESS.compute(key, (any, known) -> {
            InProcess used = known == null ? new InProcess() : known;
            used.users++;
            return used;
        });
        try {
            if (deadline.await(millis -> inProcess.turn.tryAcquire(millis, TimeUnit.MILLISECONDS) ? key : null)
                    == null) {
                throw busy(name);
            }
            try {
                return new StateLock(key, inProcess, lockByte(file, name, deadline));
            } catch (IOException | RuntimeException | InterruptedException e) {
                inProcess.turn.release();
                throw e;
            }
        } catch (InterruptedException e) {
            leave(key);
            Thread.currentThread().interrupt();
            throw Problem.refused("INTERRUPTED", name, "interrupted while waiting for its lock")
                    .exception(e);
        } catch (IOException | RuntimeException e) {
            leave(key);
            throw e;
        }
    }

    private static FileLock lockByte(LockFile file, String name, Deadline deadline)
            throws IOException, InterruptedException {
        for (long pause = 1; ; pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2)) {
            FileLock lock = file.tryLock(name);
            if (lock != null) {
                return lock;
            }
            if (deadline.passed()) {
                throw busy(name);
            }
            Thread.sleep(pause);
        }
    }

    private static void leave(Key key) {
        IN_PROCESS.computeIfPresent(key, (any, known) -> --known.users == 0 ? null : known);
    }

    private static RuntimeException busy(String name) {
        return Problem.refused("BUSY", name, "another operation holds its lock")
                .fix("wait for it to end, or allow more time with --timeout")
                .exception();
    }

    @Override
    public void close() {
        if (!byteLock.isValid()) {
            return; // closed already
        }
        try {
            byteLock.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            inProcess.turn.release();
            leave(key);
        }
    }
}
