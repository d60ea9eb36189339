package dev.plumbline.itest.lab;

import dev.plumbline.vfio.Bdf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A PCI function of the lab, seen and changed through sysfs alone: what the tests hold against what Plumbline says.
 *
 * @param address domain, bus, device and function, {@code 0000:01:00.0}
 */
record LabFunction(String address) {
    /** A NIC, alone in its group, with driver e1000e. */
    static final LabFunction NIC = new LabFunction("0000:01:00.0");
    /** An NVMe controller with four virtual functions, alone in its group, with driver nvme. */
    static final LabFunction NVME = new LabFunction("0000:03:00.0");
    /** A display with driver bochs-drm; shares its group with {@link #AUDIO}. */
    static final LabFunction DISPLAY = new LabFunction("0000:04:00.0");
    /** The display's audio function, with driver snd_hda_intel. */
    static final LabFunction AUDIO = new LabFunction("0000:04:00.1");
    /** A display, alone in its group, with driver bochs-drm. */
    static final LabFunction LONE_DISPLAY = new LabFunction("0000:05:00.0");
    /** A display, alone in its group, with driver virtio-pci. */
    static final LabFunction VIRTIO_DISPLAY = new LabFunction("0000:06:00.0");
    /** A bridge to conventional PCI, without a driver; shares its group with the two functions behind it. */
    static final LabFunction BRIDGE = new LabFunction("0000:07:00.0");
    /** A NIC behind {@link #BRIDGE}, with driver e1000. */
    static final LabFunction BRIDGED_NIC = new LabFunction("0000:08:01.0");
    /** A function behind {@link #BRIDGE} for which there is no driver. */
    static final LabFunction BRIDGED_EDU = new LabFunction("0000:08:02.0");
    /** A NIC with driver e1000e, which shares its group with the switch's port above it. */
    static final LabFunction SWITCHED_NIC = new LabFunction("0000:0b:00.0");
    /** A function for which there is no driver, alone in its group. */
    static final LabFunction EDU = new LabFunction("0000:0f:00.0");

    private static final Path PCI = Path.of("/sys/bus/pci");

    /** {@return every function of the lab, with its driver and its override} */
    static SortedMap<String, String> states() {
        SortedMap<String, String> states = new TreeMap<>();
        for (String address : names(PCI.resolve("devices"))) {
            LabFunction function = new LabFunction(address);
            states.put(address, function.driver() + ", override " + function.override());
        }
        return states;
    }

    /** {@return its directory in sysfs} */
    Path directory() {
        return PCI.resolve("devices").resolve(address);
    }

    /** {@return whether it is there} */
    boolean exists() {
        return Files.exists(directory());
    }

    /** {@return the name of its driver, or {@code none}} */
    String driver() {
        return target("driver");
    }

    /** {@return its driver override, or {@code (null)} as the kernel says when there is none} */
    String override() {
        return read("driver_override");
    }

    /** {@return its address as Plumbline has it} */
    Bdf bdf() {
        return Bdf.parse(address);
    }

    /** {@return the number of its IOMMU group} */
    String group() {
        return target("iommu_group");
    }

    /** {@return the addresses of all functions of its IOMMU group, sorted} */
    List<String> groupMembers() {
        return names(directory().resolve("iommu_group/devices"));
    }

    /** {@return the character device of its IOMMU group, which is there while VFIO has a function of it} */
    Path groupNode() {
        return Path.of("/dev/vfio", group());
    }

    /** {@return the names of its network interfaces, sorted} */
    List<String> netdevs() {
        return names(directory().resolve("net"));
    }

    /** {@return the text of one of its attributes, without the white space around it} */
    String read(String attribute) {
        try {
            return Files.readString(directory().resolve(attribute)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes one of its attributes. */
    void write(String attribute, String value) {
        write(directory().resolve(attribute), value);
    }

    /** Has the kernel look for a driver; a function that has one keeps it. */
    void probe() {
        write(PCI.resolve("drivers_probe"), address);
    }

    /** Takes its driver away; fine when it has none. */
    void unbind() {
        if (!driver().equals("none")) {
            write(directory().resolve("driver/unbind"), address);
        }
    }

    /** Gives it to a driver by hand. */
    void bindByHand(String driver) {
        write("driver_override", driver + "\n");
        unbind();
        probe();
    }

    /** Gives it back by hand to the driver that the kernel chooses. */
    void restoreByHand() {
        write("driver_override", "\n");
        unbind();
        probe();
    }

    private String target(String link) {
        Path path = directory().resolve(link);
        try {
            return Files.exists(path) ? path.toRealPath().getFileName().toString() : "none";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Path directory) {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String value) {
        try {
            Files.writeString(file, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
