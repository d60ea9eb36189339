package dev.plumbline.cdi.vfio;

import org.jspecify.annotations.Nullable;

/**
 * A function that can be passed through.
 *
 * @param address its address, such as {@code 0000:01:00.0}; also the name of its CDI device
 * @param group its IOMMU group, as {@code /dev/vfio} has it: {@code 12}, {@code noiommu-0}
 * @param cdev its character device under {@code /dev/vfio/devices}, such as {@code vfio0}; null when the kernel has none
 */
public record VfioFunction(
        String address, String group, @Nullable String cdev) {}
