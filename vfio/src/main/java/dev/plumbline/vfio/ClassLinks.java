package dev.plumbline.vfio;

import dev.plumbline.host.Sysroot;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which network links and which disks belong to which function. Their links in {@code /sys/class/net} and {@code
 * /sys/block} lead through their function's directory, so that two lists answer it for all functions.
 */
final class ClassLinks {
    private final Map<Bdf, SortedSet<String>> netdevs = new HashMap<>();
    private final Map<Bdf, SortedSet<String>> blockdevs = new HashMap<>();

    /**
     * What belongs to one function.
     *
     * @param netdevs its network links here
     * @param netdevsElsewhere whether it has some in another network namespace: sysfs shows only its own namespace's
     * @param blockdevs its disks
     */
    record OfDevice(List<String> netdevs, boolean netdevsElsewhere, List<String> blockdevs) {}

    private static final OfDevice NONE = new OfDevice(List.of(), false, List.of());

    private ClassLinks() {}

    static ClassLinks read(Sysroot sysroot) {
        ClassLinks links = new ClassLinks();
        collect(sysroot.sys("class/net"), links.netdevs);
        collect(sysroot.sys("block"), links.blockdevs);
        return links;
    }

    private static void collect(Path directory, Map<Bdf, SortedSet<String>> into) {
        SysDirectory all = SysDirectory.of(directory);
        for (String name : all.names()) {
            String target = all.link(name);
            if (target == null) {
                target = all.directory(name).link("device"); // a recorded tree may have a directory there
                target = target == null ? null : target + "/" + name;
            }
            Bdf bdf = target == null ? null : SysfsText.lastFunction(target);
            if (bdf != null) {
                SortedSet<String> names = into.getOrDefault(bdf, new TreeSet<>());
                names.add(name);
                into.put(bdf, names);
            }
        }
    }

    OfDevice of(Bdf bdf, SysDirectory files) {
        SortedSet<String> links = netdevs.get(bdf);
        SortedSet<String> disks = blockdevs.get(bdf);
        if (links == null && disks == null && !mayHaveSome(files)) {
            return NONE;
        }
        SortedSet<String> net = links == null ? new TreeSet<>() : new TreeSet<>(links);
        SortedSet<String> block = disks == null ? new TreeSet<>() : new TreeSet<>(disks);
        List<String> own = files.directory("net").names();
        net.addAll(own);
        block.addAll(files.directory("block").names());
        for (String name : files.entries()) {
            if (name.startsWith("virtio")) {
                net.addAll(files.directory(name).directory("net").names());
                block.addAll(files.directory(name).directory("block").names());
            }
        }
        nvme(files.directory("nvme"), block);
        boolean elsewhere = files.has("net") && own.isEmpty() && net.isEmpty();
        return new OfDevice(List.copyOf(net), elsewhere, List.copyOf(block));
    }

    private static boolean mayHaveSome(SysDirectory files) {
        return files.has("net") || files.has("block") || files.has("nvme") || isVirtio(files);
    }

    private static boolean isVirtio(SysDirectory files) {
        for (String name : files.entries()) {
            if (name.startsWith("virtio")) {
                return true;
            }
        }
        return false;
    }

    /** Adds the disks of NVMe controllers, and takes away what are only paths to them. */
    private static void nvme(SysDirectory controllers, SortedSet<String> disks) {
        for (String controller : controllers.names()) {
            for (String name : controllers.directory(controller).names()) {
                String disk = nvmeDisk(name);
                if (disk != null) {
                    disks.add(disk);
                }
            }
        }
        disks.removeIf(disk -> nvmeDisk(disk) != null && !disk.equals(nvmeDisk(disk)));
    }

    /**
     * {@return the disk that an entry of an NVMe controller stands for, or null}
     *
     * <p>With multipath, the controller has {@code nvme0c1n2}, a path to the disk {@code nvme0n2}, which belongs to no
     * function.
     */
    static @Nullable String nvmeDisk(String name) {
        if (!name.startsWith("nvme")) {
            return null;
        }
        int n = name.indexOf('n', 4);
        int c = name.indexOf('c', 4);
        if (n < 0 || !digits(name, n + 1, name.length())) {
            return null;
        }
        if (c < 0 || c > n) {
            return digits(name, 4, n) ? name : null;
        }
        return digits(name, 4, c) && digits(name, c + 1, n) ? name.substring(0, c) + name.substring(n) : null;
    }

    private static boolean digits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return to > from;
    }
}
