package dev.plumbline.cdi.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** JSON text as a tree, read so that a key that is there twice is seen. */
final class JsonTree {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final Faults faults;
    private int values;

    private JsonTree(JsonParser parser, Faults faults) {
        this.parser = parser;
        this.faults = faults;
    }

    /** {@return the tree of a text}; duplicate keys are added to the faults. */
    static JsonNode of(String text, Faults faults) throws UnusableException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new UnusableException("", FaultCode.EMPTY, "the file is empty");
            }
            JsonNode root = new JsonTree(parser, faults).value(first, "", 0);
            if (parser.nextToken() != null) {
                throw syntax("there is more behind the end of the document", parser);
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new UnusableException(
                    "",
                    FaultCode.SYNTAX,
                    "this is not JSON: " + Printable.of(e.getOriginalMessage())
                            + (e.getLocation() == null
                                    ? ""
                                    : ", line " + e.getLocation().getLineNr() + ", column "
                                            + e.getLocation().getColumnNr()));
        } catch (IOException e) {
            throw new UnusableException("", FaultCode.SYNTAX, "this is not JSON: " + Printable.of(e.toString()));
        }
    }

    private static UnusableException syntax(String what, JsonParser parser) {
        return new UnusableException(
                "",
                FaultCode.SYNTAX,
                what + ", line " + parser.currentLocation().getLineNr());
    }

    private JsonNode value(JsonToken token, String path, int depth) throws IOException, UnusableException {
        if (++values > Limits.VALUES) {
            throw UnusableException.tooMany(path);
        }
        return switch (token) {
            case START_OBJECT -> object(path, deeper(path, depth));
            case START_ARRAY -> array(path, deeper(path, depth));
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            default -> throw syntax("a value is missing", parser);
        };
    }

    private JsonNode integer() throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private ObjectNode object(String path, int depth) throws IOException, UnusableException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            String at = Pointer.to(path, key);
            JsonNode value = value(parser.nextToken(), at, depth);
            if (object.has(key)) {
                faults.add(at, FaultCode.DUPLICATE_KEY, "the key " + Printable.quoted(key) + " is there twice");
            } else {
                object.set(key, value);
            }
        }
        return object;
    }

    private ArrayNode array(String path, int depth) throws IOException, UnusableException {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(token, Pointer.to(path, array.size()), depth));
        }
        return array;
    }

    private static int deeper(String path, int depth) throws UnusableException {
        if (depth >= Limits.DEPTH) {
            throw UnusableException.tooDeep(path);
        }
        return depth + 1;
    }
}
