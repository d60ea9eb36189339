package dev.plumbline.vfio;

import dev.plumbline.host.Sysroot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Notices functions that come and go and change drivers, by looking again: one list and a link a function. sysfs tells
 * nobody who watches its files. Not thread-safe.
 */
public final class DriverWatch {
    private static final String NONE = "";

    private final Sysroot sysroot;
    private SortedMap<Bdf, String> drivers;

    /**
     * What happened to a function.
     *
     * @param event {@code device-added}, {@code device-removed}, {@code driver-bound} or {@code driver-unbound}
     * @param bdf the function
     * @param driver the driver that it has now
     * @param before the driver that it had
     */
    public record Change(
            String event,
            Bdf bdf,
            @Nullable String driver,
            @Nullable String before) {}

    private DriverWatch(Sysroot sysroot) {
        this.sysroot = sysroot;
        this.drivers = now();
    }

    /** {@return a watch that tells what happens from now on} */
    public static DriverWatch of(Sysroot sysroot) {
        return new DriverWatch(sysroot);
    }

    /** {@return what happened since the last look, in order of address} */
    public List<Change> look() {
        SortedMap<Bdf, String> before = drivers;
        drivers = now();
        List<Change> changes = new ArrayList<>();
        SortedMap<Bdf, String> all = new TreeMap<>(before);
        all.putAll(drivers);
        for (Map.Entry<Bdf, String> entry : all.entrySet()) {
            Bdf bdf = entry.getKey();
            String old = before.get(bdf);
            String driver = drivers.get(bdf);
            if (!Objects.equals(old, driver)) {
                changes.add(new Change(event(old, driver), bdf, named(driver), named(old)));
            }
        }
        return changes;
    }

    private static String event(@Nullable String old, @Nullable String driver) {
        if (old == null) {
            return "device-added";
        }
        if (driver == null) {
            return "device-removed";
        }
        return driver.equals(NONE) ? "driver-unbound" : "driver-bound";
    }

    private static @Nullable String named(@Nullable String driver) {
        return NONE.equals(driver) ? null : driver;
    }

    private SortedMap<Bdf, String> now() {
        SortedMap<Bdf, String> found = new TreeMap<>();
        SysDirectory all = SysDirectory.of(sysroot.sys("bus/pci/devices"));
        for (String name : all.names()) {
            Bdf bdf = Bdf.read(name);
            if (bdf != null) {
                String driver = all.directory(name).linkName("driver");
                found.put(bdf, driver == null ? NONE : driver);
            }
        }
        return found;
    }
}
