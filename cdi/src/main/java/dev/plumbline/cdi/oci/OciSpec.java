package dev.plumbline.cdi.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.cdi.document.Printable;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An OCI spec that is being edited. Parts are made when something is put into them, and must be what they ought to be. */
final class OciSpec {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode root;

    private OciSpec(ObjectNode root) {
        this.root = root;
    }

    /** {@return a copy to be edited} */
    static OciSpec copyOf(JsonNode spec) {
        if (!(spec instanceof ObjectNode object)) {
            throw bad("", "an object", spec);
        }
        return new OciSpec(object.deepCopy());
    }

    ObjectNode root() {
        return root;
    }

    /** {@return the object at a path of names, made where it is missing} */
    ObjectNode object(String... path) {
        ObjectNode at = root;
        StringBuilder pointer = new StringBuilder();
        for (String name : path) {
            pointer.append('/').append(name);
            JsonNode next = at.get(name);
            if (next == null || next.isNull()) {
                at = at.putObject(name);
            } else if (next instanceof ObjectNode object) {
                at = object;
            } else {
                throw bad(pointer.toString(), "an object", next);
            }
        }
        return at;
    }

    /** {@return the list of a name in an object, made where it is missing} */
    ArrayNode list(ObjectNode owner, String name, String pointer) {
        JsonNode list = owner.get(name);
        if (list == null || list.isNull()) {
            return owner.putArray(name);
        }
        if (list instanceof ArrayNode array) {
            return array;
        }
        throw bad(pointer, "a list", list);
    }

    /** {@return a value at a JSON pointer; null when it is missing} */
    @Nullable
    JsonNode find(String pointer) {
        JsonNode node = root.at(pointer);
        return node.isMissingNode() || node.isNull() ? null : node;
    }

    /** {@return a whole number at a JSON pointer, if there is one} */
    Optional<Long> number(String pointer) {
        JsonNode node = find(pointer);
        return node != null && node.isIntegralNumber() ? Optional.of(node.longValue()) : Optional.empty();
    }

    /** {@return whether the container gets a user namespace} */
    boolean hasUserNamespace() {
        JsonNode namespaces = find("/linux/namespaces");
        if (namespaces != null) {
            for (JsonNode namespace : namespaces) {
                if (namespace.path("type").asText().equals("user")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** {@return a number as reading it from JSON would give it, so that equal ones are equal} */
    static JsonNode number(long value) {
        return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
    }

    private static PlumblineException bad(String pointer, String wanted, JsonNode found) {
        return Problem.badInput(
                        "BAD_OCI_SPEC",
                        pointer.isEmpty() ? "the OCI spec" : pointer,
                        "this is not what an OCI runtime spec has here")
                .because("it must be " + wanted + ", not " + Printable.of(found.toString()))
                .fix("give the config.json of an OCI bundle")
                .exception();
    }
}
