package dev.plumbline.gpu;

import dev.plumbline.vfio.Bdf;
import org.jspecify.annotations.Nullable;

/**
 * A port of the guest for what is a PCI function of the host: the host's address gives it its name and numbers, so that the
 * same device always gets the same, and no two ports of a guest clash unless their devices' domains are 128 apart or a multiple.
 *
 * @param driver QEMU's name for its kind
 * @param id its name, and that of the bus behind it
 * @param bus the bus that it is on; null for the root bus
 * @param chassis together with {@code slot} unlike that of any other port; an upstream port has neither
 * @param slot 16 bits
 * @param pref64Reserve how large a window of 64-bit prefetchable addresses is kept for a device that comes later, bytes; 0 for
 *     what the firmware gives anyway
 * @param memReserve the same below 4 GiB
 */
public record GuestPort(
        String driver, String id, @Nullable String bus, int chassis, int slot, long pref64Reserve, long memReserve) {
    private static final String ROOT = "pcie-root-port";
    private static final String UPSTREAM = "x3130-upstream";
    private static final String DOWNSTREAM = "xio3130-downstream";

    /** A number that QEMU's users do not give to their own ports. */
    private static final int CHASSIS = 128;

    /** What firmware keeps for an empty port below 4 GiB: SeaBIOS's and OVMF's default. */
    private static final long LEAST_BELOW_4G = 2L << 20;

    /**
     * {@return a root port for a device that is there when the guest starts, so that the firmware sees what it needs}
     *
     * @param device the VMM's name for the device
     * @param bdf its address on the host
     */
    public static GuestPort root(String device, Bdf bdf) {
        return port(ROOT, "port-" + device, null, bdf);
    }

    /** {@return the upstream port of a switch behind a root port} */
    static GuestPort upstream(Bdf bdf, GuestPort root) {
        return port(UPSTREAM, "switch-" + GuestFunction.id(bdf), root.id(), bdf);
    }

    /** {@return a downstream port of a switch} */
    static GuestPort downstream(Bdf bdf, GuestPort upstream) {
        return port(DOWNSTREAM, "port-" + GuestFunction.id(bdf), upstream.id(), bdf);
    }

    private static GuestPort port(String driver, String id, @Nullable String bus, Bdf bdf) {
        // Two bytes say which function of its domain it is.
        int slot = bdf.bus() << 8 | bdf.device() << 3 | bdf.function();
        return new GuestPort(driver, id, bus, CHASSIS + bdf.domain() % CHASSIS, slot, 0, 0);
    }

    /** {@return this port for a device that is plugged in later: QEMU has the firmware keep these windows, in bytes} */
    GuestPort reserving(long pref64, long below4g) {
        return new GuestPort(driver, id, bus, chassis, slot, pref64, below4g > LEAST_BELOW_4G ? below4g : 0);
    }

    /** {@return what follows {@code -device} on QEMU's command line} */
    public String argument() {
        return driver
                + ",id=" + id
                + (bus == null ? "" : ",bus=" + bus)
                + (driver.equals(UPSTREAM) ? "" : ",chassis=" + chassis + ",slot=" + slot)
                + (pref64Reserve == 0 ? "" : ",pref64-reserve=" + pref64Reserve)
                + (memReserve == 0 ? "" : ",mem-reserve=" + memReserve);
    }
}
