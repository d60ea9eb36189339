package dev.plumbline.cdi.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * What a YAML scalar is: YAML 1.2's core schema, where {@code yes} and {@code off} are text, and beside it the octal
 * numbers of 1.1 ({@code 0660}), as people write file modes.
 */
final class YamlScalar {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String CORE = "tag:yaml.org,2002:";
    private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern TRUE = Pattern.compile("true|True|TRUE");
    private static final Pattern FALSE = Pattern.compile("false|False|FALSE");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9]{0,99})");
    private static final Pattern OCTAL = Pattern.compile("0o?[0-7]{1,99}");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]{1,99}");
    private static final Pattern FLOAT = Pattern.compile(
            "[-+]?(\\.[0-9]{1,99}|[0-9]{1,99}(\\.[0-9]{0,99})?)([eE][-+]?[0-9]{1,9})?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    private YamlScalar() {}

    static JsonNode of(ScalarEvent scalar, String path) throws UnusableException {
        String tag = scalar.getTag();
        boolean text = tag == null ? !scalar.isPlain() : tag.equals("!") || tag.equals(CORE + "str");
        JsonNode node = text ? NODES.textNode(scalar.getValue()) : plain(scalar.getValue());
        if (!text && tag != null) {
            allow(tag, CORE + type(node), path);
        }
        return node;
    }

    /** Refuses a tag other than the one that the value has by itself. */
    static void allow(@Nullable String tag, String own, String path) throws UnusableException {
        if (tag != null && !tag.equals(own) && !tag.equals("!")) {
            throw new UnusableException(
                    path,
                    FaultCode.YAML_TAG,
                    "the tag " + Printable.quoted(tag) + " is not one that a document can have, or not on this value");
        }
    }

    /** Whether a plain text would be read as something else than text. */
    static boolean isText(String text) {
        return plain(text).isTextual();
    }

    private static JsonNode plain(String text) {
        if (NULL.matcher(text).matches()) {
            return NODES.nullNode();
        }
        if (TRUE.matcher(text).matches() || FALSE.matcher(text).matches()) {
            return NODES.booleanNode(TRUE.matcher(text).matches());
        }
        if (DECIMAL.matcher(text).matches()) {
            return integer(new BigInteger(text));
        }
        if (OCTAL.matcher(text).matches()) {
            return integer(new BigInteger(text.startsWith("0o") ? text.substring(2) : text, 8));
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return integer(new BigInteger(text.substring(2), 16));
        }
        return FLOAT.matcher(text).matches() ? NODES.numberNode(0.5) : NODES.textNode(text);
    }

    private static JsonNode integer(BigInteger value) {
        if (value.bitLength() <= 31) {
            return NODES.numberNode(value.intValueExact());
        }
        return value.bitLength() <= 63 ? NODES.numberNode(value.longValueExact()) : NODES.numberNode(value);
    }

    private static String type(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL -> "null";
            case BOOLEAN -> "bool";
            case NUMBER -> node.isIntegralNumber() ? "int" : "float";
            default -> "str";
        };
    }
}
