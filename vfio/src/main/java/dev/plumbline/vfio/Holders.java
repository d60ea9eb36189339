package dev.plumbline.vfio;

import dev.plumbline.host.Sysroot;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which process has which VFIO node open.
 *
 * @param byNode the process by the node's path, for example {@code /dev/vfio/12}
 */
public record Holders(Map<String, Holder> byNode) {
    /** Nobody has anything open. */
    public static final Holders NONE = new Holders(Map.of());

    /**
     * A process.
     *
     * @param pid its number
     * @param name its program's name, as the kernel keeps it
     */
    public record Holder(int pid, String name) {
        @Override
        public String toString() {
            return name + " (pid " + pid + ")";
        }
    }

    public Holders {
        byNode = Map.copyOf(byNode);
    }

    /**
     * Looks through the open files of all processes that may be looked at.
     *
     * @param nodes the paths that are of interest; nothing is looked at when there are none
     */
    public static Holders read(Sysroot sysroot, Collection<String> nodes) {
        Set<String> missing = new HashSet<>(nodes);
        Map<String, Holder> found = new LinkedHashMap<>();
        if (missing.isEmpty()) {
            return NONE;
        }
        SysDirectory processes = SysDirectory.of(sysroot.proc(""));
        for (String name : processes.names()) {
            long pid = SysDirectory.parse(name, 10, -1);
            if (pid > 0 && pid <= Integer.MAX_VALUE) {
                look(processes.directory(name), (int) pid, missing, found);
            }
        }
        return new Holders(found);
    }

    private static void look(SysDirectory process, int pid, Set<String> nodes, Map<String, Holder> found) {
        SysDirectory files = process.directory("fd");
        for (String number : files.names()) {
            String target = files.link(number);
            int at = target == null ? -1 : target.indexOf("/dev/vfio/");
            if (target != null && at >= 0 && nodes.contains(target.substring(at))) {
                String name = process.text("comm");
                found.putIfAbsent(target.substring(at), new Holder(pid, name == null ? "?" : name));
            }
        }
    }

    /** {@return the process that has a function open, by its own node or its group's} */
    public Optional<Holder> of(PciDevice device) {
        Holder own = device.cdevNode() == null ? null : byNode.get(device.cdevNode());
        Holder groups = device.groupNode() == null ? null : byNode.get(device.groupNode());
        return Optional.ofNullable(own != null ? own : groups);
    }
}
