package dev.plumbline.cdi.oci;

import static java.util.Objects.requireNonNull;

import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Looks device nodes of the host up. */
public interface HostNodes {
    /**
     * {@return the node at a path; nothing when nothing is there}
     *
     * @param path an absolute path; a link there is not followed
     * @throws dev.plumbline.host.PlumblineException {@code NOT_A_DEVICE_NODE} when something else is there, {@code
     *     DEVICE_NODE_NOT_READABLE}
     */
    Optional<HostNode> at(String path);

    /** {@return the nodes of the running host} */
    static HostNodes host() {
        return of(Sysroot.host());
    }

    /** {@return the nodes under a root} */
    static HostNodes of(Sysroot sysroot) {
        return path -> lookup(sysroot.root().resolve(path.substring(1)), path);
    }

    private static Optional<HostNode> lookup(Path file, String path) {
        Map<String, Object> attributes;
        try {
            attributes = Files.readAttributes(file, "unix:mode,rdev", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Problem.refused("DEVICE_NODE_NOT_READABLE", path, "the host's device node cannot be looked at")
                    .because(e.toString())
                    .fix("run as root")
                    .exception(e);
        }
        int mode = ((Number) requireNonNull(attributes.get("mode"))).intValue();
        long device = ((Number) requireNonNull(attributes.get("rdev"))).longValue();
        return Optional.of(
                switch (mode & FileMode.S_IFMT) {
                    case FileMode.S_IFCHR -> node("c", device, mode);
                    case FileMode.S_IFBLK -> node("b", device, mode);
                    case FileMode.S_IFIFO -> new HostNode("p", 0, 0, mode & ~FileMode.S_IFMT);
                    default ->
                        throw Problem.refused("NOT_A_DEVICE_NODE", path, "this is no device node on the host")
                                .because("it is " + FileMode.words(mode))
                                .fix("correct the path in the document")
                                .exception();
                });
    }

    /** The numbers as glibc's {@code makedev} puts them together. */
    private static HostNode node(String type, long device, int mode) {
        long major = (device >>> 8 & 0xfff) | (device >>> 32 & 0xffff_f000L);
        long minor = (device & 0xff) | (device >>> 12 & 0xffff_ff00L);
        return new HostNode(type, major, minor, mode & ~FileMode.S_IFMT);
    }
}
