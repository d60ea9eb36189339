package dev.plumbline.cdi.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.cdi.document.Mount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Mounts: the outer ones before those inside them. */
final class MountEdits {
    private final OciSpec spec;

    MountEdits(OciSpec spec) {
        this.spec = spec;
    }

    /** Adds mounts. Of several with one destination, the last one counts. */
    void add(List<Mount> added) {
        if (added.isEmpty()) {
            return;
        }
        ArrayNode mounts = spec.list(spec.root(), "mounts", "/mounts");
        boolean mapped = spec.hasUserNamespace();
        Map<String, ObjectNode> byDestination = new LinkedHashMap<>();
        for (Mount mount : added) {
            String destination = clean(mount.containerPath());
            byDestination.remove(destination);
            byDestination.put(destination, mount(mount, mapped));
        }
        byDestination.forEach((destination, mount) -> put(mounts, mount, destination));
        List<JsonNode> sorted = new ArrayList<>();
        mounts.forEach(sorted::add);
        sorted.sort(Comparator.comparingInt(MountEdits::depth));
        mounts.removeAll();
        mounts.addAll(sorted);
    }

    private static ObjectNode mount(Mount mount, boolean mapped) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("destination", mount.containerPath());
        if (mount.type() != null && !mount.type().isEmpty()) {
            node.put("type", mount.type());
        }
        node.put("source", mount.hostPath());
        List<String> options = mapped ? mapped(mount.options()) : mount.options();
        if (!options.isEmpty()) {
            ArrayNode list = node.putArray("options");
            options.forEach(list::add);
        }
        return node;
    }

    /** In a user namespace, a bind mount shows files with the owners that they have outside only if it is mapped. */
    private static List<String> mapped(List<String> options) {
        if (options.contains("idmap") || options.contains("ridmap")) {
            return options;
        }
        List<String> all = new ArrayList<>(options);
        if (options.contains("rbind")) {
            all.add("ridmap");
        } else if (options.contains("bind")) {
            all.add("idmap");
        }
        return all;
    }

    /** Puts the mount behind the others, in the place of those with its destination; one that is the same stays where it is. */
    private static void put(ArrayNode mounts, ObjectNode mount, String destination) {
        boolean there = false;
        for (int i = mounts.size() - 1; i >= 0; i--) {
            JsonNode other = mounts.get(i);
            if (!clean(other.path("destination").asText()).equals(destination)) {
                continue;
            }
            if (!there && other.equals(mount)) {
                there = true;
            } else {
                mounts.remove(i);
            }
        }
        if (!there) {
            mounts.add(mount);
        }
    }

    private static int depth(JsonNode mount) {
        return (int) clean(mount.path("destination").asText())
                .chars()
                .filter(c -> c == '/')
                .count();
    }

    /** A path without what does not count in it. */
    private static String clean(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")
                    && !parts.isEmpty()
                    && !parts.get(parts.size() - 1).equals("..")) {
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".") && !(part.equals("..") && path.startsWith("/"))) {
                parts.add(part);
            }
        }
        return (path.startsWith("/") ? "/" : "") + String.join("/", parts);
    }
}
