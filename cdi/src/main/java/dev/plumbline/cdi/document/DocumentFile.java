package dev.plumbline.cdi.document;

import dev.plumbline.host.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads documents from files. Never blocks on a FIFO, never reads more than a document may have. */
public final class DocumentFile {
    private DocumentFile() {}

    /**
     * {@return what a file is as a document; links are followed}
     *
     * @throws dev.plumbline.host.PlumblineException {@code NO_FILE} when there is none, {@code NOT_A_FILE}, {@code
     *     FILE_NOT_READABLE}
     */
    public static ParsedDocument read(Path file) {
        return DocumentParser.parse(bytes(file), DocumentFormat.of(file));
    }

    /**
     * {@return a file's bytes; one more than a document may have when there are more}
     *
     * @throws dev.plumbline.host.PlumblineException {@code NO_FILE}, {@code NOT_A_FILE}, {@code FILE_NOT_READABLE}
     */
    public static byte[] bytes(Path file) {
        try {
            return regular(file);
        } catch (NoSuchFileException e) {
            throw Problem.notFound("NO_FILE", Printable.of(file.toString()), "there is no such file")
                    .fix("check the path")
                    .exception(e);
        } catch (NotAFileException e) {
            throw Problem.badInput("NOT_A_FILE", Printable.of(file.toString()), "this is not a regular file")
                    .fix("name the document itself")
                    .exception(e);
        } catch (IOException e) {
            throw Problem.refused("FILE_NOT_READABLE", Printable.of(file.toString()), "the file cannot be read")
                    .because(e.toString())
                    .fix("see that this user may read it")
                    .exception(e);
        }
    }

    /** {@return a file as the registry reads it: that it cannot be read is a fault like others} */
    public static ParsedDocument readOrFault(Path file) {
        try {
            return DocumentParser.parse(regular(file), DocumentFormat.of(file));
        } catch (IOException e) {
            return ParsedDocument.unusable(
                    new Fault("", FaultCode.UNREADABLE, "the file cannot be read: " + reason(e)));
        }
    }

    private static String reason(IOException e) {
        return e instanceof NotAFileException
                ? "it is not a regular file"
                : e.getClass().getSimpleName().replace("Exception", "") + " "
                        + Printable.of(String.valueOf(e.getMessage()));
    }

    private static byte[] regular(Path file) throws IOException {
        // Looked at before it is opened: to open a FIFO would wait for a writer.
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new NotAFileException(file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(Limits.BYTES + 1);
        }
    }

    private static final class NotAFileException extends IOException {
        private static final long serialVersionUID = 1L;

        NotAFileException(Path file) {
            super(file.toString());
        }
    }
}
