package dev.plumbline.host.change;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The one file of a state directory whose bytes are the locks of all names: {@code fcntl} locks, which the kernel drops
 * when a process dies. It stays empty. It is opened once in a process and not closed, since closing any descriptor of a
 * file drops all locks that the process holds on it. Thread-safe.
 */
final class LockFile {
    private static final Map<Path, LockFile> OPEN = new ConcurrentHashMap<>();

    private final Path path;
    private final FileChannel channel;
    private final Object inode;

    private LockFile(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(
                path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), StateDirectory.PRIVATE_FILE);
        this.inode = inodeOf(path);
    }

    /** {@return the lock file at a path, made if it is missing; another one when somebody removed the first} */
    static LockFile at(Path path) throws IOException {
        LockFile known = OPEN.get(path);
        if (known != null && known.isCurrent()) {
            return known;
        }
        synchronized (OPEN) {
            LockFile again = OPEN.get(path);
            if (again == null || !again.isCurrent()) {
                again = new LockFile(path);
                OPEN.put(path, again);
            }
            return again;
        }
    }

    private boolean isCurrent() throws IOException {
        try {
            return inodeOf(path).equals(inode);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static Object inodeOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    Path path() {
        return path;
    }

    /** Takes the lock of a name, or returns null when another process has it. This process must not have it. */
    @Nullable
    FileLock tryLock(String name) throws IOException {
        return channel.tryLock(byteOf(name), 1, false);
    }

    /** Which byte: two names that shared one would only wait for each other. */
    private static long byteOf(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong() >>> 2;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
