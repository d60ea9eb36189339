package dev.plumbline.vfio;

import dev.plumbline.host.Sysroot;
import java.util.List;

/**
 * Whether the IOMMU checks interrupts too. Where it does not, a guest's device can raise any interrupt of the host, and VFIO
 * refuses devices ({@code vfio_iommu_type1: No interrupt remapping support}). Of Intel's units files tell whether they can;
 * of others nothing is known.
 *
 * @param unitsWithout the units that cannot, by name
 * @param overruled whether VFIO was told to do without where it must
 */
record InterruptRemapping(List<String> unitsWithout, boolean overruled) {
    /** Extended Capability Register, bit 3: interrupt remapping support (Intel VT-d specification, 11.4.3). */
    private static final long IR = 1L << 3;

    InterruptRemapping {
        unitsWithout = List.copyOf(unitsWithout);
    }

    static InterruptRemapping read(Sysroot sysroot) {
        List<String> without = SysDirectory.of(sysroot.sys("class/iommu")).names().stream()
                .filter(unit -> sysroot.read(sysroot.sys("class/iommu/" + unit + "/intel-iommu/ecap"))
                        .filter(InterruptRemapping::lacksIt)
                        .isPresent())
                .toList();
        boolean overruled = sysroot.read(sysroot.sys("module/vfio_iommu_type1/parameters/allow_unsafe_interrupts"))
                .filter("Y"::equals)
                .isPresent();
        return new InterruptRemapping(without, overruled);
    }

    private static boolean lacksIt(String ecap) {
        try {
            return (Long.parseUnsignedLong(ecap, 16) & IR) == 0;
        } catch (NumberFormatException e) {
            return false; // nothing is known then
        }
    }
}
