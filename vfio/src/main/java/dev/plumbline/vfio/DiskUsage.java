package dev.plumbline.vfio;

import dev.plumbline.host.Sysroot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What disks are used for: mounts, swap, and disks that are made of them (device mapper, md). */
final class DiskUsage {
    /**
     * A mounted file system.
     *
     * @param number the device number, {@code 259:1}; file systems over several disks have one of their own
     * @param source what was mounted, as whoever did it called it
     * @param target where
     */
    record Mount(String number, String source, String target) {}

    private final Sysroot sysroot;
    private final List<Mount> mounts;
    private final List<String> swaps;

    private DiskUsage(Sysroot sysroot) {
        this.sysroot = sysroot;
        SysDirectory proc = SysDirectory.of(sysroot.proc(""));
        String info = proc.directory("self").text("mountinfo");
        this.mounts = info != null ? mountInfo(info) : mountTable(proc.text("mounts"));
        this.swaps = swaps(proc.text("swaps"));
    }

    static Map<String, List<String>> read(Sysroot sysroot, Collection<String> disks) {
        DiskUsage usage = new DiskUsage(sysroot);
        Map<String, List<String>> used = new LinkedHashMap<>();
        for (String disk : disks) {
            List<String> uses = new ArrayList<>();
            usage.collect(disk, "", new HashSet<>(), uses);
            if (!uses.isEmpty()) {
                used.put(disk, uses);
            }
        }
        return used;
    }

    /** A disk, its partitions, and whatever is made of those: each only once, however they refer to each other. */
    private void collect(String name, String chain, Set<String> seen, List<String> uses) {
        if (!seen.add(name)) {
            return;
        }
        SysDirectory files = SysDirectory.of(sysroot.sys("class/block/" + name));
        if (files.isEmpty()) {
            files = SysDirectory.of(sysroot.sys("block/" + name));
        }
        look(name, files, chain, seen, uses);
        for (String part : files.names()) {
            if (part.startsWith(name) && part.length() > name.length() && seen.add(part)) {
                look(part, files.directory(part), chain, seen, uses);
            }
        }
    }

    private void look(String name, SysDirectory files, String chain, Set<String> seen, List<String> uses) {
        String own = chain + name;
        String number = files.text("dev");
        for (Mount mount : mounts) {
            if (mount.source().equals("/dev/" + name) || mount.number().equals(number)) {
                uses.add(own + " is mounted on " + mount.target());
            }
        }
        if (swaps.contains("/dev/" + name)) {
            uses.add(own + " is swapped to");
        }
        for (String holder : files.directory("holders").names()) {
            uses.add(own + " is part of " + holder);
            collect(holder, "", seen, uses);
        }
    }

    /** {@return the mounts of {@code /proc/self/mountinfo}, see proc(5)} */
    static List<Mount> mountInfo(String text) {
        List<Mount> found = new ArrayList<>();
        for (String line : text.lines().toList()) {
            List<String> words = SysfsText.words(line);
            int dash = words.indexOf("-");
            if (words.size() > 6 && dash > 0 && dash + 2 < words.size()) {
                found.add(new Mount(words.get(2), unescaped(words.get(dash + 2)), unescaped(words.get(4))));
            }
        }
        return found;
    }

    private static List<Mount> mountTable(@Nullable String text) {
        List<Mount> found = new ArrayList<>();
        for (String line : text == null ? List.<String>of() : text.lines().toList()) {
            List<String> words = SysfsText.words(line);
            if (words.size() >= 2) {
                found.add(new Mount("", unescaped(words.get(0)), unescaped(words.get(1))));
            }
        }
        return found;
    }

    private static String unescaped(String word) {
        return word.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
    }

    private static List<String> swaps(@Nullable String text) {
        return text == null
                ? List.of()
                : text.lines()
                        .skip(1)
                        .map(SysfsText::words)
                        .filter(words -> !words.isEmpty())
                        .map(words -> words.get(0))
                        .toList();
    }
}
