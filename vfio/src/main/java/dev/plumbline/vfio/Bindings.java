package dev.plumbline.vfio;

import java.util.Set;

/** Which VFIO driver a function gets. */
final class Bindings {
    private Bindings() {}

    static boolean isLoaded(Set<String> drivers) {
        return drivers.contains(VfioDrivers.GENERIC);
    }
}
