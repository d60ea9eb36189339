package dev.plumbline.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.MacAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object, read strictly: what is malformed is refused with its JSON pointer (RFC 6901). */
final class JsonFields {
    private final JsonNode object;
    private final String pointer;

    JsonFields(JsonNode object, String pointer) {
        this.object = object;
        this.pointer = pointer;
        if (!object.isObject()) {
            throw new Malformed(pointer, "this is not an object");
        }
    }

    /** A field that is not what it must be. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String pointer;

        Malformed(String pointer, String why) {
            super(why);
            this.pointer = pointer;
        }

        String pointer() {
            return pointer;
        }
    }

    Malformed bad(String field, String why) {
        return new Malformed(pointer + "/" + field, why);
    }

    private @Nullable JsonNode value(String field) {
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? null : value;
    }

    /** {@return a text; the default when it is absent} */
    @Nullable
    String text(String field, @Nullable String absent) {
        JsonNode value = value(field);
        if (value == null) {
            return absent;
        }
        if (!value.isTextual() || value.textValue().chars().anyMatch(Character::isISOControl)) {
            throw bad(field, "this is not a text: " + value);
        }
        return value.textValue();
    }

    /** {@return a text that must be there, and not be empty} */
    String required(String field) {
        String text = text(field, null);
        if (text == null || text.isEmpty()) {
            throw bad(field, "this field is missing or empty");
        }
        return text;
    }

    /** {@return a whole number in a range; the default when it is absent} */
    long number(String field, long absent, long least, long most) {
        JsonNode value = value(field);
        if (value == null) {
            return absent;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw bad(field, value + " is not a whole number from " + least + " to " + most);
        }
        return value.longValue();
    }

    /** {@return an object's fields; the object must be there} */
    JsonFields object(String field) {
        JsonNode value = value(field);
        if (value == null) {
            throw bad(field, "this field is missing");
        }
        return new JsonFields(value, pointer + "/" + field);
    }

    /** {@return the objects of an array; an absent one is empty unless it must be there} */
    List<JsonFields> objects(String field, boolean mustBe) {
        List<JsonFields> objects = new ArrayList<>();
        for (JsonNode element : array(field, mustBe)) {
            objects.add(new JsonFields(element, pointer + "/" + field + "/" + objects.size()));
        }
        return objects;
    }

    /** {@return the prefixes of an array that must be there} */
    List<IpPrefix> prefixes(String field) {
        List<IpPrefix> prefixes = new ArrayList<>();
        for (JsonNode element : array(field, true)) {
            String place = field + "/" + prefixes.size();
            if (!element.isTextual() || !element.textValue().contains("/")) {
                throw bad(place, element + " is not an address with a prefix length");
            }
            prefixes.add(prefix(place, element.textValue()));
        }
        return prefixes;
    }

    private JsonNode array(String field, boolean mustBe) {
        JsonNode value = value(field);
        if (value == null && mustBe) {
            throw bad(field, "this field is missing");
        }
        if (value != null && !value.isArray()) {
            throw bad(field, "this is not an array");
        }
        return value == null ? JsonNodeFactory.instance.arrayNode() : value;
    }

    /** {@return an address or a prefix; null when it is absent or empty, as Go writes absent ones} */
    @Nullable
    IpPrefix address(String field) {
        String text = text(field, "");
        return text == null || text.isEmpty() ? null : prefix(field, text);
    }

    private IpPrefix prefix(String field, String text) {
        try {
            return IpPrefix.of(text);
        } catch (IllegalArgumentException e) {
            throw bad(field, "'" + text + "' is not an address: " + e.getMessage());
        }
    }

    /** {@return a MAC in the usual form; null when it is absent or empty} */
    @Nullable
    String mac(String field) {
        String text = text(field, "");
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return MacAddress.of(text).toString();
        } catch (IllegalArgumentException e) {
            throw bad(field, "'" + text + "' is not a MAC");
        }
    }
}
