package dev.plumbline.gpu;

import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.PciDevice;
import dev.plumbline.vfio.PciInventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The bridges that functions are behind.
 *
 * @param inventory the functions
 */
record PciTree(PciInventory inventory) {
    /** More bridges than buses can be on the way to a function only when a tree is broken. */
    private static final int DEEPEST = 256;

    /** {@return the bridges above a function, the nearest first} */
    List<PciDevice> above(PciDevice function) {
        List<PciDevice> bridges = new ArrayList<>();
        Optional<PciDevice> bridge = parent(function);
        while (bridge.isPresent() && bridges.size() < DEEPEST) {
            bridges.add(bridge.get());
            bridge = parent(bridge.get());
        }
        return bridges;
    }

    private Optional<PciDevice> parent(PciDevice function) {
        return Optional.ofNullable(function.parent()).flatMap(inventory::device).filter(bridge -> !bridge.isEndpoint());
    }

    /** {@return the nearest bridge that is above both functions} */
    Optional<PciDevice> common(PciDevice one, PciDevice other) {
        List<PciDevice> others = above(other);
        return above(one).stream().filter(others::contains).findFirst();
    }

    /** {@return the bridge next below one that is above a function; nothing when the function itself is} */
    Optional<PciDevice> below(PciDevice bridge, PciDevice function) {
        List<PciDevice> bridges = above(function);
        int at = bridges.indexOf(bridge);
        return at > 0 ? Optional.of(bridges.get(at - 1)) : Optional.empty();
    }

    /** {@return whether both functions are behind the same host bridge} */
    boolean onOneHostBridge(PciDevice one, PciDevice other) {
        Bdf first = top(one);
        Bdf second = top(other);
        return first.domain() == second.domain() && first.bus() == second.bus();
    }

    private Bdf top(PciDevice function) {
        List<PciDevice> bridges = above(function);
        return (bridges.isEmpty() ? function : bridges.get(bridges.size() - 1)).bdf();
    }

    /** {@return whether two addresses are functions of one device} */
    static boolean sameSlot(Bdf one, Bdf other) {
        return one.domain() == other.domain() && one.bus() == other.bus() && one.device() == other.device();
    }
}
