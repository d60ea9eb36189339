package dev.plumbline.runtime.vmm.qemu;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import java.util.regex.Pattern;

/** A command that QEMU refused, with QEMU's error class and text. */
public final class QmpException extends PlumblineException {
    private static final long serialVersionUID = 1L;
    private static final String DEVICE_NOT_FOUND = "DeviceNotFound";

    /** What object-del and chardev-remove say; their class is the general one. */
    private static final Pattern NO_OBJECT = Pattern.compile("(object|Chardev) '.*' not found");

    private static final Pattern OBJECT_IN_USE = Pattern.compile("object '.*' is in use, can not be deleted");

    private final String errorClass;
    private final String text;

    QmpException(String command, String errorClass, String text) {
        super(
                new Problem(
                        errorClass.equals(DEVICE_NOT_FOUND) ? Problem.Kind.NOT_FOUND : Problem.Kind.REFUSED,
                        "QMP_REFUSED",
                        command,
                        "QEMU refused",
                        text + " [" + errorClass + "]",
                        null),
                null);
        this.errorClass = errorClass;
        this.text = text;
    }

    /** {@return QEMU's error class: {@code GenericError}, {@code DeviceNotFound}, {@code CommandNotFound}, ...} */
    public String errorClass() {
        return errorClass;
    }

    /** {@return QEMU's own text} */
    public String text() {
        return text;
    }

    /** {@return whether QEMU says that something else still has the object} */
    public boolean isInUse() {
        return OBJECT_IN_USE.matcher(text).matches();
    }

    /** {@return whether QEMU says that the device, back-end, connection or object is not there} */
    public boolean isAbsent() {
        return errorClass.equals(DEVICE_NOT_FOUND) || NO_OBJECT.matcher(text).matches();
    }
}
