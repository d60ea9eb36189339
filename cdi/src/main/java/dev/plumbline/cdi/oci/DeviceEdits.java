package dev.plumbline.cdi.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.cdi.document.DeviceNode;
import dev.plumbline.host.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Device nodes and the cgroup rules that let the container use them. */
final class DeviceEdits {
    private final OciSpec spec;
    private final HostNodes nodes;

    DeviceEdits(OciSpec spec, HostNodes nodes) {
        this.spec = spec;
        this.nodes = nodes;
    }

    /** Adds nodes. Of several at one path, the last one counts; the container may use them all, if they can be made. */
    void add(List<DeviceNode> added) {
        if (added.isEmpty()) {
            return;
        }
        Map<String, ObjectNode> byPath = new LinkedHashMap<>();
        for (DeviceNode node : added) {
            ObjectNode device = filled(node);
            byPath.remove(node.path());
            byPath.put(node.path(), device);
            String type = device.get("type").textValue();
            if (type.equals("b") || type.equals("c")) {
                allow(device, type, node.permissions() == null ? "" : node.permissions());
            }
        }
        ArrayNode devices = spec.list(spec.object("linux"), "devices", "/linux/devices");
        byPath.forEach((path, device) -> put(devices, device, path));
    }

    /** The node with what it leaves to the host and to the container's process. The node itself, which others share, is as before. */
    private ObjectNode filled(DeviceNode node) {
        Optional<HostNode> host = node.isComplete() ? lookupOrNothing(node) : nodes.at(node.onHost());
        String type = node.typeOrEmpty();
        long major = node.majorOrZero();
        long minor = node.minorOrZero();
        if (!node.isComplete()) {
            HostNode found = host.orElseThrow(() -> missing(node).exception());
            type = type.isEmpty() ? found.type() : type;
            if (!found.type().equals(type.equals("u") ? "c" : type)) {
                throw differs(node, found).exception();
            }
            if (major == 0 && !type.equals("p")) {
                major = found.major();
                minor = found.minor();
            }
        }
        ObjectNode device = JsonNodeFactory.instance.objectNode();
        device.put("path", node.path());
        device.put("type", type);
        device.set("major", OciSpec.number(major));
        device.set("minor", OciSpec.number(minor));
        Long mode = node.fileMode();
        if (mode == null) {
            host.ifPresent(found -> device.set("fileMode", OciSpec.number(found.mode())));
        } else {
            device.set("fileMode", OciSpec.number(mode));
        }
        owner(device, "uid", node.uid());
        owner(device, "gid", node.gid());
        return device;
    }

    /** A node that says everything itself is not held up by what is, or is not, on the host. */
    private Optional<HostNode> lookupOrNothing(DeviceNode node) {
        try {
            return nodes.at(node.onHost());
        } catch (dev.plumbline.host.PlumblineException e) {
            return Optional.empty();
        }
    }

    private void owner(ObjectNode device, String field, @org.jspecify.annotations.Nullable Long id) {
        Optional<Long> owner = id != null
                ? Optional.of(id)
                : spec.number("/process/user/" + field).filter(one -> one > 0);
        owner.ifPresent(one -> device.set(field, OciSpec.number(one)));
    }

    /** Puts the device behind the others, in the place of those at its path; one that is the same stays where it is. */
    private static void put(ArrayNode devices, ObjectNode device, String path) {
        boolean there = false;
        for (int i = devices.size() - 1; i >= 0; i--) {
            JsonNode other = devices.get(i);
            if (!other.path("path").asText().equals(path)) {
                continue;
            }
            if (!there && other.equals(device)) {
                there = true;
            } else {
                devices.remove(i);
            }
        }
        if (!there) {
            devices.add(device);
        }
    }

    private void allow(ObjectNode device, String type, String permissions) {
        ObjectNode rule = JsonNodeFactory.instance.objectNode();
        rule.put("allow", true);
        rule.put("type", type);
        rule.set("major", device.get("major"));
        rule.set("minor", device.get("minor"));
        if (!permissions.equals("none")) {
            rule.put("access", permissions.isEmpty() ? "rwm" : permissions);
        }
        ArrayNode rules = spec.list(spec.object("linux", "resources"), "devices", "/linux/resources/devices");
        // Later rules win, so one that is there already is of no use before a rule that denies.
        for (int i = rules.size() - 1; i >= 0; i--) {
            if (rules.get(i).equals(rule)) {
                return;
            }
            if (!rules.get(i).path("allow").asBoolean()) {
                break;
            }
        }
        rules.add(rule);
    }

    private static Problem missing(DeviceNode node) {
        return Problem.notFound("DEVICE_NODE_MISSING", node.onHost(), "the host has no such device node")
                .because("No such file or directory")
                .fix("load the device's driver, or write the document anew: it was made for a host that had it");
    }

    private static Problem differs(DeviceNode node, HostNode found) {
        return Problem.refused("DEVICE_TYPE_DIFFERS", node.onHost(), "the host's device node is of another type")
                .because("the document says " + node.type() + ", the host has " + found.type())
                .fix("write the document anew");
    }
}
