package dev.plumbline.tap;

/**
 * What the caller wants of the links.
 *
 * @param model how a link is joined to a NIC
 * @param queues queue pairs a NIC, 1 to 256
 * @param failUnsupported whether a link that no model can carry refuses the whole attach
 * @param attachAddressless whether a link without an address of its own is carried too
 */
public record NicPolicy(Model model, int queues, boolean failUnsupported, boolean attachAddressless) {
    /** How a link is joined to a NIC. */
    public enum Model {
        /** Plumbline chooses. */
        AUTO,
        /** A tap, and redirects in both directions. */
        TC,
        /** A macvtap on the link. */
        MACVTAP,
        /** Links are left alone. */
        NONE
    }
}
