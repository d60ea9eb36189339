package dev.plumbline.cdi;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is in a directory of documents.
 *
 * @param directory the directory
 * @param documents the files that are read, sorted
 * @param ignored files that look like documents but for their names, sorted
 * @param missing whether there is no such directory
 * @param problem why it cannot be read, or not wholly
 */
record DirectoryScan(
        Path directory,
        List<Path> documents,
        List<Path> ignored,
        boolean missing,
        @Nullable String problem) {
    /** A host with a document for each of a thousand containers is well served; a flooded directory is not read for ever. */
    private static final int MOST = 4096;

    static DirectoryScan of(Path directory) {
        List<Path> documents = new ArrayList<>();
        List<Path> ignored = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (name.endsWith(".json") || name.endsWith(".yaml")) {
                    documents.add(entry);
                } else if (name.toLowerCase(Locale.ROOT).matches(".{1,255}\\.(json|yaml|yml)")) {
                    ignored.add(entry);
                }
                if (documents.size() + ignored.size() > MOST) {
                    return new DirectoryScan(
                            directory,
                            List.of(),
                            List.of(),
                            false,
                            "it has more than " + MOST + " documents; none is read");
                }
            }
        } catch (NoSuchFileException e) {
            return new DirectoryScan(directory, List.of(), List.of(), true, null);
        } catch (NotDirectoryException e) {
            return new DirectoryScan(directory, List.of(), List.of(), false, "it is not a directory");
        } catch (IOException | DirectoryIteratorException e) {
            return new DirectoryScan(directory, List.of(), List.of(), false, "it cannot be read: " + e);
        }
        Collections.sort(documents);
        Collections.sort(ignored);
        return new DirectoryScan(directory, List.copyOf(documents), List.copyOf(ignored), false, null);
    }
}
