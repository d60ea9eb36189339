package dev.plumbline.vfio;

import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.PciInventory.HostFacts;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the PCI functions of a host: acquisition only, what the texts mean is {@link SysfsText}'s. */
final class PciScan {
    private static final int BRIDGES = 0x06;
    private static final int HEADER = 64;
    private static final int CAPABILITIES = 256;

    private final Sysroot sysroot;
    private final boolean whole;
    private final String base;
    private final ClassLinks links;
    private final boolean hasIommu;
    private final Map<String, Optional<String>> modules = new HashMap<>();

    /**
     * Begins a scan.
     *
     * @param whole whether to read also what only a description of a function has, and no verdict on it depends on
     */
    PciScan(Sysroot sysroot, boolean whole) {
        this.sysroot = sysroot;
        this.whole = whole;
        this.base = sysroot.sys("bus/pci/devices") + "/";
        this.links = ClassLinks.read(sysroot);
        this.hasIommu = !SysDirectory.of(sysroot.sys("class/iommu")).isEmpty();
    }

    PciInventory inventory() {
        SysDirectory all = SysDirectory.of(sysroot.sys("bus/pci/devices"));
        List<PciDevice> devices = new ArrayList<>();
        boolean links = true;
        for (String name : all.names()) {
            Bdf bdf = Bdf.read(name);
            if (bdf != null) {
                String target = links ? all.link(name) : null;
                devices.add(device(bdf, target));
                // Where one link is relative, all are, and a brief scan needs no more from them.
                links = whole || target == null || target.startsWith("/");
            }
        }
        if (devices.isEmpty() && !Files.isDirectory(sysroot.sys("bus/pci"))) {
            throw Problem.notFound(
                            ReasonCode.NOT_FOUND.name(), sysroot.sys("bus/pci").toString(), "this host has no PCI bus")
                    .fix("see that sysfs is mounted there, or name another root with --sysroot")
                    .exception();
        }
        return PciInventory.of(devices, facts(devices));
    }

    private HostFacts facts(List<PciDevice> devices) {
        boolean iommu = hasIommu;
        if (!iommu && !SysDirectory.of(sysroot.sys("kernel/iommu_groups")).isEmpty()) {
            iommu = devices.stream().noneMatch(PciDevice::noIommu);
        }
        String unsafe = SysDirectory.of(sysroot.sys("module/vfio/parameters")).text("enable_unsafe_noiommu_mode");
        return new HostFacts(
                SysDirectory.of(sysroot.sys("bus/pci/drivers")).entries(),
                iommu,
                unsafe != null && (unsafe.equalsIgnoreCase("Y") || unsafe.equals("1")));
    }

    /** A link's text says where the function is in the tree, and so behind which bridge. */
    private PciDevice device(Bdf bdf, @Nullable String target) {
        String path = base + bdf;
        if (target != null && target.startsWith("/")) {
            path = sysroot.root().resolve(target.substring(1)).toString(); // not out of the root
        }
        SysDirectory files = SysDirectory.of(path);
        PciId id = whole ? id(files) : briefId(files);
        String resetMethods = whole ? files.text("reset_method") : "";
        ConfigSpace space = config(files, id, resetMethods == null && files.has("reset") ? CAPABILITIES : HEADER);
        String driver = driver(files);
        String group = files.linkName("iommu_group");
        SysDirectory vfioDevice = files.directory("vfio-dev");
        ClassLinks.OfDevice classes = links.of(bdf, files);
        return new PciDevice(
                bdf,
                id,
                HeaderType.of(space.bytes(), id.subclass()),
                driver,
                whole ? SysfsText.override(files.text("driver_override")) : null,
                driver == null || !whole ? null : moduleOf(driver),
                whole ? files.text("modalias") : null,
                whole ? SysfsText.numa(files.text("numa_node")) : null,
                classes.netdevs(),
                driver != null && classes.netdevsElsewhere(),
                classes.blockdevs(),
                group,
                group != null && isNoIommu(group),
                vfioDevice.isEmpty() ? null : vfioDevice.names().get(0),
                !vfioDevice.isEmpty(),
                whole ? SysfsText.bars(files.text("resource")) : List.of(),
                SysfsText.resets(resetMethods, files.has("reset"), space),
                sriov(bdf, files),
                mdevs(files),
                SysfsText.parent(target));
    }

