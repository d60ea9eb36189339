package dev.plumbline.sriov;

import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.route.RtNetlink;
import dev.plumbline.vfio.Bdf;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Says which links of a network namespace belong to which PCI functions. */
@FunctionalInterface
public interface DeviceLinks {
    /** {@return the links of the namespace of a socket by the functions that they belong to} */
    Map<Bdf, Link> in(RtNetlink netlink);

    /** {@return a function's link in the namespace of a socket; nothing when it has none there} */
    default Optional<Link> of(RtNetlink netlink, Bdf device) {
        return Optional.ofNullable(in(netlink).get(device));
    }

    /**
     * {@return the answer of the kernel itself}
     *
     * <p>A link names its device in whatever namespace it is (Linux 5.14); sysfs shows only those of the namespace that it
     * was mounted in.
     */
    static DeviceLinks byParentDevice() {
        return netlink -> {
            Map<Bdf, Link> found = new HashMap<>();
            for (Link link : netlink.links()) {
                if (link.parentBus().filter("pci"::equals).isPresent()) {
                    link.parentDevice().flatMap(Bdf::find).ifPresent(device -> found.putIfAbsent(device, link));
                }
            }
            return found;
        };
    }
}
