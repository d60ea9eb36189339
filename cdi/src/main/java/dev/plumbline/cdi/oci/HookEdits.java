package dev.plumbline.cdi.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.cdi.document.Hook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hooks. Two devices may ask for the same one, which then runs twice; but one that the spec has from an earlier injection is not
 * added again. So there are as many of a hook as the devices ask for together, or as there were.
 */
final class HookEdits {
    private final OciSpec spec;
    private final Map<List<Object>, Integer> asked = new HashMap<>();

    HookEdits(OciSpec spec) {
        this.spec = spec;
    }

    void add(Hook hook) {
        ObjectNode node = node(hook);
        int wanted = asked.merge(List.of(hook.hookName(), node), 1, Integer::sum);
        ArrayNode hooks = spec.list(spec.object("hooks"), hook.hookName(), "/hooks/" + hook.hookName());
        int there = 0;
        for (JsonNode other : hooks) {
            there += other.equals(node) ? 1 : 0;
        }
        if (there < wanted) {
            hooks.add(node);
        }
    }

    private static ObjectNode node(Hook hook) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("path", hook.path());
        texts(node, "args", hook.args());
        texts(node, "env", hook.env());
        if (hook.timeout() != null) {
            node.set("timeout", OciSpec.number(hook.timeout()));
        }
        return node;
    }

    private static void texts(ObjectNode node, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            ArrayNode list = node.putArray(name);
            texts.forEach(list::add);
        }
    }
}
