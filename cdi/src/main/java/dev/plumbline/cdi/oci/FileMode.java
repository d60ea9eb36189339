package dev.plumbline.cdi.oci;

/** Types of files in a mode, {@code linux/stat.h}. */
final class FileMode {
    static final int S_IFMT = 0170000;
    static final int S_IFIFO = 0010000;
    static final int S_IFCHR = 0020000;
    static final int S_IFDIR = 0040000;
    static final int S_IFBLK = 0060000;
    static final int S_IFREG = 0100000;
    static final int S_IFLNK = 0120000;

    private FileMode() {}

    static String words(int mode) {
        return switch (mode & S_IFMT) {
            case S_IFDIR -> "a directory";
            case S_IFREG -> "a regular file";
            case S_IFLNK -> "a symbolic link, which is not followed";
            default -> "a socket or something else";
        };
    }
}
