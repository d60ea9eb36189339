package dev.plumbline.runtime;

/**
 * A host device that was passed through.
 *
 * @param id its name among the sandbox's devices
 * @param bdf its PCI address
 * @param group its IOMMU group
 * @param guest where it is in the guest
 */
public record DeviceReport(String id, String bdf, String group, NicReport.Guest guest) {}
