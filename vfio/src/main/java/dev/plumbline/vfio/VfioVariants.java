package dev.plumbline.vfio;

import dev.plumbline.host.Sysroot;
import java.util.List;
import java.util.Set;

/** The vendors' VFIO drivers that the kernel's modules offer, and the functions that they are for. */
public record VfioVariants(List<Variant> all) {
    /** A host without vendors' drivers. */
    public static final VfioVariants NONE = new VfioVariants(List.of());

    /**
     * A vendor's driver.
     *
     * @param pattern the functions that it is for, as a module alias without its bus
     * @param module the module that it is in
     */
    public record Variant(String pattern, String module) {}

    public VfioVariants {
        all = List.copyOf(all);
    }

    /** Reads them from the running kernel's module aliases. */
    public static VfioVariants read(Sysroot sysroot) {
        return new ModuleAliases(sysroot).vfioVariants();
    }

    /** {@return the loaded driver that suits a function best} */
    String best(PciDevice device, Set<String> drivers) {
        String modalias = device.modalias();
        if (modalias != null && modalias.startsWith("pci:")) {
            for (Variant variant : all) {
                if (ModuleAliases.matches(variant.pattern(), modalias.substring("pci:".length()))) {
                    for (String driver : drivers) {
                        if (VfioDrivers.sameModule(driver, variant.module())) {
                            return driver;
                        }
                    }
                }
            }
        }
        return VfioDrivers.GENERIC;
    }
}
