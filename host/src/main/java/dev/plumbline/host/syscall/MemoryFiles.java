package dev.plumbline.host.syscall;

import dev.plumbline.host.Fd;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that hold memory which processes share (memfd_create(2), tmpfs, hugetlbfs), and their seals (fcntl(2)). */
public final class MemoryFiles {
    /** No seal may be added any more. */
    public static final int F_SEAL_SEAL = 0x1;
    /** The file cannot become shorter, so that what was mapped stays there. */
    public static final int F_SEAL_SHRINK = 0x2;
    /** The file cannot become longer. */
    public static final int F_SEAL_GROW = 0x4;

    private static final int MFD_CLOEXEC = 0x1;
    private static final int MFD_ALLOW_SEALING = 0x2;
    private static final int F_ADD_SEALS = 1033;
    private static final int F_GET_SEALS = 1034;

    private MemoryFiles() {}

    /** {@return a new file of so many bytes, all zero, in memory only, which can be sealed} */
    public static Fd create(String name, long size) {
        int fd = Syscalls.result(Syscalls.libc().memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING));
        if (fd < 0) {
            throw new SyscallException("memfd_create", name, -fd);
        }
        Fd file = Fd.own(fd);
        try {
            resize(file, size);
            return file;
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Makes a file longer or shorter. */
    public static void resize(Fd file, long size) {
        int result = Syscalls.retry(() -> Syscalls.libc().ftruncate(file.value(), size));
        if (result < 0) {
            throw new SyscallException("ftruncate", file.toString(), -result);
        }
    }

    /** Adds seals. Returns 0, or a negative errno. */
    public static int seal(Fd file, int seals) {
        return Syscalls.result(Syscalls.libc().fcntl(file.value(), F_ADD_SEALS, seals));
    }

    /** {@return the file's seals, or a negative errno: EINVAL for a file that cannot have any} */
    public static int seals(Fd file) {
        return Syscalls.result(Syscalls.libc().fcntl(file.value(), F_GET_SEALS, 0));
    }

    /**
     * What matters of a file for mapping it.
     *
     * @param size in bytes
     * @param blockSize in bytes: on hugetlbfs that of a huge page, of which every mapping is a multiple
     */
    public record Extent(long size, int blockSize) {}

    /** {@return how long the file is now} */
    public static Extent extent(Fd file) {
        ByteBuffer stat = Syscalls.nativeBuffer(144); // st_size and st_blksize lie the same on x86-64 and arm64
        int result = Syscalls.result(Syscalls.libc().fstat(file.value(), Syscalls.addressOf(stat)));
        if (result < 0) {
            throw new SyscallException("fstat", file.toString(), -result);
        }
        return new Extent(stat.getLong(48), stat.getInt(56));
    }

    /** {@return the path by which this process can open the file behind a descriptor once more} */
    public static Path path(Fd file) {
        return Path.of("/proc/self/fd/" + file.value());
    }

    /** {@return whether a descriptor is of a regular file: not of a pipe, a socket, a device or an eventfd} */
    public static boolean isRegular(Fd file) {
        return Files.isRegularFile(path(file));
    }
}
