package dev.plumbline.sriov;

import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.Bdf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A tree of files as sysfs has them, with what a test needs of it. */
public final class SysTree {
    private final Path root;

    public SysTree(Path root) {
        this.root = root;
    }

    public Sysroot sysroot() {
        return new Sysroot(root);
    }

    public SysTree file(String path, String text) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text + "\n");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public SysTree link(String path, String target) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            Files.createSymbolicLink(file, Path.of(target));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public SysTree directory(String path) {
        try {
            Files.createDirectories(root.resolve(path));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A physical function with a driver. */
    public SysTree pf(String bdf, String driver, int total, int count) {
        String directory = "sys/bus/pci/devices/" + bdf;
        directory("sys/bus/pci/drivers/" + driver);
        return file(directory + "/class", "0x020000")
                .file(directory + "/sriov_totalvfs", Integer.toString(total))
                .file(directory + "/sriov_numvfs", Integer.toString(count))
                .file(directory + "/sriov_drivers_autoprobe", "1")
                .link(directory + "/driver", "../../drivers/" + driver);
    }

    /** A virtual function without a driver. */
    public SysTree vf(String pf, int index, String bdf) {
        return file("sys/bus/pci/devices/" + bdf + "/class", "0x020000")
                .link("sys/bus/pci/devices/" + bdf + "/physfn", "../" + pf)
                .link("sys/bus/pci/devices/" + pf + "/virtfn" + index, "../" + bdf);
    }

    public SysTree driver(String bdf, String driver) {
        directory("sys/bus/pci/drivers/" + driver);
        return link("sys/bus/pci/devices/" + bdf + "/driver", "../../drivers/" + driver);
    }

    /** A function's link; texts of null are files that cannot be read. */
    public SysTree netdev(String bdf, String name, int index, int port, String switchId, String portName) {
        String directory = "sys/bus/pci/devices/" + bdf + "/net/" + name;
        file(directory + "/ifindex", Integer.toString(index))
                .file(directory + "/dev_port", Integer.toString(port))
                .file(directory + "/flags", "0x1002")
                .link(directory + "/device", "../../../" + bdf)
                .link("sys/class/net/" + name, "../../bus/pci/devices/" + bdf + "/net/" + name);
        if (switchId != null) {
            file(directory + "/phys_switch_id", switchId);
        }
        return portName == null ? this : file(directory + "/phys_port_name", portName);
    }

    public SysTree netdev(String bdf, String name, int index) {
        return netdev(bdf, name, index, 0, null, null);
    }

    public PhysicalFunction read(String bdf) {
        return PhysicalFunction.read(sysroot(), Bdf.parse(bdf));
    }
}
