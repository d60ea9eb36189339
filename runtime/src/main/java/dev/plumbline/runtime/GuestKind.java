package dev.plumbline.runtime;

import dev.plumbline.vfio.PciDevice;
import java.util.Optional;

/**
 * The kinds of devices that vendors' tools write CDI documents for inside a guest, one device a number, and that Kata's agent looks
 * up there by a container's annotations.
 */
enum GuestKind {
    NVIDIA_GPU(0x10de, 0x03, "nvidia.com/gpu"),
    AMD_GPU(0x1002, 0x03, "amd.com/gpu"),
    INTEL_GPU(0x8086, 0x03, "intel.com/gpu"),
    NVIDIA_NIC(0x15b3, 0x02, "nvidia.com/nic");

    private final int vendor;
    private final int baseClass;
    private final String kind;

    GuestKind(int vendor, int baseClass, String kind) {
        this.vendor = vendor;
        this.baseClass = baseClass;
        this.kind = kind;
    }

    /** {@return the kind of a function, as CDI names it, if it has one} */
    static Optional<String> of(PciDevice function) {
        for (GuestKind known : values()) {
            if (function.id().vendor() == known.vendor && function.id().subclass() >> 8 == known.baseClass) {
                return Optional.of(known.kind);
            }
        }
        return Optional.empty();
    }
}
