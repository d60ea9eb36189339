package dev.plumbline.vfio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One PCI function as sysfs showed it. What could not be read is absent, empty or {@link PciId#UNKNOWN}.
 *
 * @param bdf its address
 * @param id what it is
 * @param headerType how its configuration header is laid out
 * @param driver the driver that is bound to it
 * @param override its {@code driver_override}: the only driver that may be bound to it
 * @param driverModule the module of the driver
 * @param modalias what modules are looked up by
 * @param numa the NUMA node that it is near to
 * @param netdevs names of its network links that this process's network namespace has
 * @param netdevsElsewhere whether it has network links in another namespace
 * @param blockdevs names of its disks
 * @param group the number of its IOMMU group
 * @param noIommu whether that group has no IOMMU behind it (VFIO's unsafe mode)
 * @param cdev the name of its VFIO character device, for example {@code vfio0}
 * @param hasVfioDevice whether VFIO has registered it, whatever its driver is called
 * @param bars its base address registers, in order
 * @param resetMethods how the kernel can reset it, the preferred first
 * @param sriov its place in SR-IOV
 * @param mdevs UUIDs of the mediated devices that it is the parent of
 * @param parent the bridge that it is behind
 */
public record PciDevice(
        Bdf bdf,
        PciId id,
        HeaderType headerType,
        @Nullable String driver,
        @Nullable String override,
        @Nullable String driverModule,
        @Nullable String modalias,
        @Nullable Integer numa,
        List<String> netdevs,
        boolean netdevsElsewhere,
        List<String> blockdevs,
        @Nullable String group,
        boolean noIommu,
        @Nullable String cdev,
        boolean hasVfioDevice,
        List<Bar> bars,
        List<String> resetMethods,
        Sriov sriov,
        List<String> mdevs,
        @Nullable Bdf parent) {

    private static final int CLASS_BRIDGE_HOST = 0x0600;
    private static final int CLASS_BRIDGE_ISA = 0x0601;

    public PciDevice {
        netdevs = List.copyOf(netdevs);
        blockdevs = List.copyOf(blockdevs);
        bars = List.copyOf(bars);
        resetMethods = List.copyOf(resetMethods);
        mdevs = List.copyOf(mdevs);
    }

    /** {@return whether a VM can be given it as far as its kind goes: it is no bridge that the host lives from} */
    public boolean isEndpoint() {
        return headerType == HeaderType.ENDPOINT && !isHostBridge();
    }

    /** {@return whether it joins the host's processors, or its legacy devices, to PCI} */
    public boolean isHostBridge() {
        return headerType == HeaderType.ENDPOINT
                && (id.subclass() == CLASS_BRIDGE_HOST || id.subclass() == CLASS_BRIDGE_ISA);
    }

    /** {@return whether user space can have it through VFIO now} */
    public boolean onVfio() {
        return driver != null && (hasVfioDevice || VfioDrivers.isVfio(driver));
    }

    /**
     * {@return whether its driver keeps its whole group from user space}
     *
     * <p>The kernel's own rule ({@code vfio_dev_viable}, later the {@code driver_managed_dma} flag): no driver, VFIO's and
     * pci-stub do not, a bridge's port driver does not, any other does.
     */
    public boolean blocksGroup() {
        if (driver == null || onVfio() || driver.equals(VfioDrivers.STUB)) {
            return false;
        }
        return headerType == HeaderType.ENDPOINT || !driver.equals(VfioDrivers.PORT);
    }

    /** {@return the path of its group's node for a VMM, or null when it has no group} */
    public @Nullable String groupNode() {
        return group == null ? null : "/dev/vfio/" + (noIommu ? "noiommu-" : "") + group;
    }

    /** {@return the path of its own node for a VMM (iommufd), or null when it has none} */
    public @Nullable String cdevNode() {
        return cdev == null ? null : "/dev/vfio/devices/" + cdev;
    }
}
