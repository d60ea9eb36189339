package dev.plumbline.tap;

import dev.plumbline.host.Fd;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.PrivateMounts;
import dev.plumbline.host.Problem;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.Syscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The character device of a macvtap. No {@code /dev/tapN} appears for a macvtap of another network namespace, so a node is
 * made from what sysfs says of it, where nobody else sees either.
 */
final class MacvtapNode {
    private static final Path SYSFS = Path.of("/sys");

    private MacvtapNode() {}

    /** Opens queues of a macvtap, each with a virtio-net header. Returns a descriptor a queue. */
    static List<Fd> open(NetNamespace namespace, String macvtap, int queues) {
        return PrivateMounts.call(namespace, () -> {
            // A sysfs shows the links of the namespace that it was mounted in.
            PrivateMounts.mount("sysfs", SYSFS.toString(), Syscalls.MS_RDONLY);
            String[] device = deviceOf(macvtap).split(":", 2);
            PrivateMounts.mount("tmpfs", SYSFS.toString(), 0);
            Path node = SYSFS.resolve(macvtap);
            int made = Syscalls.makeCharacterDevice(
                    node.toString(), Integer.parseInt(device[0]), Integer.parseInt(device[1]));
            if (made < 0) {
                throw Problem.refused("NO_MACVTAP_NODE", macvtap, "its character device cannot be made")
                        .because(Errno.describe(-made))
                        .fix("run as root (CAP_MKNOD)")
                        .exception();
            }
            return open(node, macvtap, queues);
        });
    }

    private static String deviceOf(String macvtap) throws IOException {
        Path directory = SYSFS.resolve("class/net").resolve(macvtap).resolve("macvtap");
        try (Stream<Path> taps = Files.list(directory)) {
            Path tap = taps.findFirst()
                    .orElseThrow(() -> Problem.notFound("NO_MACVTAP_NODE", macvtap, "sysfs shows no character device")
                            .exception());
            return Files.readString(tap.resolve("dev")).strip();
        }
    }

    private static List<Fd> open(Path node, String macvtap, int queues) {
        List<Fd> opened = new ArrayList<>(queues);
        try {
            for (int i = 0; i < queues; i++) {
                Fd queue = Syscalls.open(node.toString(), Syscalls.O_RDWR | Syscalls.O_NONBLOCK);
                opened.add(queue);
                TapDevice.useVnetHeader(macvtap, queue);
            }
            return opened;
        } catch (RuntimeException e) {
            opened.forEach(Fd::close);
            throw e;
        }
    }
}
