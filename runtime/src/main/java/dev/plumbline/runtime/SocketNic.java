package dev.plumbline.runtime;

import dev.plumbline.host.Problem;
import dev.plumbline.tap.Mark;
import dev.plumbline.tap.NicDecision;
import dev.plumbline.tap.PodAddress;
import dev.plumbline.tap.PodLink;
import dev.plumbline.tap.PodNetwork;
import dev.plumbline.tap.VhostUserSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A NIC that was asked for by the socket of its back-end, and stands for no link of the pod. A pure function. */
final class SocketNic {
    private static final String KIND = "vhost-user";

    private SocketNic() {}

    /**
     * {@return the NIC, as a link with such a socket would have led to it}
     *
     * @throws dev.plumbline.host.PlumblineException REFUSED when something else has its name
     */
    static NicDecision decide(
            Pluggable.VhostUser what, VhostUserSocket socket, SandboxReport report, PodNetwork network) {
        Set<String> taken = new HashSet<>();
        network.links().forEach(link -> taken.add(link.name()));
        report.nics().forEach(nic -> taken.add(nic.id()));
        report.devices().forEach(device -> taken.add(device.id()));
        String name = what.name() == null ? free(taken) : what.name();
        if (taken.contains(name)) {
            throw Problem.refused("NIC_NAME_TAKEN", name, "a NIC, a device or a link of the pod has this name")
                    .fix("give another --name, or none")
                    .exception();
        }
        String sandbox = String.valueOf(report.sandbox());
        PodLink link = PodLink.told(
                0,
                name,
                KIND,
                what.mtu(),
                what.mac() == null ? Mark.mac(sandbox, name) : what.mac(),
                socket,
                what.addresses().stream().map(PodAddress::of).toList(),
                List.of(),
                List.of());
        return NicDecision.vhostUser(link, socket, what.queues());
    }

    private static String free(Set<String> taken) {
        for (int i = 0; ; i++) {
            if (!taken.contains("vhost" + i)) {
                return "vhost" + i;
            }
        }
    }
}
