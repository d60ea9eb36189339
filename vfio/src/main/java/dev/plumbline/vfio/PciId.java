package dev.plumbline.vfio;

/**
 * What a function says it is, in numbers. {@link #UNKNOWN} stands for a number that could not be read.
 *
 * @param classCode base class, subclass and programming interface, 24 bits
 * @param vendor vendor id, 16 bits
 * @param device device id, 16 bits
 * @param subsystemVendor subsystem's vendor id, 16 bits
 * @param subsystemDevice subsystem's device id, 16 bits
 */
public record PciId(int classCode, int vendor, int device, int subsystemVendor, int subsystemDevice) {
    /** A number that could not be read. */
    public static final int UNKNOWN = -1;

    /** {@return the base class, 0 to 255, or {@link #UNKNOWN}} */
    public int baseClass() {
        return classCode == UNKNOWN ? UNKNOWN : classCode >> 16;
    }

    /** {@return base class and subclass, 16 bits, or {@link #UNKNOWN}} */
    public int subclass() {
        return classCode == UNKNOWN ? UNKNOWN : classCode >> 8;
    }
}