    /** Only what has a bridge's class can be one or not; a whole scan looks at the others as well. */
    private ConfigSpace config(SysDirectory files, PciId id, int length) {
        boolean bridge = id.baseClass() == BRIDGES || id.baseClass() == PciId.UNKNOWN;
        byte[] bytes = whole || bridge ? files.bytes("config", length) : null;
        return bytes == null ? ConfigSpace.NONE : new ConfigSpace(bytes);
    }

    private static PciId id(SysDirectory files) {
        return new PciId(
                inRange((int) files.number("class", 16, PciId.UNKNOWN), 0xffffff),
                id(files, "vendor"),
                id(files, "device"),
                id(files, "subsystem_vendor"),
                id(files, "subsystem_device"));
    }

    /** The module alias has all of it in one file. */
    private static PciId briefId(SysDirectory files) {
        PciId found = SysfsText.idOf(files.text("modalias"));
        return found != null
                ? found
                : new PciId(
                        inRange((int) files.number("class", 16, PciId.UNKNOWN), 0xffffff),
                        id(files, "vendor"),
                        id(files, "device"),
                        PciId.UNKNOWN,
                        PciId.UNKNOWN);
    }

    private static int id(SysDirectory files, String name) {
        return inRange((int) files.number(name, 16, PciId.UNKNOWN), 0xffff);
    }

    private static int inRange(int value, int max) {
        return value >= 0 && value <= max ? value : PciId.UNKNOWN;
    }

    private static @Nullable String driver(SysDirectory files) {
        String linked = files.linkName("driver");
        return linked != null || !files.has("driver") ? linked : SysfsText.ueventDriver(files.text("uevent"));
    }

    private @Nullable String moduleOf(String driver) {
        Optional<String> known = modules.get(driver);
        if (known == null) {
            SysDirectory files = SysDirectory.of(sysroot.sys("bus/pci/drivers/" + driver));
            known = Optional.ofNullable(files.linkName("module"));
            modules.put(driver, known);
        }
        return known.orElse(null);
    }

    /** A group without an IOMMU has a name, and can only be where there is no IOMMU at all. */
    private boolean isNoIommu(String group) {
        return !hasIommu
                && "vfio-noiommu"
                        .equals(SysDirectory.of(sysroot.sys("kernel/iommu_groups/" + group))
                                .text("name"));
    }

    private Sriov sriov(Bdf bdf, SysDirectory files) {
        String pf = files.linkName("physfn");
        Bdf pfBdf = pf == null ? null : Bdf.read(pf);
        if (pfBdf != null) {
            return Sriov.vf(pfBdf, indexOf(bdf, SysDirectory.of(sysroot.sys("bus/pci/devices/" + pfBdf))));
        }
        long total = files.number("sriov_totalvfs", 10, 0);
        if (total <= 0 || total > 0xffff) {
            return Sriov.NONE;
        }
        long count = files.number("sriov_numvfs", 10, 0);
        return Sriov.pf((int) total, count < 0 || count > total ? 0 : (int) count, vfs(files));
    }

    private static @Nullable Integer indexOf(Bdf vf, SysDirectory pf) {
        for (Map.Entry<Integer, Bdf> entry : vfs(pf).entrySet()) {
            if (entry.getValue().equals(vf)) {
                return entry.getKey();
            }
        }
        return null;
    }

    private static Map<Integer, Bdf> vfs(SysDirectory pf) {
        Map<Integer, Bdf> vfs = new TreeMap<>();
        for (String name : pf.names()) {
            if (name.startsWith("virtfn")) {
                long index = SysDirectory.parse(name.substring("virtfn".length()), 10, -1);
                String target = pf.linkName(name);
                Bdf vf = target == null ? null : Bdf.read(target);
                if (vf != null && index >= 0 && index <= 0xffff) {
                    vfs.put((int) index, vf);
                }
            }
        }
        return vfs;
    }

    /** A mediated device is a directory of its parent whose name is its UUID. */
    private static List<String> mdevs(SysDirectory files) {
        if (!files.has("mdev_supported_types")) {
            return List.of();
        }
        return files.names().stream().filter(SysfsText::isUuid).sorted().toList();
    }
}
