package dev.plumbline.tap;

import dev.plumbline.netlink.IpPrefix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that userspace CNI plugins leave for a runtime: {@code /tmp/vhostuser_ADDRESS/vhu.sock} for an address of a
 * link that stands for the real one. The convention is Kata Containers'.
 */
final class VhostUserSockets {
    private VhostUserSockets() {}

    /** {@return the socket for one of these addresses; null when there is none} */
    static @Nullable VhostUserSocket of(List<PodAddress> addresses) {
        return addresses.stream()
                .map(address -> IpPrefix.text(IpPrefix.of(address.prefix()).address()))
                .map(ip -> Path.of("/tmp", "vhostuser_" + ip, "vhu.sock"))
                .filter(Files::exists)
                .map(path -> new VhostUserSocket(path.toString(), false))
                .findFirst()
                .orElse(null);
    }
}
