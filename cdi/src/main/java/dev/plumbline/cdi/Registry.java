package dev.plumbline.cdi;

import dev.plumbline.cdi.document.DocumentFile;
import dev.plumbline.cdi.document.ParsedDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The devices that the documents in some directories define. Whoever asks gets the state of the files at that moment: every
 * question lists the directories and looks at each file's inode, and only files that changed are read again. That costs a few
 * microseconds a file, needs no thread and none of the host's inotify instances, and misses nothing: not what a link leads to,
 * not a directory that is made later, not a file that is moved in.
 *
 * <p>Thread-safe. Answers are immutable, and from one look at all the files.
 */
public final class Registry {
    /** Where documents are by default; what is behind wins. */
    public static final List<Path> DEFAULT_DIRECTORIES = List.of(Path.of("/etc/cdi"), Path.of("/var/run/cdi"));

    private final List<Path> directories;
    private Map<Path, Read> files = Map.of();
    private @Nullable Catalog catalog;

    /** A file as it was read. */
    private record Read(@Nullable FileState state, boolean unsure, ParsedDocument parsed) {
        boolean isSameAs(Read other) {
            return Objects.equals(state, other.state) && parsed.equals(other.parsed);
        }
    }

    private Registry(List<Path> directories) {
        this.directories = distinct(directories);
    }

    /**
     * {@return a registry of some directories; one that does not exist is as good as an empty one, and may come later}
     *
     * @param directories the lowest priority first
     */
    public static Registry of(List<Path> directories) {
        return new Registry(directories);
    }

    /** {@return the directories, the lowest priority first} */
    public List<Path> directories() {
        return directories;
    }

    /** {@return all that the files say now} */
    public synchronized Catalog catalog() {
        List<DirectoryScan> scans = directories.stream().map(DirectoryScan::of).toList();
        Map<Path, Read> now = new HashMap<>();
        boolean changed = catalog == null || !catalog.scans().equals(scans);
        for (DirectoryScan scan : scans) {
            for (Path file : scan.documents()) {
                Read before = files.get(file);
                Read read = read(file, before);
                changed |= before == null || !read.isSameAs(before);
                now.put(file, read);
            }
        }
        Catalog current = catalog;
        if (changed || current == null) {
            current = Catalog.of(scans, loaded(scans, now));
        }
        files = now;
        catalog = current;
        return current;
    }

    /**
     * {@return the definitions of some devices, each once, in the order in which they were first named}
     *
     * @throws dev.plumbline.host.PlumblineException {@code BAD_NAME} for something that is no name; {@code
     *     CDI_DEVICE_NOT_FOUND} with all names that cannot be resolved, the nearest ones and the directories
     */
    public List<Definition> resolve(Collection<String> names) {
        return catalog().resolve(names);
    }

    /** {@return why a name does or does not resolve} */
    public Explanation why(String name) {
        return Explanation.of(catalog(), name);
    }

    private static Read read(Path file, @Nullable Read before) {
        // The time first: what changes from here on is either read below or seen the next time.
        long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        FileState state;
        try {
            state = FileState.of(file);
        } catch (IOException e) {
            state = null;
        }
        if (before != null && state != null && !before.unsure && state.equals(before.state)) {
            return before;
        }
        ParsedDocument parsed = DocumentFile.readOrFault(file);
        if (before != null && parsed.equals(before.parsed)) {
            parsed = before.parsed;
        }
        return new Read(state, state == null || state.isUnsure(now), parsed);
    }

    /** The files in the directories' order; of one that a directory has under several names, only the first. */
    private static List<LoadedFile> loaded(List<DirectoryScan> scans, Map<Path, Read> files) {
        List<LoadedFile> loaded = new ArrayList<>();
        for (int priority = 0; priority < scans.size(); priority++) {
            Set<List<Long>> seen = new HashSet<>();
            for (Path file : scans.get(priority).documents()) {
                Read read = files.get(file);
                FileState state = read == null ? null : read.state;
                if (read != null && (state == null || seen.add(List.of(state.device(), state.inode())))) {
                    loaded.add(new LoadedFile(file, priority, read.parsed));
                }
            }
        }
        return loaded;
    }

    /** A directory that is named twice, or through a link, has the highest of its places. */
    private static List<Path> distinct(List<Path> directories) {
        Map<Path, Path> byPlace = new LinkedHashMap<>();
        for (Path directory : directories) {
            Path place;
            try {
                place = directory.toRealPath();
            } catch (IOException e) {
                place = directory.toAbsolutePath().normalize();
            }
            byPlace.remove(place);
            byPlace.put(place, directory);
        }
        return List.copyOf(byPlace.values());
    }
}
