package dev.plumbline.cdi;

import java.nio.file.Path;

/**
 * Something that is wrong with a file or a directory.
 *
 * @param file the file, or the directory
 * @param path where in the file, a JSON pointer; empty for the file as a whole
 * @param code what kind of fault it is: a {@link dev.plumbline.cdi.document.FaultCode}, {@code CONFLICT} or {@code
 *     DIRECTORY_UNREADABLE}
 * @param text one sentence for people
 */
public record CatalogFault(Path file, String path, String code, String text) {}
