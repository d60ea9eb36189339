package dev.plumbline.cdi.document;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A directory that documents are written to and removed from. Others who read it see a document as it was or as it is, never a
 * part of it, and after a crash of the host, too.
 *
 * @param path the directory; made when it is missing, with mode 0755
 */
public record DocumentDirectory(Path path) {
    private static final int LONGEST_FILE_NAME = 255;

    /**
     * {@return the name of the file for a document: that of its vendor and class, and of what it is for when that passes}
     *
     * @param document the document
     * @param transientId what the document lives and dies with, such as a container's id; empty for nothing
     */
    public static String fileNameFor(Document document, String transientId) {
        String name = document.vendor() + "-" + document.deviceClass();
        return transientId.isEmpty() ? name : name + "_" + transientId.replace('/', '_');
    }

    /**
     * Writes a document, with mode 0644.
     *
     * @param fileName the file's name; {@code .yaml} is added unless it ends with that or with {@code .json}
     * @param replace whether a file of that name may be there and is replaced
     * @return the file
     * @throws PlumblineException {@code BAD_DOCUMENT} when the document breaks a rule, {@code BAD_FILE_NAME}, {@code
     *     FILE_EXISTS}, {@code FILE_NOT_WRITTEN}; then the directory is as it was
     */
    public Path write(Document document, String fileName, boolean replace) {
        Path file = file(fileName);
        refuseFaults(document, file);
        byte[] bytes = DocumentText.of(document, DocumentFormat.of(file)).getBytes(StandardCharsets.UTF_8);
        try {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Path fresh = Files.createTempFile(path, ".cdi-", ".tmp");
            try {
                fill(fresh, bytes);
                if (replace) {
                    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                } else {
                    // A link fails when the name is taken, where a rename would replace.
                    Files.createLink(file, fresh);
                }
            } finally {
                Files.deleteIfExists(fresh);
            }
            sync(path);
            return file;
        } catch (FileAlreadyExistsException e) {
            throw Problem.refused("FILE_EXISTS", file.toString(), "there is a file of this name")
                    .fix("remove it, choose another name, or ask for it to be replaced")
                    .exception(e);
        } catch (IOException e) {
            throw notWritten(file, e);
        }
    }

    /**
     * Removes a document; that there is none is as good.
     *
     * @param fileName the file's name, as it was given to be written
     * @return whether there was one
     */
    public boolean remove(String fileName) {
        Path file = file(fileName);
        try {
            boolean removed = Files.deleteIfExists(file);
            if (removed) {
                sync(path);
            }
            return removed;
        } catch (IOException e) {
            throw notWritten(file, e);
        }
    }

    private Path file(String fileName) {
        boolean bad = fileName.isEmpty()
                || fileName.startsWith(".")
                || fileName.chars().anyMatch(c -> c == '/' || Character.isISOControl(c));
        String whole = fileName.endsWith(".json") || fileName.endsWith(".yaml") ? fileName : fileName + ".yaml";
        if (bad || whole.getBytes(StandardCharsets.UTF_8).length > LONGEST_FILE_NAME) {
            throw Problem.badInput("BAD_FILE_NAME", Printable.of(fileName), "no document can have this file name")
                    .fix("give a name without '/', that does not start with a dot, of at most " + LONGEST_FILE_NAME
                            + " bytes")
                    .exception();
        }
        return path.resolve(whole);
    }

    private static void refuseFaults(Document document, Path file) {
        List<Fault> faults = DocumentRules.check(document);
        if (!faults.isEmpty()) {
            throw Problem.badInput("BAD_DOCUMENT", file.toString(), "the document breaks a rule, so it is not written")
                    .because(faults.get(0).path() + ": " + faults.get(0).text())
                    .exception();
        }
    }

    private static void fill(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            channel.force(true);
        }
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static PlumblineException notWritten(Path file, IOException e) {
        return Problem.refused("FILE_NOT_WRITTEN", file.toString(), "the file cannot be changed")
                .because(e.toString())
                .fix("see that the directory is on a file system with room, and that this user may write there")
                .exception(e);
    }
}
