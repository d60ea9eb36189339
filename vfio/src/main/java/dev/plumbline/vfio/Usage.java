package dev.plumbline.vfio;

import dev.plumbline.host.Sysroot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What the host uses network links and disks for, in words that follow the name: {@code "has the address 10.0.0.2"}.
 *
 * @param links uses by the name of the link; a link that is down and bare is not there
 * @param disks uses by the name of the disk
 */
public record Usage(Map<String, List<String>> links, Map<String, List<String>> disks) {
    /** Nothing is used. */
    public static final Usage NONE = new Usage(Map.of(), Map.of());

    public Usage {
        links = Map.copyOf(links);
        disks = Map.copyOf(disks);
    }

    /** Reads what the links and disks of these functions are used for; looks at nothing when they have none. */
    public static Usage read(Sysroot sysroot, Collection<PciDevice> devices) {
        List<String> links = new ArrayList<>();
        List<String> disks = new ArrayList<>();
        for (PciDevice device : devices) {
            links.addAll(device.netdevs());
            disks.addAll(device.blockdevs());
        }
        return new Usage(
                links.isEmpty() ? Map.of() : LinkUsage.read(sysroot, links),
                disks.isEmpty() ? Map.of() : DiskUsage.read(sysroot, disks));
    }

    List<String> ofLink(String name) {
        return links.getOrDefault(name, List.of());
    }

    List<String> ofDisk(String name) {
        return disks.getOrDefault(name, List.of());
    }
}
