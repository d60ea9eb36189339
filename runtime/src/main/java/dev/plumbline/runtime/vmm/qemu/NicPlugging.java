package dev.plumbline.runtime.vmm.qemu;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.Fd;
import dev.plumbline.runtime.vmm.NicPlug;
import dev.plumbline.runtime.vmm.qemu.Addition.TakeBack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plugs one NIC in: descriptors, back-end, device. */
final class NicPlugging {
    private final QmpClient qmp;
    private final String device;
    private final NicPlug plug;
    private final Deadline deadline;
    private final Addition addition;

    NicPlugging(QmpClient qmp, String device, NicPlug plug, Deadline deadline) {
        this.qmp = qmp;
        this.device = device;
        this.plug = plug;
        this.deadline = deadline;
        this.addition = new Addition(qmp, deadline);
    }

    void run(List<Fd> queues, List<Fd> vhost) {
        addition.run(() -> {
            addNetdev(hand(queues, "q"), hand(vhost, "v"));
            addition.add("device_add", device(plug), new TakeBack("device_del", "id", device));
        });
    }

    /** Hands descriptors to QEMU; returns the names that it knows them by, joined as netdev_add wants them. */
    private String hand(List<Fd> descriptors, String kind) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < descriptors.size(); i++) {
            String name = device + "-" + kind + i;
            addition.expect(new TakeBack("closefd", "fdname", name));
            qmp.getfd(name, descriptors.get(i), deadline);
            names.append(i == 0 ? "" : ":").append(name);
        }
        return names.toString();
    }

    private void addNetdev(String queues, String vhost) {
        boolean several = plug.queues() > 1;
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("type", "tap");
        arguments.put("id", NicPlug.netdev(device));
        arguments.put(several ? "fds" : "fd", queues);
        // Said even when false. Without descriptors QEMU opens /dev/vhost-net by itself, and 7.2 aborts when it is
        // absent.
        arguments.put("vhost", plug.vhost());
        if (plug.vhost()) {
            arguments.put(several ? "vhostfds" : "vhostfd", vhost);
        }
        addition.add("netdev_add", arguments, new TakeBack("netdev_del", "id", NicPlug.netdev(device)));
    }

    /** {@return the arguments that add a NIC to its back-end} */
    static Map<String, Object> device(NicPlug plug) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("driver", "virtio-net-pci");
        arguments.put("id", plug.device());
        arguments.put("netdev", NicPlug.netdev(plug.device()));
        arguments.put("mac", plug.mac());
        arguments.put("bus", plug.bus());
        if (plug.addr() != null) {
            arguments.put("addr", plug.addr());
        }
        // No boot ROM: the NIC comes to a guest that has booted, and the ROM's file may not be installed.
        arguments.put("romfile", "");
        if (plug.queues() > 1) {
            arguments.put("mq", true);
            // One for each direction of each pair, one for the control queue, one for changes of the configuration.
            arguments.put("vectors", 2 * plug.queues() + 2);
        }
        return arguments;
    }
}
