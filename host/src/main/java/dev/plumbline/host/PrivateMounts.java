package dev.plumbline.host;

import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.Syscalls;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A view of the file system that only one thread has. It ends with the thread, whatever happens to the process, so nothing
 * that is mounted or made on such mounts is left behind.
 */
public final class PrivateMounts {
    private PrivateMounts() {}

    /**
     * Runs work inside a network namespace, on a thread of its own whose mounts are private, and waits for it.
     *
     * @throws PlumblineException REFUSED when the kernel does not allow it
     */
    public static <T> T call(NetNamespace namespace, Callable<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        check("setns", Syscalls.setns(namespace.fd()));
                        check("unshare(CLONE_NEWNS)", Syscalls.unshareMounts());
                        check(
                                "mount --make-rprivate /",
                                Syscalls.mount("", "/", Syscalls.MS_REC | Syscalls.MS_PRIVATE));
                        done.complete(work.call());
                    } catch (Throwable thrown) {
                        done.completeExceptionally(thrown);
                    }
                },
                "plumbline-mounts");
        thread.setDaemon(true);
        thread.start();
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw Problem.fault("INTERNAL", "private mounts", "work failed")
                    .because(String.valueOf(e.getCause()))
                    .exception(e);
        }
    }

    /** Mounts a file system over a directory, for the calling thread, which must be one that {@link #call} runs. */
    public static void mount(String type, String target, long flags) {
        check("mounting a private " + type, Syscalls.mount(type, target, flags));
    }

    private static void check(String what, int result) {
        if (result < 0) {
            throw Problem.refused("NO_PRIVATE_MOUNTS", what, "the kernel refused")
                    .because(Errno.describe(-result))
                    .fix("run as root (CAP_SYS_ADMIN)")
                    .exception();
        }
    }
}
