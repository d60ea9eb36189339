package dev.plumbline.gpu;

import dev.plumbline.host.Problem;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.HostDevices;
import dev.plumbline.vfio.HostSnapshot;
import dev.plumbline.vfio.PciDevice;
import dev.plumbline.vfio.PciInventory;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A host's GPUs at one moment: display controllers and processing accelerators. Immutable.
 *
 * @param gpus the GPUs in order of address, virtual functions among them
 * @param peers how each two physical ones reach each other
 * @param host all functions
 */
public record GpuInventory(List<Gpu> gpus, List<PeerPath> peers, PciInventory host) {
    /** {@code linux/pci_ids.h}: PCI_CLASS_DISPLAY_VGA, _3D and _OTHER, PCI_CLASS_ACCELERATOR_PROCESSING. */
    private static final Set<Integer> CLASSES = Set.of(0x0300, 0x0302, 0x0380, 0x1200);

    public GpuInventory {
        gpus = List.copyOf(gpus);
        peers = List.copyOf(peers);
    }

    /** {@return whether a function is a GPU, as far as its class goes} */
    public static boolean isGpu(PciDevice function) {
        return CLASSES.contains(function.id().subclass());
    }

    /** Reads a host: everything by looking at files. What this process may not read is absent. */
    public static GpuInventory read(HostDevices host) {
        return read(host, VendorFacts.known());
    }

    static GpuInventory read(HostDevices host, VendorFacts facts) {
        HostSnapshot snapshot = host.snapshot();
        PciTree tree = new PciTree(snapshot.inventory());
        GpuScan scan = new GpuScan(host, new Companions(tree, facts), facts);
        List<Gpu> gpus = scan.gpus(HostDevices.reports(snapshot).stream()
                .filter(report -> isGpu(report.device()))
                .toList());
        return new GpuInventory(gpus, new Peers(host, tree).among(gpus), snapshot.inventory());
    }

    /**
     * {@return those at some addresses, in that order}
     *
     * @throws dev.plumbline.host.PlumblineException NOT_FOUND when there is nothing, REFUSED when it is no GPU
     */
    public List<Gpu> require(Collection<Bdf> wanted) {
        return wanted.stream().distinct().map(this::require).toList();
    }

    private Gpu require(Bdf bdf) {
        PciDevice function = host.require(bdf);
        return gpus.stream()
                .filter(gpu -> gpu.function().bdf().equals(function.bdf()))
                .findFirst()
                .orElseThrow(() -> Problem.refused(
                                "NOT_A_GPU", bdf.toString(), "it is neither a display controller nor an accelerator")
                        .fix("'vfio-bind gpus' lists the GPUs; 'vfio-bind show " + bdf + "' tells what this is")
                        .exception());
    }

    /** {@return the paths between two of these} */
    public List<PeerPath> peersAmong(Collection<Gpu> chosen) {
        Set<Bdf> bdfs = Set.copyOf(
                chosen.stream().map(gpu -> gpu.function().bdf()).distinct().toList());
        return peers.stream()
                .filter(path -> bdfs.contains(path.first()) && bdfs.contains(path.second()))
                .toList();
    }
}
