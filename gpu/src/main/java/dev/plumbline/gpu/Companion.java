package dev.plumbline.gpu;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.plumbline.vfio.PciDevice;
import java.util.Locale;

/**
 * A function that belongs to a GPU.
 *
 * @param function the function
 * @param role what it is for: {@code audio}, {@code usb}, {@code ucsi}, {@code nvswitch}, {@code gpu} for another one,
 *     or {@code function}
 * @param place where it is
 */
public record Companion(PciDevice function, String role, Place place) {
    /** Where a companion is. */
    public enum Place {
        /** A function of the same device. */
        SLOT,
        /** Another device on the same card, behind the card's own switch. */
        CARD,
        /** Somewhere on the host: it serves several GPUs. */
        HOST;

        /** {@return the word for it} */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
