package dev.plumbline.vfio;

/** Why a device cannot be given to a VM, or not without more ado. The words are kept. */
public enum ReasonCode {
    /** The host has no IOMMU in use. */
    NO_IOMMU,
    /** The host has an IOMMU, but this function is in no group of it. */
    NO_GROUP,
    /** A driver of the host has a function of the group. */
    GROUP_NOT_VIABLE,
    /** This function of the group is the one that a driver of the host has. */
    GROUP_SIBLING_BOUND,
    /** A network link of it is up, has an address or carries a route. */
    IN_USE_NETDEV,
    /** A disk of it is mounted, swapped to, or part of another one. */
    IN_USE_MOUNT,
    /** A process has its group or its VFIO device open. */
    IN_USE_VFIO,
    /** It is a bridge that the host lives from. */
    HOST_BRIDGE,
    /** No VFIO driver is bound, or none is loaded. */
    DRIVER_MISSING,
    /** It is a physical function whose virtual functions would vanish. */
    VFS_ENABLED,
    /** Its {@code driver_override} names another driver, and nobody's journal says why. */
    OVERRIDE_LEFT,
    /** There is no such function. */
    NOT_FOUND,
    /** This process may not do it. */
    NO_PERMISSION,
    /** Its windows do not fit into the guest's address space. */
    BAR_WINDOW,
    /** Too little memory may be locked. */
    MEMLOCK
}
