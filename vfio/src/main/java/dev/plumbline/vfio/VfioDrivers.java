package dev.plumbline.vfio;

/** Which drivers hand a function to user space through VFIO. */
public final class VfioDrivers {
    /** The driver for every function. */
    public static final String GENERIC = "vfio-pci";

    /** A driver that does nothing and is allowed beside VFIO's in a group, {@code drivers/vfio/vfio_main.c}. */
    static final String STUB = "pci-stub";

    /** The driver of PCIe ports. */
    static final String PORT = "pcieport";

    private VfioDrivers() {}

    /**
     * {@return whether a driver is VFIO's for PCI, or a vendor's variant of it}
     *
     * <p>Variants are named for the vendor: {@code mlx5_vfio_pci}, {@code hisi_acc_vfio_pci}, {@code nvgrace_gpu_vfio_pci}.
     */
    public static boolean isVfio(String driver) {
        return sameModule(driver, GENERIC) || driver.endsWith("_vfio_pci") || driver.endsWith("-vfio-pci");
    }

    /** Whether two names are those of one module: the kernel takes - and _ for the same. */
    static boolean sameModule(String one, String other) {
        return one.replace('-', '_').equals(other.replace('-', '_'));
    }
}
