package dev.plumbline.sriov;

import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.Bdf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A device's link as sysfs shows it to this namespace. One that was moved into another namespace is not there.
 *
 * @param name its name
 * @param index its index
 * @param port which of the device's ports it is, from 0 ({@code dev_port})
 * @param up whether somebody set it up
 * @param switchId the switch inside the NIC that it is a port of, in hexadecimal; null when it is none's
 * @param portName what it is there, for example {@code p0} or {@code pf0vf1}; null when its driver does not say
 */
public record Netdev(
        String name,
        int index,
        int port,
        boolean up,
        @Nullable String switchId,
        @Nullable String portName) {
    private static final int IFF_UP = 1;

    /** {@return the links of a PCI function, by port and then by age} */
    public static List<Netdev> of(Sysroot sysroot, Bdf bdf) {
        return in(sysroot, sysroot.sys("bus/pci/devices/" + bdf + "/net"));
    }

    /** {@return whether a PCI function has a link in another namespace: the class is there, and here no link of it} */
    static boolean isElsewhere(Sysroot sysroot, Bdf bdf) {
        Path directory = sysroot.sys("bus/pci/devices/" + bdf);
        return Files.isDirectory(directory.resolve("net"))
                && Files.exists(directory.resolve("driver"))
                && of(sysroot, bdf).isEmpty();
    }

    /** {@return every link of this namespace} */
    static List<Netdev> all(Sysroot sysroot) {
        return in(sysroot, sysroot.sys("class/net"));
    }

    private static List<Netdev> in(Sysroot sysroot, Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> read(sysroot, entry))
                    .sorted(Comparator.comparingInt(Netdev::port)
                            .thenComparingInt(Netdev::index)
                            .thenComparing(Netdev::name))
                    .toList();
        } catch (IOException e) {
            return List.of(); // it went while it was read
        }
    }

    private static Netdev read(Sysroot sysroot, Path entry) {
        return new Netdev(
                entry.getFileName().toString(),
                number(sysroot, entry.resolve("ifindex")),
                // A driver that sets the one for its ports leaves the other at 0.
                Math.max(number(sysroot, entry.resolve("dev_port")), number(sysroot, entry.resolve("dev_id"))),
                (number(sysroot, entry.resolve("flags")) & IFF_UP) != 0,
                text(sysroot, entry.resolve("phys_switch_id")),
                text(sysroot, entry.resolve("phys_port_name")));
    }

    private static @Nullable String text(Sysroot sysroot, Path file) {
        // Reading fails with EOPNOTSUPP where the driver has nothing to say.
        return sysroot.read(file).filter(text -> !text.isEmpty()).orElse(null);
    }

    private static int number(Sysroot sysroot, Path file) {
        try {
            return sysroot.read(file).map(Integer::decode).orElse(0);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** {@return the bus name of the device that a link of this namespace belongs to, for example a BDF} */
    public static Optional<String> deviceOf(Sysroot sysroot, String link) {
        if (link.isEmpty() || link.contains("/") || link.startsWith(".")) {
            return Optional.empty();
        }
        return target(sysroot.sys("class/net").resolve(link).resolve("device"));
    }

    /** {@return the last name of what a symbolic link leads to} */
    static Optional<String> target(Path symbolicLink) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(symbolicLink).getFileName().toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@return whether it is a port of the function itself, and does not represent another one} */
    public boolean isPort() {
        return portName == null
                || PortName.of(portName)
                        .map(port -> port.kind() == PortName.Kind.UPLINK)
                        .orElse(true);
    }
}
