package dev.plumbline.cdi.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.cdi.document.NetDevice;
import dev.plumbline.host.Problem;
import java.util.Map;

/** Network interfaces that move into the container. */
final class NetDeviceEdits {
    private final OciSpec spec;

    NetDeviceEdits(OciSpec spec) {
        this.spec = spec;
    }

    void add(NetDevice device) {
        ObjectNode devices = spec.object("linux", "netDevices");
        for (Map.Entry<String, JsonNode> other : devices.properties()) {
            String name = other.getValue().path("name").asText(other.getKey());
            if (name.equals(device.name()) && !other.getKey().equals(device.hostInterfaceName())) {
                throw Problem.refused(
                                "INTERFACE_NAME_TAKEN",
                                device.hostInterfaceName(),
                                "two network interfaces would have the name " + device.name() + " in the container")
                        .because(other.getKey() + " has it")
                        .fix("give one of them another name")
                        .exception();
            }
        }
        devices.putObject(device.hostInterfaceName()).put("name", device.name());
    }
}
