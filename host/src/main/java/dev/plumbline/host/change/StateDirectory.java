package dev.plumbline.host.change;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Where journals and locks live: one journal and one lock a name, readable by the owner only. Locks hold between threads
 * of this process and between processes ({@code fcntl} locks, which the kernel drops when a process dies). Thread-safe.
 */
public final class StateDirectory {
    private static final String JOURNAL = ".journal";
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Map<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();

    private final Path directory;
    private final StepCatalog catalog;

    /** Names a state directory; it is made when something is first written. */
    public StateDirectory(Path directory, StepCatalog catalog) {
        this.directory = directory.toAbsolutePath().normalize();
        this.catalog = catalog;
    }

    /** {@return the directory} */
    public Path directory() {
        return directory;
    }

    /** {@return the journal of a name, if there is one} */
    public Optional<Journal> journal(String name) {
        return Journal.read(file(name), catalog);
    }

    /** Writes a plan down before its first step. */
    public Journal create(String name, Plan plan) {
        make();
        Path file = file(name);
        try {
            Files.deleteIfExists(file); // a plan that a crash cut off; read() has said that nothing came of it
        } catch (IOException e) {
            throw notWritable(e);
        }
        return Journal.create(file, catalog, plan);
    }

    /** {@return every name that has a journal, in alphabetical order} */
    public List<String> names() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(JOURNAL))
                    .map(name -> name.substring(0, name.length() - JOURNAL.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Problem.refused("STATE_NOT_READABLE", directory.toString(), "the state directory cannot be read")
                    .because(e.toString())
                    .fix("run as root")
                    .exception(e);
        }
    }

    /**
     * Takes the lock of a name.
     *
     * @throws dev.plumbline.host.PlumblineException REFUSED when somebody else holds it until the deadline
     */
    public Lock lock(String name, Deadline deadline) {
        make();
        Path file = directory.resolve(name + ".lock");
        ReentrantLock inProcess = IN_PROCESS.computeIfAbsent(file, any -> new ReentrantLock());
        try {
            if (!inProcess.tryLock(deadline.remainingMillis(), TimeUnit.MILLISECONDS)) {
                throw busy(name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.refused("INTERRUPTED", name, "interrupted while waiting for its lock")
                    .exception(e);
        }
        try {
            return new Lock(inProcess, lockFile(file, name, deadline));
        } catch (RuntimeException e) {
            inProcess.unlock();
            throw e;
        }
    }

    private FileChannel lockFile(Path file, String name, Deadline deadline) {
        try {
            FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ),
                    PRIVATE_FILE);
            for (long pause = 1; ; pause = Math.min(50, pause * 2)) {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return channel;
                }
                if (deadline.passed()) {
                    channel.close();
                    throw busy(name);
                }
                Thread.sleep(pause);
            }
        } catch (IOException e) {
            throw notWritable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.refused("INTERRUPTED", name, "interrupted while waiting for its lock")
                    .exception(e);
        }
    }

    private static RuntimeException busy(String name) {
        return Problem.refused("BUSY", name, "another operation holds its lock")
                .fix("wait for it to end, or allow more time with --timeout")
                .exception();
    }

    private void make() {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory, PRIVATE_DIRECTORY);
            }
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    private RuntimeException notWritable(IOException e) {
        return Problem.refused("STATE_NOT_WRITABLE", directory.toString(), "the state directory cannot be written")
                .because(e.toString())
                .fix("run as root, or name another directory with --state")
                .exception(e);
    }

    private Path file(String name) {
        return directory.resolve(name + JOURNAL);
    }

    /** A held lock; closing it lets the next one in. Closed by the thread that took it. */
    public static final class Lock implements AutoCloseable {
        private final ReentrantLock inProcess;
        private final FileChannel channel;

        private Lock(ReentrantLock inProcess, FileChannel channel) {
            this.inProcess = inProcess;
            this.channel = channel;
        }

        /** {@return the text that is kept in the lock's file, empty at first} */
        public String text() {
            try {
                byte[] bytes = new byte[(int) Math.min(channel.size(), 4096)];
                channel.read(java.nio.ByteBuffer.wrap(bytes), 0);
                return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        /** Replaces the text that is kept in the lock's file. */
        public void text(String text) {
            try {
                channel.truncate(0);
                channel.write(java.nio.ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)), 0);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } finally {
                inProcess.unlock();
            }
        }
    }
}
