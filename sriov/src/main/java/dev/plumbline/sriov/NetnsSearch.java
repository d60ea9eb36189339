package dev.plumbline.sriov;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.route.RtNetlink;
import dev.plumbline.vfio.Bdf;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for links of functions in the other network namespaces of this host: those that have a name, and those of its
 * processes. One that only a descriptor keeps alive is not found.
 */
public final class NetnsSearch {
    /** More namespaces than a node has pods; a dump of links each. */
    private static final int MOST = 4096;

    private NetnsSearch() {}

    /**
     * A link in another namespace.
     *
     * @param path where the namespace can be opened
     * @param inode the namespace's inode number
     * @param link the link
     */
    public record Place(String path, long inode, Link link) {}

    /**
     * {@return where the links of functions are; those that no namespace has that can be found are left out}
     *
     * @throws PlumblineException REFUSED when the deadline passes before all were looked through, or this process may not look
     */
    public static Map<Bdf, Place> find(Set<Bdf> devices, DeviceLinks links, Deadline deadline) {
        Map<Bdf, Place> found = new HashMap<>();
        for (Map.Entry<Long, Path> entry : namespaces().entrySet()) {
            if (found.keySet().containsAll(devices)) {
                break;
            }
            deadline.check(entry.getValue().toString(), "the search for links of virtual functions");
            lookInto(entry.getValue(), entry.getKey(), links).forEach((device, place) -> {
                if (devices.contains(device)) {
                    found.put(device, place);
                }
            });
        }
        return found;
    }

    private static Map<Bdf, Place> lookInto(Path path, long inode, DeviceLinks links) {
        Map<Bdf, Place> found = new HashMap<>();
        try (NetNamespace namespace = NetNamespace.open(path);
                RtNetlink netlink = RtNetlink.open(namespace)) {
            if (namespace.id().inode() == inode) {
                links.in(netlink).forEach((device, link) -> found.put(device, new Place(path.toString(), inode, link)));
            }
        } catch (PlumblineException e) {
            boolean refused = e.problem().kind() == Problem.Kind.REFUSED;
            if (refused && !e.problem().code().equals("NETNS_IS_OURS")) {
                throw e; // without the right to look, "not found" would be wrong
            }
            // Otherwise it went, or is this one.
        }
        return found;
    }

    /** {@return the path of the namespace of an inode number now; nothing when it is gone} */
    static Optional<Path> path(String knownPath, long inode) {
        Path known = Path.of(knownPath);
        Long there = inode(known);
        return there != null && there == inode
                ? Optional.of(known)
                : Optional.ofNullable(namespaces().get(inode));
    }

    /** Each namespace once, those with a name first: a name outlives a process. */
    static Map<Long, Path> namespaces() {
        Map<Long, Path> found = new LinkedHashMap<>();
        collect(NetNamespace.NAMES, "", found);
        collect(Path.of("/proc"), "ns/net", found);
        Long own = inode(Path.of("/proc/self/ns/net"));
        if (own != null) {
            found.remove(own);
        }
        return found;
    }

    private static void collect(Path directory, String below, Map<Long, Path> found) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                boolean process =
                        Character.isDigit(entry.getFileName().toString().charAt(0));
                Long inode = below.isEmpty() || process ? inode(entry.resolve(below)) : null;
                if (inode != null && found.size() < MOST) {
                    found.putIfAbsent(inode, entry.resolve(below));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Not there, or gone while it was read: what was found until then counts.
        }
    }

    private static @Nullable Long inode(Path path) {
        try {
            return (Long) Files.getAttribute(path, "unix:ino");
        } catch (IOException e) {
            return null;
        }
    }
}
