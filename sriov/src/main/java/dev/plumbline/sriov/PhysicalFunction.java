package dev.plumbline.sriov;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.Bdf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PCI function that can make virtual functions, as sysfs shows it.
 *
 * @param bdf its address
 * @param driver the driver that has it, null when none has; only a driver can make virtual functions
 * @param total how many it can have ({@code sriov_totalvfs})
 * @param count how many it has ({@code sriov_numvfs})
 * @param autoprobe whether drivers take new ones by themselves; null when the kernel does not say
 * @param netdevs its own links in this namespace, by port, and those that represent other functions
 * @param vfs its virtual functions, by number
 */
public record PhysicalFunction(
        Bdf bdf,
        @Nullable String driver,
        int total,
        int count,
        @Nullable Boolean autoprobe,
        List<Netdev> netdevs,
        List<VirtualFunction> vfs) {
    static final String TOTAL = "sriov_totalvfs";
    static final String COUNT = "sriov_numvfs";
    static final String AUTOPROBE = "sriov_drivers_autoprobe";
    private static final Pattern VIRTFN = Pattern.compile("virtfn([0-9]{1,5})");

    public PhysicalFunction {
        netdevs = List.copyOf(netdevs);
        vfs = List.copyOf(vfs);
    }

    static Path directory(Sysroot sysroot, Bdf bdf) {
        return sysroot.sys("bus/pci/devices/" + bdf);
    }

    /**
     * Reads a function.
     *
     * @throws PlumblineException NOT_FOUND when it is not there; REFUSED when it cannot make virtual functions
     */
    public static PhysicalFunction read(Sysroot sysroot, Bdf bdf) {
        Path directory = directory(sysroot, bdf);
        if (!Files.isDirectory(directory)) {
            throw Problem.notFound("NOT_FOUND", bdf.toString(), "there is no such PCI function")
                    .fix("'vfio-bind list' shows those that are there")
                    .exception();
        }
        return new PhysicalFunction(
                bdf,
                Netdev.target(directory.resolve("driver")).orElse(null),
                number(sysroot, directory.resolve(TOTAL)).orElseThrow(() -> notAPf(directory, bdf)),
                number(sysroot, directory.resolve(COUNT)).orElse(0),
                number(sysroot, directory.resolve(AUTOPROBE))
                        .map(value -> value != 0)
                        .orElse(null),
                Netdev.of(sysroot, bdf),
                vfs(sysroot, directory));
    }

    private static PlumblineException notAPf(Path directory, Bdf bdf) {
        Optional<String> pf = Netdev.target(directory.resolve("physfn"));
        Problem problem = Problem.refused("NOT_A_PF", bdf.toString(), "this function cannot make virtual functions")
                .because(
                        pf.map(name -> "it is itself a virtual function, of " + name)
                                .orElse(
                                        "its configuration space has no SR-IOV capability, or its firmware has it switched off"));
        return pf.map(name -> problem.fix("name " + name + " instead"))
                .orElseGet(() -> problem.fix("enable SR-IOV in the firmware's and the adapter's own settings"))
                .exception();
    }

    private static List<VirtualFunction> vfs(Sysroot sysroot, Path pf) {
        try (Stream<Path> entries = Files.list(pf)) {
            return entries.flatMap(entry -> vf(sysroot, pf, entry).stream())
                    .sorted(Comparator.comparingInt(VirtualFunction::index))
                    .toList();
        } catch (IOException e) {
            return List.of(); // they go while they are read
        }
    }

    private static Optional<VirtualFunction> vf(Sysroot sysroot, Path pf, Path entry) {
        Matcher virtfn = VIRTFN.matcher(entry.getFileName().toString());
        if (!virtfn.matches()) {
            return Optional.empty();
        }
        int index = Integer.parseInt(virtfn.group(1));
        return Netdev.target(entry)
                .flatMap(Bdf::find)
                .map(bdf -> new VirtualFunction(
                        index,
                        bdf,
                        Netdev.target(directory(sysroot, bdf).resolve("driver")).orElse(null),
                        Netdev.of(sysroot, bdf),
                        Netdev.isElsewhere(sysroot, bdf),
                        InfinibandPolicy.read(sysroot, pf, index).orElse(null)));
    }

    private static Optional<Integer> number(Sysroot sysroot, Path file) {
        try {
            return sysroot.read(file).map(Integer::valueOf);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** {@return the physical function that a virtual one belongs to; nothing for any other function} */
    public static Optional<Bdf> of(Sysroot sysroot, Bdf vf) {
        return Netdev.target(directory(sysroot, vf).resolve("physfn")).flatMap(Bdf::find);
    }

    /**
     * {@return the virtual function of a number}
     *
     * @throws PlumblineException NOT_FOUND when there is none
     */
    public VirtualFunction vf(int index) {
        return vfs.stream()
                .filter(vf -> vf.index() == index)
                .findFirst()
                .orElseThrow(
                        () -> Problem.notFound("NOT_FOUND", bdf + " vf " + index, "there is no such virtual function")
                                .because(vfs.isEmpty() ? "the physical function has none" : "there are " + vfs.size())
                                .fix("make them with 'vfio-bind vfs " + bdf + " --count N', 0 < N <= " + total)
                                .exception());
    }

    /** {@return the virtual function of an address, if it is one of this function's} */
    public Optional<VirtualFunction> vf(Bdf address) {
        return vfs.stream().filter(vf -> vf.bdf().equals(address)).findFirst();
    }

    /** {@return the link that virtual functions are set through: the named one, or that of the first port} */
    public Optional<PfLink> link(@Nullable String name) {
        return netdevs.stream()
                .filter(Netdev::isPort)
                .filter(netdev -> name == null || netdev.name().equals(name))
                .findFirst()
                .map(netdev -> new PfLink(bdf.toString(), netdev.port(), netdev.name(), netdev.index()));
    }
}
