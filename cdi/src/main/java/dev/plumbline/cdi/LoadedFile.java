package dev.plumbline.cdi;

import dev.plumbline.cdi.document.ParsedDocument;
import java.nio.file.Path;

/**
 * A file of a directory, read.
 *
 * @param path the file
 * @param priority the place of its directory in the list of directories
 * @param parsed what reading it came to
 */
public record LoadedFile(Path path, int priority, ParsedDocument parsed) {}
