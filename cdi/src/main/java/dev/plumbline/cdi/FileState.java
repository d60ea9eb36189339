package dev.plumbline.cdi;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What tells that a file has changed: any write, rename or change of what a link leads to makes another one of these.
 *
 * @param device the file system
 * @param inode the file
 * @param size bytes
 * @param changed when the inode last changed, nanoseconds; nobody can set it back
 */
record FileState(long device, long inode, long size, long changed) {
    /**
     * The kernel's clock for file times goes in ticks of at most 10 ms: within that, a file that is written again may keep its
     * time. With a lot to spare.
     */
    private static final long UNSURE = TimeUnit.MILLISECONDS.toNanos(200);

    /** {@return the state of a file, links followed} */
    static FileState of(Path file) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(file, "unix:dev,ino,size,ctime");
        return new FileState(
                number(attributes, "dev"),
                number(attributes, "ino"),
                number(attributes, "size"),
                ((FileTime) requireNonNull(attributes.get("ctime"))).to(TimeUnit.NANOSECONDS));
    }

    private static long number(Map<String, Object> attributes, String name) {
        return ((Number) requireNonNull(attributes.get(name))).longValue();
    }

    /** Whether the file may have changed since without its state saying so, at a time in nanoseconds since the epoch. */
    boolean isUnsure(long now) {
        return now - changed < UNSURE;
    }
}
