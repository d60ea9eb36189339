package dev.plumbline.tap;

/**
 * A link that is not carried into the guest.
 *
 * @param link its name
 * @param kind its kind, as {@link PodLink#kind}
 * @param reason why, as a stable word
 * @param detail why, as a sentence
 */
public record SkippedLink(String link, String kind, Reason reason, String detail) {
    /** Why a link is not carried. */
    public enum Reason {
        /** No model can carry links of this kind. */
        UNSUPPORTED_KIND,
        /** It has no address of its own. */
        ADDRESSLESS,
        /** It is a port of another link, which speaks for it. */
        ENSLAVED,
        /** It is a PCI function, which is passed through whole. */
        PCI_DEVICE,
        /** It stands for a vhost-user socket that the VM cannot be joined to. */
        VHOST_USER,
        /** Somebody unplugged it. */
        UNPLUGGED,
        /** The policy leaves links alone. */
        MODEL_NONE
    }
}
