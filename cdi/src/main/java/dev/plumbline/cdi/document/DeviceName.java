package dev.plumbline.cdi.document;

import dev.plumbline.host.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The qualified name of a device, {@code vendor/class=device}.
 *
 * @param vendor a letter first, then letters, digits and {@code _-.}, a letter or digit last; at most 253 characters
 * @param deviceClass the same; at most 63 characters
 * @param device a letter or digit first and last, {@code :} allowed inside, too
 */
public record DeviceName(String vendor, String deviceClass, String device) {
    public DeviceName {
        String fault = against(vendor, deviceClass, device);
        if (fault != null) {
            throw bad(vendor + "/" + deviceClass + "=" + device, fault);
        }
    }

    /**
     * {@return the name that a text is}
     *
     * @throws dev.plumbline.host.PlumblineException {@code BAD_NAME} when it is none
     */
    public static DeviceName parse(String text) {
        int equals = text.indexOf('=');
        int slash = text.indexOf('/');
        Optional<String> fault = faultOf(text);
        if (fault.isPresent()) {
            throw bad(text, fault.get());
        }
        return new DeviceName(text.substring(0, slash), text.substring(slash + 1, equals), text.substring(equals + 1));
    }

    /** {@return why a text is no qualified name; nothing when it is one} */
    public static Optional<String> faultOf(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return Optional.of(Printable.quoted(text) + " has no '=' between the class and the device");
        }
        int slash = text.indexOf('/');
        if (slash < 0 || slash > equals) {
            return Optional.of(Printable.quoted(text) + " has no '/' between the vendor and the class");
        }
        return Optional.ofNullable(
                against(text.substring(0, slash), text.substring(slash + 1, equals), text.substring(equals + 1)));
    }

    private static @Nullable String against(String vendor, String deviceClass, String device) {
        String fault = NameRules.againstVendor(vendor);
        if (fault == null) {
            fault = NameRules.againstClass(deviceClass);
        }
        return fault == null ? NameRules.againstDevice(device) : fault;
    }

    private static dev.plumbline.host.PlumblineException bad(String text, String why) {
        return Problem.badInput("BAD_NAME", Printable.of(text), "this is no name of a CDI device")
                .because(why)
                .fix("a name is VENDOR/CLASS=DEVICE, such as vendor.com/gpu=0")
                .exception();
    }

    /** {@return vendor and class, as a document's {@code kind} has them} */
    public String kind() {
        return vendor + "/" + deviceClass;
    }

    @Override
    public String toString() {
        return kind() + "=" + device;
    }
}
