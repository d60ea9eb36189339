package dev.plumbline.cdi.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A document as a tree, always with its fields in the same order; what is absent or empty is left out. */
public final class DocumentTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private DocumentTree() {}

    /** {@return a document as a tree} */
    public static ObjectNode of(Document document) {
        ObjectNode tree = NODES.objectNode();
        tree.put("cdiVersion", document.cdiVersion());
        tree.put("kind", document.kind());
        annotations(tree, document.annotations());
        tree.set("devices", list(document.devices(), DocumentTree::device));
        if (!document.containerEdits().isEmpty()) {
            tree.set("containerEdits", of(document.containerEdits()));
        }
        return tree;
    }

    private static ObjectNode device(Device device) {
        ObjectNode tree = NODES.objectNode();
        tree.put("name", device.name());
        annotations(tree, device.annotations());
        tree.set("containerEdits", of(device.containerEdits()));
        return tree;
    }

    /** {@return edits as a tree} */
    public static ObjectNode of(ContainerEdits edits) {
        ObjectNode tree = NODES.objectNode();
        texts(tree, "env", edits.env());
        objects(tree, "deviceNodes", edits.deviceNodes(), DocumentTree::node);
        objects(tree, "netDevices", edits.netDevices(), DocumentTree::netDevice);
        objects(tree, "hooks", edits.hooks(), DocumentTree::hook);
        objects(tree, "mounts", edits.mounts(), DocumentTree::mount);
        if (edits.intelRdt() != null) {
            tree.set("intelRdt", rdt(edits.intelRdt()));
        }
        if (!edits.additionalGids().isEmpty()) {
            ArrayNode gids = tree.putArray("additionalGids");
            edits.additionalGids().forEach(gids::add);
        }
        return tree;
    }

    private static ObjectNode node(DeviceNode node) {
        ObjectNode tree = NODES.objectNode();
        tree.put("path", node.path());
        text(tree, "hostPath", node.hostPath());
        text(tree, "type", node.type());
        number(tree, "major", node.major());
        number(tree, "minor", node.minor());
        number(tree, "fileMode", node.fileMode());
        text(tree, "permissions", node.permissions());
        number(tree, "uid", node.uid());
        number(tree, "gid", node.gid());
        return tree;
    }

    private static ObjectNode netDevice(NetDevice device) {
        return NODES.objectNode()
                .put("hostInterfaceName", device.hostInterfaceName())
                .put("name", device.name());
    }

    private static ObjectNode hook(Hook hook) {
        ObjectNode tree = NODES.objectNode();
        tree.put("hookName", hook.hookName());
        tree.put("path", hook.path());
        texts(tree, "args", hook.args());
        texts(tree, "env", hook.env());
        number(tree, "timeout", hook.timeout());
        return tree;
    }

    private static ObjectNode mount(Mount mount) {
        ObjectNode tree = NODES.objectNode();
        tree.put("hostPath", mount.hostPath());
        tree.put("containerPath", mount.containerPath());
        texts(tree, "options", mount.options());
        text(tree, "type", mount.type());
        return tree;
    }

    /** {@return resource director settings as a tree; an OCI spec has them under the same names} */
    public static ObjectNode rdt(IntelRdt rdt) {
        ObjectNode tree = NODES.objectNode();
        text(tree, "closID", rdt.closId());
        text(tree, "l3CacheSchema", rdt.l3CacheSchema());
        text(tree, "memBwSchema", rdt.memBwSchema());
        if (rdt.schemata() != null) {
            tree.set("schemata", list(rdt.schemata(), NODES::textNode));
        }
        if (rdt.enableMonitoring()) {
            tree.put("enableMonitoring", true);
        }
        return tree;
    }

    private static void annotations(ObjectNode tree, java.util.Map<String, String> annotations) {
        if (!annotations.isEmpty()) {
            ObjectNode node = tree.putObject("annotations");
            annotations.forEach(node::put);
        }
    }

    private static void text(ObjectNode tree, String name, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            tree.put(name, text);
        }
    }

    private static void number(ObjectNode tree, String name, @Nullable Long number) {
        if (number != null) {
            tree.put(name, number);
        }
    }

    private static void texts(ObjectNode tree, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            tree.set(name, list(texts, NODES::textNode));
        }
    }

    private static <T> void objects(ObjectNode tree, String name, List<T> list, Function<T, ObjectNode> one) {
        if (!list.isEmpty()) {
            tree.set(name, list(list, one));
        }
    }

    private static <T> ArrayNode list(
            List<T> list, Function<T, ? extends com.fasterxml.jackson.databind.JsonNode> one) {
        ArrayNode array = NODES.arrayNode();
        list.forEach(element -> array.add(one.apply(element)));
        return array;
    }
}
