package dev.plumbline.vfio;

import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.Holders.Holder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the verdict on a device depends on, at one moment. Immutable.
 *
 * @param inventory the functions
 * @param usage what their network links and disks are used for
 * @param holders who has them open
 * @param journals the journals by the functions that they hold
 */
public record HostSnapshot(PciInventory inventory, Usage usage, Holders holders, Map<Bdf, String> journals) {
    public HostSnapshot {
        journals = Map.copyOf(journals);
    }

    /** Reads a host, without anybody's journals. */
    public static HostSnapshot of(Sysroot sysroot) {
        return of(sysroot, Map.of());
    }

    /** Reads a host. */
    public static HostSnapshot of(Sysroot sysroot, Map<Bdf, String> journals) {
        return of(sysroot, PciInventory.read(sysroot), journals);
    }

    /** Reads of a host only who has what open. */
    static HostSnapshot briefly(Sysroot sysroot) {
        PciInventory inventory = PciInventory.brief(sysroot);
        return new HostSnapshot(inventory, Usage.NONE, Holders.read(sysroot, nodes(inventory.devices())), Map.of());
    }

    static HostSnapshot of(Sysroot sysroot, PciInventory inventory, Map<Bdf, String> journals) {
        return new HostSnapshot(
                inventory,
                Usage.read(sysroot, inventory.devices()),
                Holders.read(sysroot, nodes(inventory.devices())),
                journals);
    }

    /** Only a function on VFIO has a node that can be open. */
    private static List<String> nodes(List<PciDevice> devices) {
        List<String> nodes = new ArrayList<>();
        for (PciDevice device : devices) {
            if (device.onVfio() && device.groupNode() != null) {
                nodes.add(device.groupNode());
            }
            if (device.onVfio() && device.cdevNode() != null) {
                nodes.add(device.cdevNode());
            }
        }
        return nodes;
    }

    /** {@return who has a function open, or another one of its group, which comes to the same} */
    public Optional<Holder> holder(PciDevice device) {
        if (holders.byNode().isEmpty()) {
            return Optional.empty();
        }
        return inventory.groupOf(device).map(IommuGroup::members).orElse(List.of(device)).stream()
                .flatMap(member -> holders.of(member).stream())
                .findFirst();
    }

    /** {@return the verdict on a function} */
    public Verdict verdict(PciDevice device) {
        return Assessment.of(this, device);
    }
}
