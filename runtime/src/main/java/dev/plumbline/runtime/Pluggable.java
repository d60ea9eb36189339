package dev.plumbline.runtime;

import dev.plumbline.host.Problem;
import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.runtime.vmm.VhostUserPlug;
import dev.plumbline.vfio.Bdf;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be plugged into a running sandbox. */
public sealed interface Pluggable {
    /**
     * A link of the sandbox's namespace, carried into the guest whatever the policy says of links without an address.
     *
     * @param name the link's name
     */
    record Link(String name) implements Pluggable {}

    /**
     * A PCI function of the host, with all endpoints of its IOMMU group: the kernel gives a VM the whole of a group.
     *
     * @param bdf its address
     */
    record Pci(Bdf bdf) implements Pluggable {}

    /**
     * A CDI device whose document names VFIO nodes: all functions behind them, with all endpoints of their groups.
     *
     * @param name its qualified name, for example {@code vendor.com/class=name}
     */
    record Cdi(String name) implements Pluggable {}

    /**
     * A NIC whose packets a vhost-user back-end takes: a software switch.
     *
     * @param socket the back-end's socket, or a device-info file that names it; made absolute
     * @param listen whether the VMM listens there and the back-end dials
     * @param name its name in the guest and in the sandbox, 1 to 15 of letters, digits, {@code _}, {@code .} and {@code -}; null
     *     for the first of vhost0, vhost1, ... that is free
     * @param mac its Ethernet address; null for one that is always the same for this sandbox and name
     * @param addresses its addresses with their prefix lengths
     * @param mtu in bytes, 68 to 65535; the back-end and the guest are told one that is not 1500
     * @param queues queue pairs, 1 to 256
     */
    record VhostUser(
            Path socket,
            boolean listen,
            @Nullable String name,
            @Nullable String mac,
            List<String> addresses,
            int mtu,
            int queues)
            implements Pluggable {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}");
        private static final int LEAST_MTU = 68; // RFC 791
        private static final int MOST_MTU = 65_535;

        public VhostUser {
            socket = socket.toAbsolutePath();
            addresses = addresses.stream().map(VhostUser::prefix).toList();
            mac = mac == null ? null : canonical(mac);
            if (name != null && !NAME.matcher(name).matches()) {
                throw Problem.badInput("BAD_NIC_NAME", "'" + name + "'", "a NIC cannot be called so")
                        .fix("use 1 to 15 of A-Z a-z 0-9 _ . -")
                        .exception();
            }
            if (mtu < LEAST_MTU || mtu > MOST_MTU) {
                throw Problem.badInput("BAD_MTU", Integer.toString(mtu), "the MTU is out of range")
                        .fix("give " + LEAST_MTU + " to " + MOST_MTU)
                        .exception();
            }
            SandboxPolicy.requireQueues(queues);
        }

        /** {@return one back-end that listens, with one queue pair, no address, and the rest chosen} */
        public static VhostUser at(Path socket) {
            return new VhostUser(socket, false, null, null, List.of(), VhostUserPlug.ETHERNET_MTU, 1);
        }

        private static String canonical(String mac) {
            MacAddress address;
            try {
                address = MacAddress.of(mac);
            } catch (IllegalArgumentException e) {
                throw badMac(mac, e.getMessage());
            }
            if ((address.toBytes()[0] & 1) != 0 || address.value() == 0) {
                throw badMac(mac, "it is no station's: a group's, or nobody's");
            }
            return address.toString();
        }

        private static RuntimeException badMac(String mac, @Nullable String why) {
            return Problem.badInput("BAD_MAC", "'" + mac + "'", "a NIC cannot have this Ethernet address")
                    .because(why)
                    .fix("give six bytes in hexadecimal, as 02:00:00:00:00:01")
                    .exception();
        }

        private static String prefix(String text) {
            try {
                if (text.contains("/")) {
                    return IpPrefix.of(text).toString();
                }
            } catch (IllegalArgumentException e) {
                // said below
            }
            throw Problem.badInput("BAD_ADDRESS", "'" + text + "'", "this is not an address with a prefix length")
                    .fix("give it as 10.0.0.2/24 or fd00::2/64")
                    .exception();
        }
    }
}
