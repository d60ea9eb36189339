package dev.plumbline.host.change;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where journals and locks live: one journal and one lock a name, readable by the owner only. Thread-safe.
 */
public final class StateDirectory {
    private static final String JOURNAL = ".journal";
    private static final String CLAIM = ".claim";
    private static final String LOCKS = "locks";
    static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

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

    /** {@return whether a name has a journal; does not read it} */
    public boolean has(String name) {
        return Files.exists(file(name));
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
            throw notReadable(e);
        }
    }

    /**
     * Takes the lock of a name.
     *
     * @throws dev.plumbline.host.PlumblineException REFUSED when somebody else holds it until the deadline
     */
    public StateLock lock(String name, Deadline deadline) {
        make();
        try {
            return StateLock.take(LockFile.at(directory.resolve(LOCKS)), name, deadline);
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    /** {@return who has claimed a thing, if anybody; the caller holds a lock for it} */
    public Optional<String> claimant(String thing) {
        try {
            return Optional.of(Files.readString(directory.resolve(thing + CLAIM)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw notReadable(e);
        }
    }

    /** Claims a thing for somebody; the caller holds a lock for it. */
    public void claim(String thing, String claimant) {
        make();
        Path file = directory.resolve(thing + CLAIM);
        try {
            Files.deleteIfExists(file);
            Files.write(Files.createFile(file, PRIVATE_FILE), claimant.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    /** Ends a claim, if somebody made it; the caller holds a lock for the thing. */
    public void release(String thing) {
        try {
            Files.deleteIfExists(directory.resolve(thing + CLAIM));
        } catch (IOException e) {
            throw notWritable(e);
        }
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

    private RuntimeException notReadable(IOException e) {
        return Problem.refused("STATE_NOT_READABLE", directory.toString(), "the state directory cannot be read")
                .because(e.toString())
                .fix("run as root")
                .exception(e);
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
}
