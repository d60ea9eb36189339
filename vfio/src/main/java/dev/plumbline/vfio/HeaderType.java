package dev.plumbline.vfio;

/** The layout of a function's configuration header (PCI specification, offset 0x0e): what the kernel goes by. */
public enum HeaderType {
    /** Type 0: an endpoint, whatever its class says. A VM can have it. */
    ENDPOINT,
    /** Type 1: a bridge to another bus, which the host keeps. */
    BRIDGE,
    /** Type 2: a CardBus bridge, which the host keeps. */
    CARDBUS;

    /** The subclass of bridges from one PCI bus to another, {@code linux/pci_ids.h} PCI_CLASS_BRIDGE_PCI. */
    private static final int CLASS_BRIDGE_PCI = 0x0604;

    private static final int CLASS_BRIDGE_CARDBUS = 0x0607;

    /**
     * {@return the layout}
     *
     * @param config the function's configuration space, as much of it as could be read
     * @param subclass base class and subclass, which decide where the configuration space could not be read
     */
    static HeaderType of(byte[] config, int subclass) {
        int layout = config.length > 0x0e ? config[0x0e] & 0x7f : -1;
        return switch (layout) {
            case 0 -> ENDPOINT;
            case 1 -> BRIDGE;
            case 2 -> CARDBUS;
            default -> ofClass(subclass); // not readable; a function that has gone reads as all ones
        };
    }

    private static HeaderType ofClass(int subclass) {
        return switch (subclass) {
            case CLASS_BRIDGE_PCI -> BRIDGE;
            case CLASS_BRIDGE_CARDBUS -> CARDBUS;
            default -> ENDPOINT;
        };
    }
}
