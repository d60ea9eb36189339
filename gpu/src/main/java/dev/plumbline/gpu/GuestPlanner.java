package dev.plumbline.gpu;

import dev.plumbline.gpu.Companion.Place;
import dev.plumbline.gpu.Fact.When;
import dev.plumbline.vfio.BarWindows;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.HostDevices;
import dev.plumbline.vfio.IommuGroup;
import dev.plumbline.vfio.PciDevice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides what a guest that is to have some GPUs looks like. Each device of the host gets a port of its own with all of its
 * functions; devices that share a switch on the host share one in the guest, since drivers go by that when they choose how
 * GPUs talk to each other, and since a card with a switch expects one.
 */
public final class GuestPlanner {
    /** QEMU has four bits for the number of a clique. */
    private static final int CLIQUES = 16;

    private final HostDevices host;
    private final GpuInventory inventory;
    private final PciTree tree;
    private final VendorFacts facts;

    /** Creates a planner for a host's GPUs. */
    public GuestPlanner(HostDevices host, GpuInventory inventory) {
        this.host = host;
        this.inventory = inventory;
        this.tree = new PciTree(inventory.host());
        this.facts = VendorFacts.known();
    }

    /**
     * {@return the plan of a guest that has GPUs from the start}
     *
     * @param chosen the GPUs; what belongs to them comes along
     * @param iommufd whether to use iommufd; the legacy groups otherwise
     * @param physBits how wide the guest's physical addresses are, or nothing for as wide as the host's
     */
    public GuestPlan cold(List<Gpu> chosen, boolean iommufd, Optional<Integer> physBits) {
        List<List<PciDevice>> devices = devices(chosen);
        Map<PciDevice, Integer> cliques = new LinkedHashMap<>();
        List<GuestPort> ports = new ArrayList<>();
        List<GuestFunction> functions = new ArrayList<>();
        for (List<List<PciDevice>> together : bySwitch(devices)) {
            List<GuestPort> own = ports(together);
            List<GuestPort> leaves = own.subList(own.size() - together.size(), own.size());
            ports.addAll(own);
            number(cliques, together);
            for (int i = 0; i < together.size(); i++) {
                functions.addAll(functions(together.get(i), leaves.get(i), cliques));
            }
        }
        return new GuestPlan(ports, functions, host.windowsOfPorts(devices, physBits), iommufd, findings(chosen));
    }

    /**
     * {@return the plan of a guest into which GPUs are plugged later}: a root port for each function with the windows that it
     * needs, first the GPUs' with their IOMMU groups in the order in which those are plugged
     *
     * @param chosen the GPUs; what belongs to them comes along
     * @param physBits how wide the guest's physical addresses are, or nothing for as wide as the host's
     */
    public GuestPlan hot(List<Gpu> chosen, Optional<Integer> physBits) {
        Set<PciDevice> functions = new LinkedHashSet<>();
        for (Gpu gpu : chosen) { // a group is plugged as one
            functions.addAll(inventory
                    .host()
                    .groupOf(gpu.function())
                    .map(IommuGroup::endpoints)
                    .orElse(List.of(gpu.function())));
        }
        devices(chosen).forEach(functions::addAll);
        BarWindows windows =
                host.windowsOfPorts(functions.stream().map(List::of).toList(), physBits);
        return new GuestPlan(
                windows.devices().stream()
                        .map(window -> root(window.bdf()).reserving(window.windowBytes(), window.lowWindowBytes()))
                        .toList(),
                List.of(),
                windows,
                false,
                findings(chosen));
    }

    /** Each device with its functions: the GPUs, what is on their cards, and then what serves all of them. */
    private List<List<PciDevice>> devices(List<Gpu> chosen) {
        Set<PciDevice> functions = new LinkedHashSet<>();
        for (Gpu gpu : chosen) {
            functions.add(gpu.function());
            gpu.companions(Place.SLOT).forEach(functions::add);
            gpu.companions(Place.CARD).forEach(functions::add);
        }
        fabric(chosen).filter(device -> servesOnly(device, chosen)).forEach(functions::add);
        Map<Bdf, List<PciDevice>> devices = new LinkedHashMap<>();
        for (PciDevice function : functions) {
            Bdf bdf = function.bdf();
            // The virtual functions of one device are unrelated to each other.
            Bdf key = function.sriov().isVf() ? bdf : new Bdf(bdf.domain(), bdf.bus(), bdf.device(), 0);
            devices.computeIfAbsent(key, any -> new ArrayList<>()).add(function);
        }
        devices.values().forEach(list -> list.sort((one, other) -> one.bdf().compareTo(other.bdf())));
        return List.copyOf(devices.values());
    }

