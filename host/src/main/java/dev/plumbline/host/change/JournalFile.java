package dev.plumbline.host.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lines on disk. A line is one {@code write}, so that a process killed anywhere leaves whole lines, save perhaps the last,
 * which then counts as never written and is cut off by the next one. Survives the death of the process, not of the host:
 * it is meant for a tmpfs, as what it describes does not survive the host either.
 */
final class JournalFile {
    private final Path path;
    private boolean cut;
    private long wholeBytes;
    private @Nullable FileChannel kept;

    JournalFile(Path path) {
        this.path = path;
    }

    static JournalFile create(Path path, JsonNode firstLine) {
        JournalFile file = new JournalFile(path);
        file.write(firstLine, StandardOpenOption.CREATE_NEW);
        return file;
    }

    /** {@return the whole lines; none when there is no file} */
    List<String> lines() {
        try {
            byte[] bytes = Files.readAllBytes(path);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            wholeBytes = end;
            cut = end < bytes.length;
            return new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw unreadable(1, String.valueOf(e.getMessage()), e);
        }
    }

    void append(JsonNode line) {
        write(line, StandardOpenOption.APPEND);
    }

    /** {@return how long it is, in bytes} */
    long length() {
        return wholeBytes;
    }

    /** Puts other lines in the place of all that there are, at once: a crash leaves either those or these. */
    void replace(List<? extends JsonNode> lines) {
        JournalFile fresh = new JournalFile(replacement());
        try {
            Files.deleteIfExists(fresh.path);
            fresh.write(lines, StandardOpenOption.CREATE_NEW);
            Files.move(fresh.path, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw notWritten("replaced", e);
        }
        wholeBytes = fresh.wholeBytes;
        cut = false;
    }

    private Path replacement() {
        return path.resolveSibling(path.getFileName() + ".new");
    }

    private void write(JsonNode line, OpenOption how) {
        write(List.of(line), how);
    }

    /** Keeps the file open for lines that follow each other, until what is returned is closed. */
    Kept keepOpen() {
        if (kept != null) {
            return () -> {}; // whoever was first closes it
        }
        try {
            kept = open(StandardOpenOption.APPEND);
            return this::release;
        } catch (IOException e) {
            throw notWritten("opened", e);
        }
    }

    /** A file that is kept open. */
    interface Kept extends AutoCloseable {
        @Override
        void close();
    }

    private void release() {
        try (FileChannel channel = kept) {
            kept = null;
        } catch (IOException e) {
            throw notWritten("closed", e);
        }
    }

    private FileChannel open(OpenOption how) throws IOException {
        return FileChannel.open(path, Set.of(how, StandardOpenOption.WRITE), StateDirectory.PRIVATE_FILE);
    }

    private void write(List<? extends JsonNode> lines, OpenOption how) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        try {
            if (kept != null) {
                write(kept, bytes);
                return;
            }
            try (FileChannel channel = open(how)) {
                write(channel, bytes);
            }
        } catch (IOException e) {
            throw notWritten("written", e);
        }
    }

    private void write(FileChannel channel, byte[] bytes) throws IOException {
        if (cut) {
            channel.truncate(wholeBytes);
        }
        wholeBytes = channel.size();
        cut = true; // until all of it is there
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        cut = false;
        wholeBytes += bytes.length;
    }

    private PlumblineException notWritten(String how, IOException e) {
        return Problem.fault("STATE_NOT_WRITABLE", path.toString(), "the journal cannot be " + how)
                .because(e.toString())
                .fix("see that the state directory is on a file system with room, and writable")
                .exception(e);
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
            Files.deleteIfExists(replacement()); // what a crash left of one
        } catch (IOException e) {
            throw notWritten("removed", e);
        }
    }

    PlumblineException unreadable(int line, String why, @Nullable Exception cause) {
        return new PlumblineException(
                Problem.fault("JOURNAL_UNREADABLE", path.toString(), "line " + line + " of this journal cannot be read")
                        .because(why)
                        .fix("nothing was changed; undo by hand what its first line lists, then remove the file"),
                cause);
    }
}
