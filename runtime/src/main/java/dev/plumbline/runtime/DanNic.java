package dev.plumbline.runtime;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.uapi.Neighbour;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.tap.PodAddress;
import dev.plumbline.tap.PodLink;
import dev.plumbline.tap.PodNeighbour;
import dev.plumbline.tap.PodRoute;
import dev.plumbline.tap.VhostUserSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One NIC of a direct-attach file.
 *
 * @param name its name in the guest
 * @param mac its Ethernet address; null when the file leaves it to the runtime
 * @param type what is behind it: {@link #HOST_TAP}, {@link #VFIO} or {@link #VHOST_USER}
 * @param source the tap's name, the PCI address or the socket
 * @param queues queue pairs, 0 for the policy's number
 * @param mtu bytes
 * @param addresses addresses with their prefix lengths
 * @param routes routes that leave by it
 * @param neighbours its neighbours
 */
record DanNic(
        String name,
        @Nullable String mac,
        String type,
        String source,
        int queues,
        int mtu,
        List<String> addresses,
        List<PodRoute> routes,
        List<PodNeighbour> neighbours) {
    static final String HOST_TAP = "host-tap";
    static final String VFIO = "vfio";
    static final String VHOST_USER = "vhost-user";

    private static final Pattern LINK_NAME = Pattern.compile("[\\x21-\\x7e&&[^/:]]{1,15}");
    private static final Pattern PCI = Pattern.compile("([0-9a-fA-F]{4,8}:)?[0-9a-fA-F]{2}:[0-9a-fA-F]{2}\\.[0-7]");
    private static final int MOST_QUEUES = 256;
    private static final int LEAST_MTU = 68; // RFC 791
    private static final int MOST_MTU = 65_535;
    private static final long U32 = 0xffff_ffffL;

    static DanNic of(JsonFields device) {
        String name = linkName(device, "name");
        JsonFields behind = device.object("device");
        String type = behind.required("type");
        String source = switch (type) {
            case HOST_TAP -> linkName(behind, "tap_name");
            case VHOST_USER -> socket(behind);
            case VFIO -> pci(behind);
            default -> throw behind.bad("type", "'" + type + "' is none of host-tap, vhost-user and vfio");
        };
        behind.number("queue_size", 0, 0, 32_768); // the VMM's own choice; checked like the others
        JsonFields info = device.object("network_info");
        JsonFields link = info.object("interface");
        link.text("ntype", "");
        link.number("flags", 0, 0, U32);
        return new DanNic(
                name,
                device.mac("guest_mac"),
                type,
                source,
                (int) behind.number("queue_num", 0, 0, MOST_QUEUES),
                (int) link.number("mtu", 1500, LEAST_MTU, MOST_MTU),
                link.prefixes("ip_addresses").stream().map(IpPrefix::toString).toList(),
                info.objects("routes", false).stream().map(DanNic::route).toList(),
                info.objects("neighbors", false).stream().map(DanNic::neighbour).toList());
    }

    private static String linkName(JsonFields fields, String field) {
        String name = fields.required(field);
        if (!LINK_NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw fields.bad(
                    field, "'" + name + "' is not a link's name: 1 to 15 ASCII characters without space, '/' and ':'");
        }
        return name;
    }

    private static String socket(JsonFields fields) {
        String path = fields.required("path");
        if (!path.startsWith("/")) {
            throw fields.bad("path", "'" + path + "' is not an absolute path");
        }
        return path;
    }

    private static String pci(JsonFields fields) {
        String address = fields.required("pci_device_id");
        if (!PCI.matcher(address).matches()) {
            throw fields.bad("pci_device_id", "'" + address + "' is not a PCI address such as 0000:01:00.0");
        }
        return address;
    }

    private static PodRoute route(JsonFields fields) {
        IpPrefix destination = fields.address("dest");
        IpPrefix gateway = fields.address("gateway");
        IpPrefix source = fields.address("source");
        IpPrefix any = destination != null ? destination : gateway != null ? gateway : source;
        if (any == null) {
            throw fields.bad("dest", "a route needs a destination, a gateway or a source");
        }
        for (IpPrefix other : new @Nullable IpPrefix[] {gateway, source}) {
            if (other != null && other.isV6() != any.isV6()) {
                throw fields.bad("dest", "destination, gateway and source are of different families");
            }
        }
        boolean everywhere = destination == null || destination.length() == 0;
        long mtu = fields.number("mtu", 0, 0, MOST_MTU);
        long flags = fields.number("flags", 0, 0, U32);
        return new PodRoute(
                everywhere ? "default" : Objects.requireNonNull(destination).toString(),
                any.isV6() ? "inet6" : "inet",
                gateway == null ? null : IpPrefix.text(gateway.address()),
                0,
                Rtnetlink.RT_TABLE_MAIN,
                scope(fields),
                "boot",
                "unicast",
                source == null ? null : IpPrefix.text(source.address()),
                (flags & Rtnetlink.RTNH_F_ONLINK) != 0,
                mtu == 0 ? null : (int) mtu,
                null,
                Map.of(),
                Map.of(),
                List.of(),
                List.of());
    }

    private static String scope(JsonFields fields) {
        int scope = (int) fields.number("scope", 0, 0, 255);
        return switch (scope) {
            case Rtnetlink.RT_SCOPE_UNIVERSE -> "global";
            case Rtnetlink.RT_SCOPE_SITE -> "site";
            case Rtnetlink.RT_SCOPE_LINK -> "link";
            case Rtnetlink.RT_SCOPE_HOST -> "host";
            default -> Integer.toString(scope);
        };
    }

    private static PodNeighbour neighbour(JsonFields fields) {
        IpPrefix address = fields.address("ip_address");
        if (address == null) {
            throw fields.bad("ip_address", "this field is missing or empty");
        }
        fields.text("device", "");
        long flags = fields.number("flags", 0, 0, 255);
        long state = fields.number("state", 0, 0, 255);
        boolean proxy = (flags & Neighbour.NTF_PROXY) != 0;
        String mac = fields.mac("hardware_addr");
        if (mac == null && !proxy) {
            throw fields.bad("hardware_addr", "this field is missing or empty");
        }
        boolean permanent = state == 0 || (state & Neighbour.NUD_PERMANENT) != 0;
        return new PodNeighbour(
                IpPrefix.text(address.address()),
                proxy ? null : mac,
                permanent || proxy ? "permanent" : "reachable",
                proxy,
                (flags & Neighbour.NTF_ROUTER) != 0);
    }

    /** {@return the link that stands for it, as a scan would have found one; a socket that is not there is for the VMM to make} */
    PodLink link(int index, String macOtherwise) {
        return PodLink.told(
                index,
                name,
                type,
                mtu,
                mac == null ? macOtherwise : mac,
                type.equals(VHOST_USER) ? new VhostUserSocket(source, !Files.exists(Path.of(source))) : null,
                addresses.stream().map(PodAddress::of).toList(),
                routes,
                neighbours);
    }
}
