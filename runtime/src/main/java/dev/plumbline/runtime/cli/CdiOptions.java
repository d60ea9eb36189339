package dev.plumbline.runtime.cli;

import dev.plumbline.cdi.document.DocumentFile;
import dev.plumbline.host.Problem;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options that every {@code plumb cdi} command takes. */
final class CdiOptions {
    /** As much as is read from stdin; more is more than any document may have. */
    private static final int MOST = 4 * 1024 * 1024 + 1;

    @Option(names = "--json", description = "Print one JSON document on stdout, nothing else there.")
    private boolean json;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            hidden = true,
            description = "Taken as by every command; nothing is kept there.")
    void state(Path directory) {}

    boolean json() {
        return json;
    }

    /** {@return the bytes of a file that an argument names, or those of stdin for {@code -}} */
    static byte[] bytes(String argument) {
        if (!argument.equals("-")) {
            return DocumentFile.bytes(Paths.of(argument));
        }
        try {
            return System.in.readNBytes(MOST);
        } catch (IOException e) {
            throw Problem.refused("FILE_NOT_READABLE", "-", "stdin cannot be read")
                    .because(e.toString())
                    .exception(e);
        }
    }
}
