package dev.plumbline.vfio;

import dev.plumbline.host.Sysroot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What vendors, devices and classes are called. Falls back to their numbers in words. */
public final class DeviceNames {
    private static final List<String> PLACES =
            List.of("usr/share/misc/pci.ids", "usr/share/hwdata/pci.ids", "usr/share/pci.ids");

    private final PciIds ids;

    private DeviceNames(PciIds ids) {
        this.ids = ids;
    }

    /** {@return the names of these functions, from the root's pci.ids or else this system's} */
    static DeviceNames read(Sysroot sysroot, Collection<PciDevice> devices) {
        List<PciId> wanted = new ArrayList<>();
        for (PciDevice device : devices) {
            wanted.add(device.id());
        }
        for (Path root : List.of(sysroot.root(), Path.of("/"))) {
            for (String place : PLACES) {
                byte[] file = bytes(root.resolve(place));
                if (file.length > 0) {
                    return new DeviceNames(PciIds.parse(file, wanted));
                }
            }
        }
        return new DeviceNames(PciIds.parse(new byte[0], wanted));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            return new byte[0]; // another place may have one that can be read
        }
    }

    /** {@return the name of the class, for example {@code 3D controller}} */
    public String ofClass(PciId id) {
        if (id.classCode() == PciId.UNKNOWN) {
            return "unknown class";
        }
        String found = ids.classes().get(id.subclass());
        if (found == null) {
            found = ids.baseClasses().get(id.baseClass());
        }
        return found != null ? found : PciClasses.name(id.subclass());
    }

    /** {@return the vendor's name} */
    public String ofVendor(PciId id) {
        return name(ids.vendors().get(id.vendor()), "Vendor", id.vendor());
    }

    /** {@return the device's name} */
    public String ofDevice(PciId id) {
        return name(ids.devices().get(id.vendor() << 16 | id.device()), "Device", id.device());
    }

    private static String name(@Nullable String found, String kind, int number) {
        if (found != null) {
            return found;
        }
        return number == PciId.UNKNOWN
                ? "unknown " + kind.toLowerCase(Locale.ROOT)
                : kind + " " + HexFormat.of().toHexDigits((short) number);
    }
}