    private static Stream<PciDevice> fabric(List<Gpu> gpus) {
        return gpus.stream().flatMap(gpu -> gpu.companions(Place.HOST)).distinct();
    }

    private boolean servesOnly(PciDevice device, List<Gpu> chosen) {
        return inventory.gpus().stream()
                .filter(gpu -> gpu.companions(Place.HOST).anyMatch(device::equals))
                .allMatch(chosen::contains);
    }

    private List<Finding> findings(List<Gpu> chosen) {
        List<PciDevice> shared =
                fabric(chosen).filter(device -> !servesOnly(device, chosen)).toList();
        return shared.isEmpty()
                ? List.of()
                : List.of(new Finding(
                        "FABRIC_STAYS",
                        shared.size() + " devices that join these GPUs with others stay with the host, first "
                                + shared.get(0).bdf(),
                        "have the host partition them (NVIDIA's fabric manager), or give the VM all GPUs",
                        null));
    }

    /** Devices that share a switch are together, the others alone, each at the place of its first. */
    private List<List<List<PciDevice>>> bySwitch(List<List<PciDevice>> devices) {
        Map<Bdf, List<List<PciDevice>>> found = new LinkedHashMap<>();
        for (List<PciDevice> device : devices) {
            Bdf key = sharedSwitch(device, devices).orElse(device.get(0)).bdf();
            found.computeIfAbsent(key, any -> new ArrayList<>()).add(device);
        }
        return List.copyOf(found.values());
    }

    /** The nearest bridge above a device that is also above another one. */
    private Optional<PciDevice> sharedSwitch(List<PciDevice> device, List<List<PciDevice>> devices) {
        PciDevice first = device.get(0);
        if (first.sriov().isVf()) {
            return Optional.empty();
        }
        return tree.above(first).stream()
                .filter(bridge -> devices.stream()
                        .map(other -> other.get(0))
                        .anyMatch(other -> !other.equals(first)
                                && !other.sriov().isVf()
                                && tree.above(other).contains(bridge)))
                .findFirst();
    }

    /** The ports of devices that belong together; the last of them are the devices' own, in their order. */
    private List<GuestPort> ports(List<List<PciDevice>> together) {
        Bdf first = together.get(0).get(0).bdf();
        if (together.size() == 1) {
            return List.of(root(first));
        }
        Bdf bridge = sharedSwitch(together.get(0), together).orElseThrow().bdf();
        List<GuestPort> ports = new ArrayList<>();
        GuestPort root = root(bridge);
        GuestPort upstream = GuestPort.upstream(bridge, root);
        ports.add(root);
        ports.add(upstream);
        together.forEach(device -> ports.add(GuestPort.downstream(device.get(0).bdf(), upstream)));
        return ports;
    }

    private static GuestPort root(Bdf bdf) {
        return GuestPort.root(GuestFunction.id(bdf), bdf);
    }

    /** GPUs behind one switch that need to be told so get the next clique's number. */
    private void number(Map<PciDevice, Integer> cliques, List<List<PciDevice>> together) {
        List<PciDevice> peers = together.stream()
                .flatMap(List::stream)
                .filter(function -> facts.quirksOf(function).stream()
                        .anyMatch(fact ->
                                fact.property() != null && fact.property().when() == When.PEERS))
                .toList();
        int next = (int) cliques.values().stream().distinct().count();
        if (peers.size() > 1 && next < CLIQUES) {
            peers.forEach(function -> cliques.put(function, next));
        }
    }

    private List<GuestFunction> functions(List<PciDevice> device, GuestPort port, Map<PciDevice, Integer> cliques) {
        // The guest looks for function 0 first; the others keep their numbers where that one is passed through.
        boolean keep = device.get(0).bdf().function() == 0;
        List<GuestFunction> functions = new ArrayList<>();
        for (int i = 0; i < device.size(); i++) {
            PciDevice function = device.get(i);
            functions.add(new GuestFunction(
                    GuestFunction.id(function.bdf()),
                    function,
                    port.id(),
                    keep ? function.bdf().function() : i,
                    i == 0 && device.size() > 1,
                    facts.properties(function, Optional.ofNullable(cliques.get(function)))));
        }
        return functions;
    }
}
