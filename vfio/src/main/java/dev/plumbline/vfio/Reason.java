package dev.plumbline.vfio;

import org.jspecify.annotations.Nullable;

/**
 * One reason why a device cannot be given to a VM now.
 *
 * @param code the reason as a word
 * @param about the function that it is about: the device or another one of its group
 * @param text the reason as a sentence that names what is in the way
 * @param fix what to do about it
 * @param cure what takes the reason away
 */
public record Reason(
        ReasonCode code, Bdf about, String text, @Nullable String fix, Cure cure) {
    /** What takes a reason away. */
    public enum Cure {
        /** Binding does: it is the ordinary state of a device that the host uses. */
        BIND,
        /** Binding with {@code --force} does, at a price that the text names. */
        FORCE,
        /** Binding cannot. */
        OTHER,
        /** It does not stand in the way; it is only worth knowing. */
        NONE
    }
}
