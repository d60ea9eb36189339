package dev.plumbline.itest.vfio;

import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.Bdf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A host of files: {@code /sys}, {@code /proc} and {@code /dev} as the kernel lays them out, under a directory. */
final class FakeHost {
    private final Path root;

    FakeHost(Path root) {
        this.root = root;
        directory("sys/bus/pci/devices");
        directory("sys/bus/pci/drivers");
        file("sys/bus/pci/drivers_probe", "");
        directory("sys/kernel/iommu_groups");
        directory("sys/devices/virtual/iommu/dmar0");
        directory("sys/class/iommu");
        link("sys/class/iommu/dmar0", "../../devices/virtual/iommu/dmar0");
        directory("proc");
        directory("dev/vfio");
        driver("vfio-pci");
    }

    Sysroot sysroot() {
        return new Sysroot(root);
    }

    Path root() {
        return root;
    }

    void driver(String name) {
        file("sys/bus/pci/drivers/" + name + "/bind", "");
        file("sys/bus/pci/drivers/" + name + "/unbind", "");
    }

    /** Adds a function of a class; header type 0. */
    Function function(String bdf, String classCode, String vendor, String device) {
        String path = "sys/devices/pci0000:00/" + bdf;
        file(path + "/class", "0x" + classCode);
        file(path + "/vendor", "0x" + vendor);
        file(path + "/device", "0x" + device);
        file(path + "/subsystem_vendor", "0x" + vendor);
        file(path + "/subsystem_device", "0x0001");
        file(path + "/driver_override", "(null)");
        file(path + "/numa_node", "0");
        file(path + "/reset_method", "flr bus");
        file(
                path + "/modalias",
                String.format(
                        Locale.ROOT,
                        "pci:v0000%sd0000%ssv0000%ssd00000001bc%ssc%si00",
                        vendor.toUpperCase(Locale.ROOT),
                        device.toUpperCase(Locale.ROOT),
                        vendor.toUpperCase(Locale.ROOT),
                        classCode.substring(0, 2),
                        classCode.substring(2, 4)));
        file(path + "/resource", """
            0x00000000fb000000 0x00000000fbffffff 0x0000000000040200
            0x0000383000000000 0x0000383fffffffff 0x000000000014220c
            0x0000000000000000 0x0000000000000000 0x0000000000000000\
            """);
        Function function = new Function(bdf, path);
        function.headerType(0);
        link("sys/bus/pci/devices/" + bdf, "../../../devices/pci0000:00/" + bdf);
        return function;
    }

    /** A function that is being described. */
    final class Function {
        private final String bdf;
        private final String path;

        private Function(String bdf, String path) {
            this.bdf = bdf;
            this.path = path;
        }

        Bdf bdf() {
            return Bdf.parse(bdf);
        }

        Function headerType(int type) {
            byte[] config = new byte[64];
            config[0] = 1;
            config[0x0e] = (byte) (0x80 | type);
            FakeHost.this.bytes(path + "/config", config);
            return this;
        }

        Function driver(String name) {
            FakeHost.this.driver(name);
            FakeHost.this.link(path + "/driver", "../../../bus/pci/drivers/" + name);
            return this;
        }

        Function group(int number) {
            String group = "sys/kernel/iommu_groups/" + number;
            FakeHost.this.file(group + "/type", "DMA");
            FakeHost.this.directory(group + "/devices");
            FakeHost.this.link(group + "/devices/" + bdf, "../../../../devices/pci0000:00/" + bdf);
            FakeHost.this.link(path + "/iommu_group", "../../../kernel/iommu_groups/" + number);
            return this;
        }

        Function file(String name, String text) {
            FakeHost.this.file(path + "/" + name, text);
            return this;
        }

        Function link(String name, String target) {
            FakeHost.this.link(path + "/" + name, target);
            return this;
        }

        /** Adds a network link with these flags, 1 for up. */
        Function netdev(String name, int flags) {
            FakeHost.this.file(path + "/net/" + name + "/flags", "0x" + Integer.toHexString(0x1002 | flags));
            FakeHost.this.directory("sys/class/net");
            FakeHost.this.link("sys/class/net/" + name, "../../devices/pci0000:00/" + bdf + "/net/" + name);
            return this;
        }

        /** Adds an NVMe disk with one partition. */
        Function disk(String name, String number) {
            String disk = path + "/nvme/nvme0/" + name;
            FakeHost.this.file(disk + "/dev", number + ":0");
            FakeHost.this.file(disk + "/" + name + "p1/dev", number + ":1");
            FakeHost.this.file(disk + "/" + name + "p1/partition", "1");
            FakeHost.this.directory("sys/block");
            FakeHost.this.link("sys/block/" + name, "../devices/pci0000:00/" + bdf + "/nvme/nvme0/" + name);
            return this;
        }
    }

    void directory(String path) {
        try {
            Files.createDirectories(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void file(String path, String text) {
        bytes(path, (text.isEmpty() ? "" : text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void bytes(String path, byte[] bytes) {
        try {
            Files.createDirectories(root.resolve(path).getParent());
            Files.write(root.resolve(path), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void link(String path, String target) {
        try {
            Files.createDirectories(root.resolve(path).getParent());
            Files.deleteIfExists(root.resolve(path));
            Files.createSymbolicLink(root.resolve(path), Path.of(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
