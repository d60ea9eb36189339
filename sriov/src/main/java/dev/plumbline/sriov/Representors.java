package dev.plumbline.sriov;

import dev.plumbline.host.Sysroot;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The links that stand for virtual functions on the host while a NIC's own switch is in switchdev mode: what is sent to
 * one arrives at its function. Found by {@code phys_switch_id} and {@code phys_port_name}, which every driver with such a
 * mode has; nothing is found in the legacy mode.
 */
public final class Representors {
    private Representors() {}

    /** {@return the name of each virtual function's representor, by the function's number} */
    public static Map<Integer, String> of(Sysroot sysroot, PhysicalFunction pf) {
        Optional<Netdev> uplink = uplink(pf);
        return uplink.isEmpty()
                ? Map.of()
                : of(uplink.get(), Netdev.all(sysroot), pf.bdf().function());
    }

    /** {@return the physical function's own port of its switch; nothing in legacy mode} */
    static Optional<Netdev> uplink(PhysicalFunction pf) {
        return pf.netdevs().stream()
                .filter(netdev -> netdev.switchId() != null && netdev.isPort())
                .findFirst();
    }

    /**
     * {@return the representors among some links}
     *
     * @param uplink the physical function's own port
     * @param links where to look
     * @param function the number of the physical function among those of its device, for the case that several share a
     *     switch
     */
    static Map<Integer, String> of(Netdev uplink, List<Netdev> links, int function) {
        int port = PortName.of(uplink.portName() == null ? "" : uplink.portName())
                .map(PortName::pf)
                .orElse(function);
        Map<Integer, String> found = new TreeMap<>();
        links.stream()
                .filter(link -> uplink.switchId() != null && uplink.switchId().equals(link.switchId()))
                .flatMap(link -> Candidate.of(link, port, function).stream())
                .sorted(Comparator.comparingInt(Candidate::distance))
                .forEach(candidate -> found.putIfAbsent(candidate.vf(), candidate.name()));
        return found;
    }

    /** A link that represents a virtual function of some physical function of the switch. */
    private record Candidate(int vf, String name, int distance) {
        static Optional<Candidate> of(Netdev link, int port, int function) {
            return PortName.of(link.portName() == null ? "" : link.portName())
                    .filter(name -> name.kind() == PortName.Kind.VF)
                    .filter(name -> name.pf() == port || name.pf() == function)
                    .map(name -> new Candidate(name.number(), link.name(), distance(name, port)));
        }

        /** Ours before another controller's; the port's number before the function's. */
        private static int distance(PortName name, int port) {
            return (name.isLocal() ? 0 : 2) + (name.pf() == port ? 0 : 1);
        }
    }
}
