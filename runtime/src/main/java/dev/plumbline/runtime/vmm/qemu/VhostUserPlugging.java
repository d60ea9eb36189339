package dev.plumbline.runtime.vmm.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.host.Deadline;
import dev.plumbline.host.Problem;
import dev.plumbline.runtime.vmm.NicPlug;
import dev.plumbline.runtime.vmm.VhostUserPlug;
import dev.plumbline.runtime.vmm.qemu.Addition.TakeBack;
import dev.plumbline.tap.VhostUserSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Plugs one NIC with a vhost-user back-end in: connection, back-end, device. QEMU waits for the connection inside
 * {@code netdev_add}, without end and with the whole machine standing still, so that is asked for only when there is one.
 */
final class VhostUserPlugging {
    private static final int SECONDS_BETWEEN_DIALS = 1;
    private static final Duration TO_LOOK = Duration.ofSeconds(1);
    private static final long MILLIS_BETWEEN_LOOKS = 20;

    private final QmpClient qmp;
    private final VhostUserPlug plug;
    private final String device;
    private final String chardev;
    private final Deadline deadline;
    private final Addition addition;

    VhostUserPlugging(QmpClient qmp, VhostUserPlug plug, Deadline deadline) {
        this.qmp = qmp;
        this.plug = plug;
        this.device = plug.nic().device();
        this.chardev = VhostUserPlug.chardev(device);
        this.deadline = deadline;
        this.addition = new Addition(qmp, deadline);
    }

    /** {@return what removes the back-end of a NIC; the connection goes with it unless it never got so far} */
    static List<TakeBack> backEnd(String device) {
        return List.of(
                new TakeBack("netdev_del", "id", NicPlug.netdev(device)),
                new TakeBack("chardev-remove", "id", VhostUserPlug.chardev(device)));
    }

    /** {@return whether a back-end is connected to a NIC at the moment} */
    static boolean isConnected(QmpClient qmp, String device, Deadline deadline) {
        String label = VhostUserPlug.chardev(device);
        for (JsonNode chardev : qmp.execute("query-chardev", Map.of(), deadline)) {
            if (chardev.path("label").asText().equals(label)) {
                return !chardev.path("filename").asText().startsWith("disconnected:");
            }
        }
        return false;
    }

    void run() {
        addition.run(() -> {
            addConnection();
            awaitConnection();
            addNetdev();
            addDevice();
        });
    }

    private void addConnection() {
        VhostUserSocket socket = plug.socket();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("addr", Map.of("type", "unix", "data", Map.of("path", socket.path())));
        data.put("server", socket.listen());
        if (socket.listen()) {
            data.put("wait", false);
        } else {
            data.put("reconnect", SECONDS_BETWEEN_DIALS);
        }
        Map<String, Object> backend = Map.of("type", "socket", "data", data);
        addition.add(
                "chardev-add",
                Map.of("id", chardev, "backend", backend),
                new TakeBack("chardev-remove", "id", chardev));
    }

    private void awaitConnection() {
        // A look of its own time: what is left of the deadline may be too little for an answer.
        while (!isConnected(
                qmp, device, deadline.remainingMillis() < TO_LOOK.toMillis() ? Deadline.after(TO_LOOK) : deadline)) {
            if (deadline.passed()) {
                throw Problem.refused("BACK_END_AWAY", plug.socket().path(), "no back-end was connected in time")
                        .because("QEMU " + (plug.socket().listen() ? "listens" : "dials") + " there")
                        .fix("see the back-end's own log; 'plumb vhost-user probe' asks one that listens")
                        .exception();
            }
            try {
                Thread.sleep(MILLIS_BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Problem.refused("INTERRUPTED", device, "interrupted while waiting for its back-end")
                        .exception(e);
            }
        }
    }

    private void addNetdev() {
        String netdev = NicPlug.netdev(device);
        addition.add(
                "netdev_add",
                Map.of(
                        "type",
                        "vhost-user",
                        "id",
                        netdev,
                        "chardev",
                        chardev,
                        "queues",
                        plug.nic().queues()),
                new TakeBack("netdev_del", "id", netdev));
    }

    private void addDevice() {
        Map<String, Object> arguments = NicPlugging.device(plug.nic());
        if (plug.mtu() != VhostUserPlug.ETHERNET_MTU) {
            arguments.put("host_mtu", plug.mtu());
        }
        if (!qmp.execute("query-kvm", Map.of(), deadline).path("enabled").asBoolean()) {
            // QEMU 7.2 without KVM dies of a vhost-user NIC's MSI-X as soon as the guest's driver starts.
            arguments.put("vectors", 0);
        }
        addition.add("device_add", arguments, new TakeBack("device_del", "id", device));
    }
}
