package dev.plumbline.gpu;

import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.HostDevices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A host's files under a directory, built function by function as the kernel lays them out. */
public final class HostTree {
    private static final long PREFETCHABLE = 0x2000;
    private static final long WIDE = 0x100000;
    private static final long MEMORY = 0x40200;
    private static final long IO = 0x40101;

    private final Path root;
    private long nextAddress = 0x2000_0000_0000L;

    /** Begins a host with an IOMMU, vfio-pci, and processors with 46 bits of physical address. */
    public HostTree(Path root) {
        this.root = root;
        directory("sys/bus/pci/devices");
        directory("sys/kernel/iommu_groups");
        directory("sys/devices/virtual/iommu/dmar0");
        directory("sys/class/iommu");
        link("sys/class/iommu/dmar0", "../../devices/virtual/iommu/dmar0");
        directory("sys/bus/pci/drivers/vfio-pci");
        file("proc/cpuinfo", "processor\t: 0\naddress sizes\t: 46 bits physical, 57 bits virtual");
    }

    public Path root() {
        return root;
    }

    HostDevices devices() {
        return HostDevices.of(new Sysroot(root), root.resolve("state"));
    }

    GpuInventory inventory() {
        return GpuInventory.read(devices());
    }

    /** Adds a function directly on a root bus, {@code 0000:15}. */
    Function onBus(String bus, String bdf, String classCode, String id) {
        return new Function("sys/devices/pci" + bus, bdf, classCode, id);
    }

    /** A PCI function that is being described. */
    final class Function {
        private final String path;
        private final String bdf;
        private final StringBuilder resource = new StringBuilder();

        private Function(String parent, String bdf, String classCode, String id) {
            this.path = parent + "/" + bdf;
            this.bdf = bdf;
            file("class", "0x" + classCode);
            file("vendor", "0x" + id.substring(0, 4));
            file("device", "0x" + id.substring(5));
            file("reset_method", "flr bus");
            config(classCode.startsWith("0604") ? 1 : 0, null);
            HostTree.this.link("sys/bus/pci/devices/" + bdf, "../../../" + path.substring("sys/".length()));
        }

        Bdf bdf() {
            return Bdf.parse(bdf);
        }

        /** Adds a function behind this bridge. */
        Function behind(String address, String classCode, String id) {
            return new Function(path, address, classCode, id);
        }

        /** Adds a bridge behind this one, and says whether it sends requests from beneath up first. */
        Function bridge(String address, String id, boolean redirects) {
            Function bridge = behind(address, "060400", id);
            bridge.config(1, redirects);
            return bridge;
        }

        /** Writes 4 KiB of configuration space, with an ACS capability where one is wanted. */
        private void config(int headerType, @Nullable Boolean redirects) {
            ByteBuffer config = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
            config.put(0, (byte) 1).put(0x0e, (byte) headerType);
            if (redirects != null) {
                config.putInt(0x100, 0x0001_000d).putShort(0x106, (short) (redirects ? 0x1d : 0));
            }
            HostTree.this.bytes(path + "/config", config.array());
        }

        /** Adds the next register: {@code 128G wide}, {@code 16M}, {@code 32M wide only} (not prefetchable), {@code 128 io}, {@code -}. */
        Function bar(String text) {
            List<String> words = List.of(text.split(" ", -1));
            if (text.equals("-")) {
                resource.append("0x0000000000000000 0x0000000000000000 0x0000000000000000\n");
            } else {
                long size = size(words.get(0));
                long flags = text.contains("io")
                        ? IO
                        : MEMORY | (text.contains("wide") ? WIDE | (text.contains("only") ? 0 : PREFETCHABLE) : 0);
                long start = (nextAddress + size - 1) / size * size;
                nextAddress = start + size;
                resource.append(
                        String.format(Locale.ROOT, "0x%016x 0x%016x 0x%016x%n", start, start + size - 1, flags));
                if (text.contains("wide") && !text.contains("only")) {
                    resource.append("0x0000000000000000 0x0000000000000000 0x0000000000000000\n");
                }
            }
            return file("resource", resource.toString().strip());
        }

        Function driver(String name) {
            HostTree.this.directory("sys/bus/pci/drivers/" + name);
            HostTree.this.link(path + "/driver", "/sys/bus/pci/drivers/" + name);
            return this;
        }

        Function group(int number) {
            HostTree.this.directory("sys/kernel/iommu_groups/" + number + "/devices");
            HostTree.this.link(path + "/iommu_group", "/sys/kernel/iommu_groups/" + number);
            return this;
        }

        Function numa(int node) {
            return file("numa_node", Integer.toString(node));
        }

        Function file(String name, String text) {
            HostTree.this.file(path + "/" + name, text);
            return this;
        }

        Function link(String name, String target) {
            HostTree.this.link(path + "/" + name, target);
            return this;
        }

        private static long size(String text) {
            int last = text.length() - 1;
            int shift = "KMG".indexOf(text.charAt(last));
            return shift < 0 ? Long.parseLong(text) : Long.parseLong(text.substring(0, last)) << (10 * (shift + 1));
        }
    }

    /** Adds a process that has nodes open. */
    void process(int pid, String name, String... nodes) {
        file("proc/" + pid + "/comm", name);
        for (int i = 0; i < nodes.length; i++) {
            link("proc/" + pid + "/fd/" + (i + 3), nodes[i]);
        }
    }

    private void directory(String path) {
        try {
            Files.createDirectories(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void file(String path, String text) {
        bytes(path, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(String path, byte[] bytes) {
        try {
            Files.createDirectories(root.resolve(path).getParent());
            Files.write(root.resolve(path), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void link(String path, String target) {
        try {
            Files.createDirectories(root.resolve(path).getParent());
            Files.createSymbolicLink(root.resolve(path), Path.of(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
