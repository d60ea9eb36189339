package dev.plumbline.gpu;

import dev.plumbline.gpu.Companion.Place;
import dev.plumbline.gpu.PeerPath.Path;
import dev.plumbline.vfio.HostDevices;
import dev.plumbline.vfio.PciDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds how GPUs reach each other.
 *
 * @param host where the bridges' configuration is read
 * @param tree the host's functions
 */
record Peers(HostDevices host, PciTree tree) {
    private static final String UNKNOWN = "unknown";

    /** {@return a path for each two physical GPUs} */
    List<PeerPath> among(List<Gpu> gpus) {
        List<Gpu> physical =
                gpus.stream().filter(gpu -> !gpu.function().sriov().isVf()).toList();
        List<PeerPath> paths = new ArrayList<>();
        for (int i = 0; i < physical.size(); i++) {
            for (int k = i + 1; k < physical.size(); k++) {
                paths.add(between(physical.get(i), physical.get(k)));
            }
        }
        return paths;
    }

    private PeerPath between(Gpu one, Gpu other) {
        Optional<PciDevice> common = tree.common(one.function(), other.function());
        return new PeerPath(
                one.function().bdf(),
                other.function().bdf(),
                common.isPresent() ? Path.SWITCH : withoutSwitch(one.function(), other.function()),
                common.map(PciDevice::bdf).orElse(null),
                common.map(bridge -> redirected(bridge, one.function(), other.function()))
                        .orElse(null),
                link(one, other));
    }

    private Path withoutSwitch(PciDevice one, PciDevice other) {
        if (tree.onOneHostBridge(one, other)) {
            return Path.BRIDGE;
        }
        if (one.numa() == null || other.numa() == null) {
            return Path.UNKNOWN;
        }
        return one.numa().equals(other.numa()) ? Path.NODE : Path.SYSTEM;
    }

    /** What one of the two sends turns around at the port that it comes in by: either port can have it go up first. */
    private @Nullable Boolean redirected(PciDevice common, PciDevice one, PciDevice other) {
        Optional<PciDevice> first = tree.below(common, one);
        Optional<PciDevice> second = tree.below(common, other);
        Boolean ofFirst = first.map(port -> host.details(port).acsRedirects()).orElse(null);
        Boolean ofSecond = second.map(port -> host.details(port).acsRedirects()).orElse(null);
        return ofFirst == null || ofSecond == null ? null : (Boolean) (ofFirst || ofSecond);
    }

    private static String link(Gpu one, Gpu other) {
        if (one.hive() != null && other.hive() != null) {
            return one.hive().equals(other.hive()) ? "xgmi" : "none";
        }
        return one.companions(Place.HOST)
                .filter(device -> other.companions(Place.HOST).anyMatch(device::equals))
                .findFirst()
                .flatMap(device -> one.companions().stream()
                        .filter(companion -> companion.function().equals(device))
                        .map(Companion::role)
                        .findFirst())
                .orElse(UNKNOWN);
    }
}
