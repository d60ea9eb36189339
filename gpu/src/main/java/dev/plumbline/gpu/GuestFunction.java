package dev.plumbline.gpu;

import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.PciDevice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of the host as one of the guest.
 *
 * @param id the VMM's name for it
 * @param function the host's function
 * @param bus the port that it is behind
 * @param number its function number there
 * @param multifunction whether it is the first of several, of which the guest looks for the others only then
 * @param properties what vfio-pci is told besides, {@code name=value}
 */
public record GuestFunction(
        String id, PciDevice function, String bus, int number, boolean multifunction, List<String> properties) {
    public GuestFunction {
        properties = List.copyOf(properties);
    }

    /** {@return a function that is alone behind its port} */
    public static GuestFunction alone(String id, PciDevice function, GuestPort port, List<String> properties) {
        return new GuestFunction(id, function, port.id(), 0, false, properties);
    }

    /** {@return the VMM's name for a function of the host that has no other} */
    static String id(Bdf function) {
        return "vfio-" + function.toString().replace(':', '-');
    }

    /**
     * {@return what follows {@code -device} on QEMU's command line}
     *
     * @param iommufd the id of the iommufd object to use, or null for the legacy group
     */
    public String argument(@Nullable String iommufd) {
        // The firmware of the guest has no use for the device's boot ROM.
        return "vfio-pci,id=" + id
                + ",host=" + function.bdf()
                + ",bus=" + bus
                + (number == 0 && !multifunction ? "" : ",addr=0." + number)
                + (multifunction ? ",multifunction=on" : "")
                + ",romfile="
                + (properties.isEmpty() ? "" : "," + String.join(",", properties))
                + (iommufd == null ? "" : ",iommufd=" + iommufd);
    }
}
